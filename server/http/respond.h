// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/http/message.h"

#include <QByteArray>
#include <QCoroTask>
#include <QJsonObject>
#include <QList>
#include <utility>

namespace deskbell::http {

/// What a handler gives back when it succeeds.
struct Answer {
    int status = 200;
    QJsonObject data; ///< becomes {"success":true,"data":…}
    QList<std::pair<QByteArray, QByteArray>> headers;
    /// When not null it is sent as it is, without an envelope; `data` is then ignored.
    QByteArray body;
    QByteArray contentType = "application/json";
};

/// The status of docs/protocol.md. Conflict with code "resync" is 410.
[[nodiscard]] int statusOf(const Error &error);

/// Whether a client may see the `detail` and `context` of such an error.
[[nodiscard]] bool isPublic(ErrorKind kind);

/// The envelope. Only Validation, Conflict, NotFound, Forbidden, Auth, TooLarge and RateLimited carry their `detail` as the
/// message and their `context`; of Storage, Internal and their like a client sees the kind and a general sentence.
[[nodiscard]] Response encode(const Answer &answer, const QByteArray &requestId);
[[nodiscard]] Response encode(const Error &error, const QByteArray &requestId);

/// The one bridge from a coroutine to an answer: awaits `task`, turns whatever comes (an exception too) into a Response,
/// logs each failure with the request id, and calls `reply` once. Main thread. Needs nobody to outlive it but what the task uses.
void respond(QCoro::Task<Result<Answer>> task, QByteArray requestId, QByteArray route, Reply reply);

} // namespace deskbell::http
