// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/command.h"

namespace deskbell::wire {

/// Most commands in one request, and most bytes of one command's arguments.
inline constexpr int MaxCommands = 100;
inline constexpr int MaxCommandArgs = 64 * 1024;

[[nodiscard]] QJsonObject toJson(const Command &command);
[[nodiscard]] Result<Command> commandFromJson(const QJsonObject &json, const QString &path = {});

[[nodiscard]] QJsonObject toJson(const CommandBatch &batch);
/// 1…MaxCommands whose device_seq rises by one. Validation, with the field's path, otherwise.
[[nodiscard]] Result<CommandBatch> commandBatchFromJson(const QJsonObject &json);

[[nodiscard]] QJsonObject toJson(const CommandResult &result);
[[nodiscard]] Result<CommandResult> commandResultFromJson(const QJsonObject &json);

[[nodiscard]] QJsonObject toJson(const CommandBatchAnswer &answer);
[[nodiscard]] Result<CommandBatchAnswer> commandBatchAnswerFromJson(const QJsonObject &json);

/// {"code","reason","message","context"}, as in the envelope.
[[nodiscard]] QJsonObject errorToJson(const Error &error);
/// An unknown code is Protocol.
[[nodiscard]] Error errorFromJson(const QJsonObject &json);

} // namespace deskbell::wire
