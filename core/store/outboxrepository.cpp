// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/outboxrepository.h"

#include "core/store/commandcodec.h"
#include "core/wire/json.h"

#include <QCryptographicHash>

namespace deskbell {
namespace {

const auto SelectHead = QStringLiteral("SELECT owner, device_id, last_seq FROM outbox WHERE id = 1");
const auto InsertHead = QStringLiteral("INSERT INTO outbox (id, owner, device_id, last_seq) VALUES (1, ?, ?, ?)");
const auto RaiseLastSeq = QStringLiteral("UPDATE outbox SET last_seq = MAX(last_seq, ?) WHERE id = 1");
const auto UpdateLastSeq = QStringLiteral("UPDATE outbox SET last_seq = ? WHERE id = 1");
const auto SelectCommands = QStringLiteral("SELECT device_seq, body, checksum FROM pending_commands ORDER BY device_seq");
const auto PutCommand = QStringLiteral(
    "INSERT INTO pending_commands (device_seq, cmd_id, body, checksum) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (cmd_id) DO UPDATE SET device_seq = excluded.device_seq, body = excluded.body, checksum = excluded.checksum");
const auto DeleteCommand = QStringLiteral("DELETE FROM pending_commands WHERE cmd_id = ?");
const auto DeleteNumber = QStringLiteral("DELETE FROM pending_commands WHERE device_seq = ?");
const auto DeleteAll = QStringLiteral("DELETE FROM pending_commands");
const auto QuickCheck = QStringLiteral("PRAGMA quick_check(1)");

QByteArray checksumOf(qint64 deviceSeq, const QString &body)
{
    return QCryptographicHash::hash(QByteArray::number(deviceSeq) + '\n' + body.toUtf8(), QCryptographicHash::Sha256);
}

Result<Done> done(const Result<qint64> &ran) { return ran ? Result<Done>(Done{}) : Result<Done>(ran.error()); }

} // namespace

Result<std::optional<OutboxRepository::Head>> OutboxRepository::head()
{
    auto query = m_db.query(SelectHead);
    if (query.next()) {
        return std::optional(Head{query.text(0), query.text(1), query.number(2)});
    }
    if (query.error()) {
        return *query.error();
    }
    return std::optional<Head>();
}

Result<Done> OutboxRepository::create(const Head &head)
{
    return done(m_db.query(InsertHead).bind(head.owner).bind(head.deviceId).bind(head.lastSeq).run());
}

Result<Done> OutboxRepository::check()
{
    auto query = m_db.query(QuickCheck);
    const bool isSound = query.next() && query.text(0) == QLatin1String("ok");
    if (query.error()) {
        return *query.error();
    }
    return isSound ? Result<Done>(Done{})
                   : Result<Done>(Error{ErrorKind::Storage, query.text(0), 0, QStringLiteral("corrupt"), {}});
}

OutboxRepository::Content OutboxRepository::read()
{
    Content content;
    auto query = m_db.query(SelectCommands);
    while (query.next()) {
        const auto number = query.number(0);
        const auto body = query.text(1);
        if (query.blob(2) != checksumOf(number, body)) {
            content.unreadable.append({number, body, QStringLiteral("the checksum does not fit")});
            continue;
        }
        const auto json = wire::parseObject(body.toUtf8());
        auto command = json ? pendingCommandFromJson(json.value()) : Result<PendingCommand>(json.error());
        if (!command) {
            content.unreadable.append({number, body, command.error().detail});
            continue;
        }
        command.value().deviceSeq = number;
        content.commands.append(std::move(command).value());
    }
    content.failure = query.error();
    return content;
}

Result<Done> OutboxRepository::put(const PendingCommand &command)
{
    const auto body = QString::fromUtf8(wire::toBytes(toJson(command)));
    const auto number = command.deviceSeq;
    auto put = done(m_db.query(PutCommand).bind(number).bind(command.id.value).bind(body).bind(checksumOf(number, body)).run());
    return put ? done(m_db.query(RaiseLastSeq).bind(number).run()) : put;
}

Result<Done> OutboxRepository::remove(const CommandId &id) { return done(m_db.query(DeleteCommand).bind(id.value).run()); }

Result<Done> OutboxRepository::removeNumbers(const QList<qint64> &deviceSeqs)
{
    for (const auto number : deviceSeqs) {
        if (auto removed = m_db.query(DeleteNumber).bind(number).run(); !removed) {
            return removed.error();
        }
    }
    return Done{};
}

Result<Done> OutboxRepository::clear() { return done(m_db.query(DeleteAll).run()); }

Result<Done> OutboxRepository::setLastSeq(qint64 lastSeq) { return done(m_db.query(UpdateLastSeq).bind(lastSeq).run()); }

} // namespace deskbell
