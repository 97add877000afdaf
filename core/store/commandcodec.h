// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/pendingcommand.h"

#include <QJsonObject>

namespace deskbell {

/// For POST /v1/commands: "order.create", "order.change", "job.retry", "job.mark_sent", "job.discard".
[[nodiscard]] QString commandName(const PendingCommand &command);
/// For POST /v1/commands: the REST body without base_version; `id` names the order of order.change; `id` or `ids` the jobs.
[[nodiscard]] QJsonObject commandArgs(const PendingCommand &command);
/// For POST /v1/commands: the version the person saw; nothing when they never saw one of the server's.
[[nodiscard]] std::optional<qint64> commandBaseVersion(const PendingCommand &command);

/// All of a command, for the outbox on disk.
[[nodiscard]] QJsonObject toJson(const PendingCommand &command);
/// Validation when it is not a command this program can send.
[[nodiscard]] Result<PendingCommand> pendingCommandFromJson(const QJsonObject &json);

} // namespace deskbell
