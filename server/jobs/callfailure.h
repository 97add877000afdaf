// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace deskbell::server {

/// Why a provider counts as not working (RELIABILITY rule 58).
enum class CallFailure {
    Connect,     ///< no connection, no such host, or it broke
    Tls,         ///< who answered could not prove to be the provider
    Timeout,     ///< no answer in time
    ServerError, ///< 5xx
    Throttled,   ///< 429 that does not say when to come again
};

[[nodiscard]] QString word(CallFailure failure); ///< connect tls timeout server_error throttled
[[nodiscard]] std::optional<CallFailure> callFailureFromWord(const QString &word);

/// How a call to a provider ended.
struct CallEnd {
    enum class Transport { Answered, NoConnection, TlsFailed, TimedOut };
    Transport transport = Transport::Answered;
    int httpStatus = 0;            ///< of the answer
    bool saysWhenToRetry = false;  ///< it had a Retry-After
};

/// std::nullopt for what says nothing against the provider: success, the other 4xx, a refusal of the content, and a 429 with
/// a Retry-After, which is a limit and not a failure.
[[nodiscard]] std::optional<CallFailure> failureOf(const CallEnd &end);

} // namespace deskbell::server
