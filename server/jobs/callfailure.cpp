// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/callfailure.h"

#include <array>

namespace deskbell::server {
namespace {

constexpr std::array All{CallFailure::Connect, CallFailure::Tls, CallFailure::Timeout, CallFailure::ServerError, CallFailure::Throttled};

} // namespace

QString word(CallFailure failure)
{
    switch (failure) {
    case CallFailure::Connect: return QStringLiteral("connect");
    case CallFailure::Tls: return QStringLiteral("tls");
    case CallFailure::Timeout: return QStringLiteral("timeout");
    case CallFailure::ServerError: return QStringLiteral("server_error");
    case CallFailure::Throttled: return QStringLiteral("throttled");
    }
    return {};
}

std::optional<CallFailure> callFailureFromWord(const QString &text)
{
    for (const auto failure : All) {
        if (word(failure) == text) {
            return failure;
        }
    }
    return std::nullopt;
}

std::optional<CallFailure> failureOf(const CallEnd &end)
{
    switch (end.transport) {
    case CallEnd::Transport::NoConnection: return CallFailure::Connect;
    case CallEnd::Transport::TlsFailed: return CallFailure::Tls;
    case CallEnd::Transport::TimedOut: return CallFailure::Timeout;
    case CallEnd::Transport::Answered: break;
    }
    if (end.httpStatus >= 500) {
        return CallFailure::ServerError;
    }
    if (end.httpStatus == 429 && !end.saysWhenToRetry) {
        return CallFailure::Throttled;
    }
    return std::nullopt;
}

} // namespace deskbell::server
