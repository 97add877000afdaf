// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/commandcodec.h"

#include "core/wire/json.h"
#include "core/wire/ordercodec.h"
#include "core/wire/words.h"

#include <QJsonArray>

#include <array>
#include <utility>

namespace deskbell {
namespace {

constexpr std::array<std::pair<JobAction, const char *>, 3> JobCommands{{
    {JobAction::Retry, "job.retry"},
    {JobAction::MarkSent, "job.mark_sent"},
    {JobAction::Discard, "job.discard"},
}};

QJsonArray toJson(const QList<JobId> &ids)
{
    QJsonArray array;
    for (const auto &id : ids) {
        array.append(id.value);
    }
    return array;
}

QJsonObject toJson(const Error &error)
{
    return QJsonObject{{QStringLiteral("kind"), wire::word(error.kind)}, {QStringLiteral("detail"), error.detail},
                       {QStringLiteral("status"), error.httpStatus}, {QStringLiteral("code"), error.code},
                       {QStringLiteral("context"), error.context}};
}

Error errorFromJson(const QJsonObject &json)
{
    return Error{wire::errorKind(json.value(QLatin1String("kind")).toString()).value_or(ErrorKind::Internal),
                 json.value(QLatin1String("detail")).toString(), json.value(QLatin1String("status")).toInt(),
                 json.value(QLatin1String("code")).toString(), json.value(QLatin1String("context")).toObject()};
}

std::optional<JobCommand> readJob(const QString &name, const QJsonObject &args)
{
    for (const auto &[action, word] : JobCommands) {
        if (name == QLatin1String(word)) {
            JobCommand command;
            command.action = action;
            for (const auto &id : args.value(QLatin1String("ids")).toArray()) {
                command.ids.append(JobId{id.toString()});
            }
            if (const auto only = args.value(QLatin1String("id")).toString(); !only.isEmpty()) {
                command.ids.append(JobId{only});
            }
            return command;
        }
    }
    return std::nullopt;
}

// What was refused for being too long or empty must be read back too, so these know no limits, unlike the wire's.

QList<OrderItem> readItems(const QJsonArray &array)
{
    QList<OrderItem> items;
    for (const auto &value : array) {
        const auto item = value.toObject();
        items.append({item.value(QLatin1String("name")).toString(), item.value(QLatin1String("quantity")).toInt(1)});
    }
    return items;
}

std::optional<Instant> readTime(const QJsonValue &value) { return fromRfc3339(value.toString()); }

NewOrder readCreate(const QJsonObject &args)
{
    NewOrder order;
    order.id = OrderId{args.value(QLatin1String("id")).toString()};
    order.room = args.value(QLatin1String("room")).toString();
    order.items = readItems(args.value(QLatin1String("items")).toArray());
    order.notes = args.value(QLatin1String("notes")).toString();
    order.department = args.value(QLatin1String("department")).toString();
    order.dueAt = readTime(args.value(QLatin1String("due_at")));
    return order;
}

OrderPatch readPatch(const QJsonObject &args)
{
    const auto text = [&args](const char *key) -> std::optional<QString> {
        const auto value = args.value(QLatin1String(key));
        return value.isString() ? std::optional(value.toString()) : std::nullopt;
    };
    OrderPatch patch;
    patch.status = wire::orderStatus(text("status").value_or(QString()));
    patch.notes = text("notes");
    patch.room = text("room");
    patch.department = text("department");
    if (args.value(QLatin1String("items")).isArray()) {
        patch.items = readItems(args.value(QLatin1String("items")).toArray());
    }
    patch.dueAt = readTime(args.value(QLatin1String("due_at")));
    if (const auto base = args.value(QLatin1String("base_version")); base.isDouble()) {
        patch.baseVersion = base.toInteger();
    }
    return patch;
}

/// Sets the one of create, patch and job that `name` says. False when there is no such command.
bool readWish(PendingCommand &command, const QString &name, const QJsonObject &args)
{
    if (name == QLatin1String("order.create")) {
        command.create = readCreate(args);
    } else if (name == QLatin1String("order.change")) {
        command.patch = readPatch(args);
    } else {
        command.job = readJob(name, args);
    }
    return command.create || command.patch || (command.job && !command.job->ids.isEmpty());
}

/// As it was seen, or the little that a wish for a new order says of itself.
Order readBasis(const PendingCommand &command, const QJsonObject &json)
{
    if (auto seen = wire::orderFromJson(json)) {
        return std::move(seen).value();
    }
    Order order;
    order.id = command.orderId;
    order.createdBy = order.updatedBy = json.value(QLatin1String("created_by")).toString();
    order.createdAt = order.updatedAt = readTime(json.value(QLatin1String("created_at"))).value_or(command.madeAt);
    if (command.create) {
        order.room = command.create->room;
        order.items = command.create->items;
        order.notes = command.create->notes;
        order.department = command.create->department;
        order.dueAt = command.create->dueAt;
    }
    return order;
}

} // namespace

QString commandName(const PendingCommand &command)
{
    if (command.create) {
        return QStringLiteral("order.create");
    }
    if (command.patch) {
        return QStringLiteral("order.change");
    }
    for (const auto &[action, word] : JobCommands) {
        if (command.job && command.job->action == action) {
            return QString::fromLatin1(word);
        }
    }
    return {};
}

QJsonObject commandArgs(const PendingCommand &command)
{
    if (command.create) {
        return wire::toJson(*command.create);
    }
    if (command.job) {
        // Of one job the server says why it refuses; of several it leaves out those it can not take.
        return command.job->ids.size() == 1 ? QJsonObject{{QStringLiteral("id"), command.job->ids.constFirst().value}}
                                            : QJsonObject{{QStringLiteral("ids"), toJson(command.job->ids)}};
    }
    auto args = wire::toJson(command.patch.value_or(OrderPatch()));
    args.remove(QStringLiteral("base_version"));
    args.insert(QStringLiteral("id"), command.orderId.value);
    return args;
}

std::optional<qint64> commandBaseVersion(const PendingCommand &command)
{
    const auto seen = command.patch ? command.patch->baseVersion : std::nullopt;
    return seen.value_or(0) > 0 ? seen : std::nullopt;
}

QJsonObject toJson(const PendingCommand &command)
{
    auto args = commandArgs(command);
    if (command.patch && command.patch->baseVersion) {
        args.insert(QStringLiteral("base_version"), *command.patch->baseVersion);
    }
    QJsonObject json{
        {QStringLiteral("id"), command.id.value},
        {QStringLiteral("key"), command.key},
        {QStringLiteral("name"), commandName(command)},
        {QStringLiteral("args"), args},
        {QStringLiteral("made_at"), toRfc3339(command.madeAt)},
        {QStringLiteral("after"), command.after.value},
        {QStringLiteral("order_id"), command.orderId.value},
        {QStringLiteral("subject"), command.subject},
        {QStringLiteral("sent"), command.isSent},
    };
    if (!command.orderId.isEmpty()) {
        json.insert(QStringLiteral("basis"), wire::toJson(command.basis));
    }
    if (command.refusal) {
        json.insert(QStringLiteral("refusal"), toJson(*command.refusal));
    }
    return json;
}

Result<PendingCommand> pendingCommandFromJson(const QJsonObject &json)
{
    wire::FieldReader reader(json);
    PendingCommand command;
    command.id = CommandId{reader.requiredText("id", 64)};
    command.key = reader.requiredText("key", 64);
    const auto name = reader.requiredText("name", 64);
    command.madeAt = reader.optionalTime("made_at").value_or(Instant{});
    command.after = CommandId{reader.text("after", 64)};
    command.orderId = OrderId{reader.text("order_id", 64)};
    command.subject = reader.text("subject");
    command.isSent = reader.optionalBool("sent").value_or(false);
    const auto args = reader.optionalObject("args").value_or(QJsonObject());
    const auto basis = reader.optionalObject("basis");
    const auto refusal = reader.optionalObject("refusal");
    if (!reader.ok()) {
        return reader.error();
    }
    if (!readWish(command, name, args)) {
        return Error{ErrorKind::Validation, QStringLiteral("an unknown command: ") + name, 0, {}, {}};
    }
    if (basis) {
        command.basis = readBasis(command, *basis);
    }
    if (refusal) {
        command.refusal = errorFromJson(*refusal);
    }
    return command;
}

} // namespace deskbell
