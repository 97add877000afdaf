// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pairing/pairingservice.h"

#include "server/storage/database.h"

#include <QCoroFuture>
#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QSysInfo>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcPairing, "deskbell.server.pairing", QtInfoMsg)

constexpr int TokenBytes = 32;
/// Rows of invites are of use to whoever asks what happened, for a day.
constexpr std::chrono::hours KeepInvites{24};

Error refused()
{
    return Error{ErrorKind::Forbidden, QStringLiteral("The code is wrong, was used, or is too old. Ask for a new one."), 0,
        QStringLiteral("pairing_refused"), {}};
}

QByteArray hashOf(const QByteArray &secret) { return QCryptographicHash::hash(secret, QCryptographicHash::Sha256); }

AuditRecord record(const char *action, const char *entity, const QString &id, const QJsonObject &detail = {})
{
    return {QString::fromLatin1(action), QString::fromLatin1(entity), id, detail, {}};
}

} // namespace

/// What came of one secret. A wrong one is no error in its transaction: its count must be committed.
struct PairingService::Attempt {
    bool isRight = false;
    qint64 opened = 0; ///< invites that a wrong one has brought closer to their end
    TenantId tenant;
};

PairingService::PairingService(Parts parts, Options options)
    : m_parts(parts), m_options(options), m_ids(parts.clock, parts.rng), m_audit(parts.clock)
{
}

QCoro::Task<Result<Done>> PairingService::load()
{
    auto read = m_parts.database.read([](sql::Connection &db) { return PairingRepository(db).all(); });
    const auto all = co_await read;
    if (!all) {
        co_return all.error();
    }
    m_parts.registry.replace(all.value());
    co_return Done{};
}

QCoro::Task<Result<Invitation>> PairingService::invite(TenantContext who, QString name, QUrl server)
{
    PairingCode code;
    code.keyPrefix = m_keyHash.isEmpty() ? QByteArray(PairingCode::PrefixBytes, '\0') : m_keyHash.left(PairingCode::PrefixBytes);
    code.secret = m_parts.rng.bytes(PairingCode::SecretBytes);
    const auto now = m_parts.clock.now();
    PairingInvite invite{makeUuid7(m_parts.clock, m_parts.rng), who.tenant, hashOf(code.secret), name, now, who.actor,
        now + m_options.inviteLifetime};
    auto write = m_parts.database.write(
        [invite, who, now, audit = m_audit, options = m_options](sql::Connection &db) -> Result<Done> {
            PairingRepository pairing(db);
            if (auto removed = pairing.removeInvitesBefore(now - KeepInvites); !removed) {
                return removed;
            }
            const auto open = pairing.countOpen(who.tenant, now, options.maxTries);
            if (!open) {
                return open.error();
            }
            if (open.value() >= options.maxOpenInvites) {
                return Error{ErrorKind::Conflict, QStringLiteral("There are too many open invites. They end by themselves after ten minutes."),
                    0, QStringLiteral("too_many_invites"), {}};
            }
            if (auto inserted = pairing.insert(invite); !inserted) {
                return inserted;
            }
            return audit.append(db, who, record("pairing.invited", "invite", invite.id, {{QStringLiteral("name"), invite.name}}));
        });
    const auto stored = co_await write;
    if (!stored) {
        co_return stored.error();
    }
    qCInfo(lcPairing) << "invite" << invite.id << "made by" << who.actor;
    co_return Invitation{toText(code), toUri({code, server}), invite.expiresAt};
}

