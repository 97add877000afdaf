// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/ops/adminmessage.h"

#include <QJsonObject>
#include <QString>
#include <chrono>

namespace deskbell::server {

/// Has the running service execute a command, blocking; for the command line only. Unavailable (code "not_listening") when
/// nobody listens at `socketPath`; Timeout when the answer does not come, and then it is not known whether it was done.
[[nodiscard]] Result<QJsonObject> askRunningService(
    const QString &socketPath, const AdminRequest &request, std::chrono::milliseconds timeout);

} // namespace deskbell::server
