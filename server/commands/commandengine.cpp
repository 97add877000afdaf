// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/commandengine.h"

#include "core/redaction/cardredactor.h"
#include "core/wire/commandcodec.h"
#include "core/wire/json.h"
#include "server/access/permissions.h"
#include "server/storage/apikeysrepository.h"
#include "server/storage/devicesrepository.h"
#include "server/storage/sessionsrepository.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace deskbell::server {
namespace {

const auto Savepoint = QStringLiteral("SAVEPOINT command");
const auto RollbackTo = QStringLiteral("ROLLBACK TO SAVEPOINT command");
const auto Release = QStringLiteral("RELEASE SAVEPOINT command");

/// Nothing behind this knows a card that somebody typed (RELIABILITY rule 94), not even the hash of a repeat.
Command withoutCards(Command command)
{
    command.args = redactCards(command.args);
    return command;
}

/// The service has looked at the command and says no. Everything else leaves it undone.
bool isRefusal(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Validation:
    case ErrorKind::Conflict:
    case ErrorKind::NotFound:
    case ErrorKind::Forbidden: return true;
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Auth:
    case ErrorKind::TooLarge:
    case ErrorKind::RateLimited:
    case ErrorKind::Unavailable:
    case ErrorKind::Storage:
    case ErrorKind::Protocol:
    case ErrorKind::Cancelled:
    case ErrorKind::Internal: return false;
    }
    return false;
}

Error conflict(const char *code, const char *sentence, const QJsonObject &context = {})
{
    return Error{ErrorKind::Conflict, QString::fromLatin1(sentence), 0, QString::fromLatin1(code), context};
}

QJsonObject lastSeq(qint64 seq) { return {{QStringLiteral("last_seq"), seq}}; }

Error mismatch(const QJsonObject &context)
{
    return conflict("idempotency_mismatch", "this id or number was used for another command", context);
}

} // namespace

QByteArray commandHash(const Command &command)
{
    auto json = wire::toJson(command);
    for (const auto &key : {QStringLiteral("cmd_id"), QStringLiteral("device_seq"), QStringLiteral("made_at")}) {
        json.remove(key);
    }
    return QCryptographicHash::hash(wire::toBytes(json), QCryptographicHash::Sha256);
}

Result<CommandEngine::Outcome> CommandEngine::process(
    sql::Connection &db, const Principal &who, const QString &deviceId, const Command &given)
{
    const auto command = withoutCards(given);
    if (auto entered = m_changes.enter(db, who.tenantId); !entered) {
        return entered.error();
    }
    const auto present = presentRights(db, who);
    if (!present) {
        return present.error();
    }
    DevicesRepository devices(db, who.context());
    const auto known = devices.byId(deviceId);
    if (!known) {
        return known.error();
    }
    const auto now = m_clock.now();
    auto device = known.value().value_or(Device{deviceId, who.userId, 0, now, now});
    if (device.user != who.userId) {
        return Error{ErrorKind::Forbidden, QStringLiteral("this device is another person's"), 0, QStringLiteral("device_taken"), {}};
    }
    const auto found = CommandResultsRepository(db, who.context()).find(who.userId, command.id);
    if (!found) {
        return found.error();
    }
    const auto hash = commandHash(command);
    const bool isKnown = found.value().has_value();
    if ((isKnown && found.value()->requestHash != hash) || (!isKnown && command.deviceSeq <= device.lastSeq)) {
        return mismatch(lastSeq(device.lastSeq));
    }
    if (command.deviceSeq > device.lastSeq + 1) {
        return conflict("gap", "commands before this one are missing", lastSeq(device.lastSeq));
    }
    // One that is known under another number was renumbered: it keeps its result and takes the number.
    auto stored = isKnown ? Result<StoredResult>(*found.value()) : run(db, {present.value(), command, deviceId, hash});
    if (!stored) {
        return stored.error();
    }
    if (command.deviceSeq == device.lastSeq + 1) {
        device.lastSeq = command.deviceSeq;
        device.lastSeenAt = now;
        if (auto put = devices.put(device); !put) {
            return put.error();
        }
    }
    auto result = std::move(stored).value().result;
    result.deviceSeq = command.deviceSeq;
    return Outcome{std::move(result), device.lastSeq};
}

Result<CommandResult> CommandEngine::processWrite(
    sql::Connection &db, const Principal &who, const Command &command, const QByteArray &requestHash)
{
    if (auto entered = m_changes.enter(db, who.tenantId); !entered) {
        return entered.error();
    }
    const auto present = presentRights(db, who);
    if (!present) {
        return present.error();
    }
    const auto found = CommandResultsRepository(db, who.context()).find(who.userId, command.id);
    if (!found) {
        return found.error();
    }
    if (found.value()) {
        if (found.value()->requestHash != requestHash) {
            return mismatch({});
        }
        return found.value()->result;
    }
    const auto clean = withoutCards(command);
    const auto stored = run(db, {present.value(), clean, RestDevice, requestHash});
    if (!stored) {
        return stored.error();
    }
    const auto &result = stored.value().result;
    if (result.refusal && result.refusal->kind == ErrorKind::Validation) {
        return *result.refusal;
    }
    return result;
}