QCoro::Task<Result<Pairing>> PairingService::pair(QByteArray secret, QString deviceId, QString deviceName, QByteArray peer)
{
    const auto now = m_parts.clock.now();
    const auto token = QStringLiteral("dbd_") + m_ids.secret(TokenBytes);
    PairedDevice device{deviceId, deviceName, {}, now, peer, DeviceRegistry::hashOf(token.toLatin1())};
    auto write = m_parts.database.write([device, hash = hashOf(secret), now, audit = m_audit, maxTries = m_options.maxTries](
                                            sql::Connection &db) mutable -> Result<Attempt> {
        PairingRepository pairing(db);
        const auto invite = pairing.open(hash, now, maxTries);
        if (!invite) {
            return invite.error();
        }
        if (!invite.value()) {
            const auto counted = pairing.countWrongTry(now);
            return counted ? Result<Attempt>(Attempt{false, counted.value(), {}}) : Result<Attempt>(counted.error());
        }
        device.tenant = invite.value()->tenant;
        if (device.name.isEmpty()) {
            device.name = invite.value()->name;
        }
        if (auto used = pairing.use(*invite.value(), now); !used) {
            return used.error();
        }
        if (auto stored = pairing.put(device, invite.value()->createdBy); !stored) {
            return stored.error();
        }
        if (auto seen = pairing.noteSeen(device.tenant, device.id, device.lastAddress, now); !seen) {
            return seen.error();
        }
        const TenantContext who{device.tenant, invite.value()->createdBy};
        const QJsonObject detail{{QStringLiteral("name"), device.name}, {QStringLiteral("invite"), invite.value()->id},
            {QStringLiteral("address"), QString::fromLatin1(device.lastAddress)}};
        auto noted = audit.append(db, who, record("device.paired", "device", device.id, detail));
        return noted ? Result<Attempt>(Attempt{true, 0, device.tenant}) : Result<Attempt>(noted.error());
    });
    const auto attempt = co_await write;
    if (!attempt) {
        co_return attempt.error();
    }
    if (!attempt.value().isRight) {
        qCWarning(lcPairing) << "a wrong pairing code came from" << peer << "- open invites:" << attempt.value().opened;
        co_return refused();
    }
    device.tenant = attempt.value().tenant;
    m_parts.registry.put(device);
    qCInfo(lcPairing) << "paired the console" << device.id << "at" << peer;
    const auto tenant = m_parts.directory.tenant(device.tenant);
    co_return Pairing{token, tenant ? tenant->name : QSysInfo::machineHostName()};
}

QCoro::Task<Result<QList<DeviceEntry>>> PairingService::devices(TenantContext who)
{
    auto read = m_parts.database.read([who](sql::Connection &db) { return PairingRepository(db).devices(who); });
    const auto entries = co_await read;
    co_return entries;
}

QCoro::Task<Result<Done>> PairingService::remove(TenantContext who, QString id)
{
    auto write = m_parts.database.write([who, id, audit = m_audit](sql::Connection &db) -> Result<Done> {
        const auto removed = PairingRepository(db).remove(who, id);
        if (!removed) {
            return removed.error();
        }
        if (!removed.value()) {
            return Error{ErrorKind::NotFound, QStringLiteral("There is no such device."), 0, QStringLiteral("unknown_device"), {}};
        }
        return audit.append(db, who, record("device.removed", "device", id));
    });
    const auto removed = co_await write;
    if (!removed) {
        co_return removed.error();
    }
    m_parts.registry.remove(who.tenant, id);
    co_return Done{};
}

void PairingService::noteSeen(const TenantId &tenant, const QString &id, const QByteArray &address)
{
    const auto now = m_parts.clock.monotonic();
    const auto known = m_noted.constFind(id);
    const bool isFresh = known != m_noted.constEnd() && now - *known < m_options.seenEvery;
    if ((isFresh && m_parts.registry.isKnownAddress(address)) || m_parts.database.isReadOnly()) {
        return;
    }
    m_noted.insert(id, now);
    m_parts.registry.noteAddress(tenant, id, address);
    // Nobody waits for it: what is lost is told again within the hour.
    m_parts.database.write([tenant, id, address, at = m_parts.clock.now()](
                               sql::Connection &db) { return PairingRepository(db).noteSeen(tenant, id, address, at); });
}

} // namespace deskbell::server
