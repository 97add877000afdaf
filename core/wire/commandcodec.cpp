// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/commandcodec.h"

#include "core/wire/json.h"
#include "core/wire/words.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace deskbell::wire {
namespace {

const auto Accepted = QStringLiteral("accepted");
const auto Refused = QStringLiteral("refused");

bool isCommandName(const QString &name)
{
    static const QRegularExpression Name(QStringLiteral("\\A[a-z][a-z_]{0,31}\\.[a-z][a-z_]{0,31}\\z"));
    return Name.match(name).hasMatch();
}

void checkUuid(FieldReader &reader, const char *key, const QString &text)
{
    if (!text.isEmpty() && !isUuid(text)) {
        reader.fail(key, QStringLiteral("must be a UUID in lower case"));
    }
}

} // namespace

QJsonObject toJson(const Command &command)
{
    QJsonObject json{
        {QStringLiteral("cmd_id"), command.id.value},
        {QStringLiteral("device_seq"), command.deviceSeq},
        {QStringLiteral("name"), command.name},
        {QStringLiteral("args"), command.args},
        {QStringLiteral("made_at"), toRfc3339(command.madeAt)},
    };
    if (command.baseVersion) {
        json.insert(QStringLiteral("base_version"), *command.baseVersion);
    }
    if (command.validUntil) {
        json.insert(QStringLiteral("valid_until"), toRfc3339(*command.validUntil));
    }
    if (!command.after.isEmpty()) {
        json.insert(QStringLiteral("after"), command.after.value);
    }
    return json;
}

Result<Command> commandFromJson(const QJsonObject &json, const QString &path)
{
    FieldReader reader(json, path);
    Command command;
    command.id = CommandId{reader.requiredText("cmd_id", 36)};
    checkUuid(reader, "cmd_id", command.id.value);
    command.deviceSeq = reader.optionalInteger("device_seq").value_or(0);
    if (command.deviceSeq < 1) {
        reader.fail("device_seq", QStringLiteral("must be a whole number from 1"));
    }
    command.name = reader.requiredText("name", 65);
    if (!isCommandName(command.name)) {
        reader.fail("name", QStringLiteral("must be two words of a-z and '_' with a dot between"));
    }
    command.args = reader.optionalObject("args").value_or(QJsonObject());
    if (toBytes(command.args).size() > MaxCommandArgs) {
        reader.fail("args", QStringLiteral("has more than %1 bytes").arg(MaxCommandArgs));
    }
    command.baseVersion = reader.optionalInteger("base_version");
    const auto madeAt = reader.optionalTime("made_at");
    if (!madeAt) {
        reader.fail("made_at", QStringLiteral("must be a time"));
    }
    command.validUntil = reader.optionalTime("valid_until");
    command.after = CommandId{reader.text("after", 36)};
    checkUuid(reader, "after", command.after.value);
    if (!reader.ok()) {
        return reader.error();
    }
    command.madeAt = *madeAt;
    return command;
}

QJsonObject toJson(const CommandBatch &batch)
{
    QJsonArray commands;
    for (const auto &command : batch.commands) {
        commands.append(toJson(command));
    }
    return QJsonObject{{QStringLiteral("device_id"), batch.deviceId}, {QStringLiteral("commands"), commands}};
}

Result<CommandBatch> commandBatchFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    CommandBatch batch;
    batch.deviceId = reader.requiredText("device_id", 36);
    checkUuid(reader, "device_id", batch.deviceId);
    const auto commands = reader.optionalArray("commands").value_or(QJsonArray());
    if (commands.isEmpty() || commands.size() > MaxCommands) {
        reader.fail("commands", QStringLiteral("must have 1 to %1 commands").arg(MaxCommands));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    for (const auto &value : commands) {
        const auto path = QStringLiteral("commands[%1]").arg(batch.commands.size());
        auto command = commandFromJson(value.toObject(), path);
        if (!command) {
            return command.error();
        }
        if (!batch.commands.isEmpty() && command.value().deviceSeq != batch.commands.last().deviceSeq + 1) {
            FieldReader wrong(value.toObject(), path);
            wrong.fail("device_seq", QStringLiteral("must be one more than that of the command before"));
            return wrong.error();
        }
        batch.commands.append(std::move(command).value());
    }
    return batch;
}

QJsonObject toJson(const CommandResult &result)
{
    QJsonObject json{
        {QStringLiteral("cmd_id"), result.id.value},
        {QStringLiteral("device_seq"), result.deviceSeq > 0 ? QJsonValue(result.deviceSeq) : QJsonValue()},
        {QStringLiteral("status"), result.isAccepted() ? Accepted : Refused},
        {QStringLiteral("applied_seq"), result.appliedSeq},
    };
    if (result.refusal) {
        json.insert(QStringLiteral("error"), errorToJson(*result.refusal));
    } else {
        json.insert(QStringLiteral("data"), result.data);
    }
    return json;
}

Result<CommandResult> commandResultFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    CommandResult result;
    result.id = CommandId{reader.requiredText("cmd_id", 200)};
    result.deviceSeq = reader.optionalInteger("device_seq").value_or(0);
    result.appliedSeq = reader.optionalInteger("applied_seq").value_or(0);
    const auto status = reader.requiredText("status", 16);
    if (status == Refused) {
        result.refusal = errorFromJson(reader.optionalObject("error").value_or(QJsonObject()));
    } else if (status == Accepted) {
        result.data = reader.optionalObject("data").value_or(QJsonObject());
    } else {
        reader.fail("status", QStringLiteral("must be accepted or refused"));
    }
    return reader.ok() ? Result<CommandResult>(std::move(result)) : Result<CommandResult>(reader.error());
}

QJsonObject toJson(const CommandBatchAnswer &answer)
{
    QJsonArray results;
    for (const auto &result : answer.results) {
        results.append(toJson(result));
    }
    QJsonObject json{{QStringLiteral("results"), results}, {QStringLiteral("last_seq"), answer.lastSeq}};
    if (answer.stopped) {
        json.insert(QStringLiteral("stopped"), errorToJson(*answer.stopped));
    }
    return json;
}

Result<CommandBatchAnswer> commandBatchAnswerFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    CommandBatchAnswer answer;
    answer.lastSeq = reader.optionalInteger("last_seq").value_or(0);
    const auto results = reader.optionalArray("results");
    if (!results) {
        reader.fail("results", QStringLiteral("is missing"));
    }
    if (const auto stopped = reader.optionalObject("stopped")) {
        answer.stopped = errorFromJson(*stopped);
    }
    if (!reader.ok()) {
        return reader.error();
    }
    for (const auto &value : *results) {
        auto result = commandResultFromJson(value.toObject());
        if (!result) {
            return result.error();
        }
        answer.results.append(std::move(result).value());
    }
    return answer;
}

QJsonObject errorToJson(const Error &error)
{
    QJsonObject json{{QStringLiteral("code"), word(error.kind)}};
    if (!error.code.isEmpty()) {
        json.insert(QStringLiteral("reason"), error.code);
    }
    if (!error.detail.isEmpty()) {
        json.insert(QStringLiteral("message"), error.detail);
    }
    if (!error.context.isEmpty()) {
        json.insert(QStringLiteral("context"), error.context);
    }
    return json;
}

Error errorFromJson(const QJsonObject &json)
{
    const auto text = [&json](const char *key) { return json.value(QLatin1String(key)).toString(); };
    return Error{errorKind(text("code")).value_or(ErrorKind::Protocol), text("message"), 0, text("reason"),
                 json.value(QLatin1String("context")).toObject()};
}

} // namespace deskbell::wire
