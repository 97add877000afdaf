// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <chrono>
#include <optional>

namespace deskbell::server {

/// What is known after a call to the outside (RELIABILITY rule 46).
struct SendOutcome {
    enum class Kind {
        Delivered, ///< the receiver said yes
        Refused,   ///< the receiver said no: nothing has happened there
        NotSent,   ///< it never left the house: no connection, no such host
        Unknown,   ///< it may have happened: no answer after the request was written, or an answer that does not tell
    };

    Kind kind = Kind::Unknown;
    QString providerRef{};  ///< what the receiver calls it; Delivered only, may be empty
    int httpStatus = 0;     ///< 0 when there was no answer
    QString reason{};       ///< for people and logs, without secrets
    std::optional<std::chrono::milliseconds> retryAfter{}; ///< what the receiver asked for
};

/// What a look-up found out about a send whose outcome was unknown.
struct LookupOutcome {
    enum class Kind {
        Found,    ///< it has happened
        NotFound, ///< the receiver does not know of it
        Failed,   ///< the receiver could not be asked; ask again
    };

    Kind kind = Kind::Failed;
    QString providerRef{};
    QString reason{};
};

} // namespace deskbell::server