Result<Principal> CommandEngine::presentRights(sql::Connection &db, const Principal &who) const
{
    const auto role = who.isKey() ? ApiKeysRepository(db).role(who.context(), who.keyId, m_clock.now())
                                  : SessionsRepository(db).role(who.context(), who.sessionId, who.userId);
    if (!role) {
        return role.error();
    }
    if (!role.value()) {
        return Error{ErrorKind::Auth, QStringLiteral("The session has ended. Sign in again."), 0, QStringLiteral("session_expired"), {}};
    }
    auto present = who;
    present.role = *role.value();
    return present;
}

Result<StoredResult> CommandEngine::run(sql::Connection &db, const First &first)
{
    const auto &tenant = first.who.tenantId;
    const auto before = m_changes.nextSeq(db, tenant);
    if (!before) {
        return before.error();
    }
    auto outcome = judge(db, first);
    if (!outcome && !isRefusal(outcome.error().kind)) {
        return outcome.error();
    }
    const auto after = m_changes.nextSeq(db, tenant);
    if (!after) {
        return after.error();
    }
    StoredResult stored;
    stored.user = first.who.userId;
    stored.device = first.device;
    stored.name = first.command.name;
    stored.requestHash = first.requestHash;
    stored.changes = after.value() - before.value();
    stored.at = m_clock.now();
    stored.result.id = first.command.id;
    stored.result.deviceSeq = first.command.deviceSeq;
    stored.result.appliedSeq = after.value() - 1;
    if (outcome) {
        stored.result.data = std::move(outcome).value();
    } else {
        stored.result.refusal = outcome.error();
    }
    if (stored.result.isAccepted() || first.command.deviceSeq > 0) {
        if (auto inserted = CommandResultsRepository(db, first.who.context()).insert(stored); !inserted) {
            return inserted.error();
        }
    }
    if (auto written = audit(db, first, stored.result); !written) {
        return written.error();
    }
    return stored;
}

Result<QJsonObject> CommandEngine::judge(sql::Connection &db, const First &first)
{
    const auto &command = first.command;
    const auto now = m_clock.now();
    auto *handler = m_registry.find(command.name);
    if (!handler) {
        return Error{ErrorKind::Validation, QStringLiteral("there is no command \"%1\"").arg(command.name), 0,
                     QStringLiteral("unknown_command"), {}};
    }
    if (auto allowed = authorize(first.who, handler->permission()); !allowed) {
        return allowed.error();
    }
    if (command.validUntil && now > *command.validUntil) {
        return conflict("expired", "it came too late to be of use");
    }
    // What was done with it may have been forgotten, so running it could be doing it twice (rule 29).
    if (now - command.madeAt > KeepCommandResults) {
        return conflict("too_old", "it was made too long ago");
    }
    if (auto checked = checkParent(db, first); !checked) {
        return checked.error();
    }
    return runHandler(db, first, *handler);
}

Result<Done> CommandEngine::checkParent(sql::Connection &db, const First &first) const
{
    const auto &after = first.command.after;
    if (after.isEmpty()) {
        return Done{};
    }
    const auto parent = CommandResultsRepository(db, first.who.context()).find(first.who.userId, after);
    if (!parent) {
        return parent.error();
    }
    const QJsonObject context{{QStringLiteral("after"), after.value}};
    if (!parent.value()) {
        return conflict("parent_unknown", "the command it follows has not come", context);
    }
    return parent.value()->result.isAccepted() ? Result<Done>(Done{})
                                               : conflict("parent_refused", "the command it follows was refused", context);
}

Result<QJsonObject> CommandEngine::runHandler(sql::Connection &db, const First &first, CommandHandler &handler)
{
    if (auto begun = db.control(Savepoint); !begun) {
        return begun.error();
    }
    const auto mark = m_changes.mark();
    auto outcome = handler.run(db, first.who.context(), first.command);
    if (!outcome) {
        if (!isRefusal(outcome.error().kind)) {
            return outcome; // the writer undoes the whole unit
        }
        m_changes.undoTo(mark);
        if (auto undone = db.control(RollbackTo); !undone) {
            return undone.error();
        }
    }
    if (auto released = db.control(Release); !released) {
        return released.error();
    }
    return outcome;
}

Result<Done> CommandEngine::audit(sql::Connection &db, const First &first, const CommandResult &result) const
{
    const auto &command = first.command;
    const auto *handler = m_registry.find(command.name);
    auto subject = handler ? handler->subject(command) : CommandSubject{command.name.section(QLatin1Char('.'), 0, 0), {}};
    if (subject.id.isEmpty()) {
        subject.id = result.data.value(QLatin1String("id")).toString();
    }
    // Names of what was set, not the values: the changes have those, and they can be erased.
    QJsonObject detail{
        {QStringLiteral("device"), first.device},
        {QStringLiteral("device_seq"), command.deviceSeq},
        {QStringLiteral("fields"), QJsonArray::fromStringList(command.args.keys())},
        {QStringLiteral("status"), result.isAccepted() ? QStringLiteral("accepted") : QStringLiteral("refused")},
        {QStringLiteral("applied_seq"), result.appliedSeq},
        {QStringLiteral("request_sha256"), QString::fromLatin1(first.requestHash.toHex())},
    };
    if (result.refusal) {
        detail.insert(QStringLiteral("reason"), result.refusal->code.isEmpty() ? wire::errorToJson(*result.refusal).value(QLatin1String("code"))
                                                                              : QJsonValue(result.refusal->code));
    }
    return m_audit.append(db, first.who.context(), {command.name, subject.entity, subject.id.left(64), detail, command.id});
}

} // namespace deskbell::server
