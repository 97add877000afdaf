// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pairing/pairingcode.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/rng.h"
#include "server/access/auditlog.h"
#include "server/access/tenantdirectory.h"
#include "server/pairing/deviceregistry.h"
#include "server/storage/pairingrepository.h"

#include <QCoroTask>
#include <QUrl>
#include <chrono>

namespace deskbell::server {

class Database;

/// What a manager hands to whoever sits at the console.
struct Invitation {
    QString code;
    QString uri;
    Instant expiresAt{};
};

/// What the console gets, once.
struct Pairing {
    QString deviceToken;
    QString serverName;
};

/// Lets consoles in (RELIABILITY threat 2) and knows which were. Main thread. Outlives the tasks it has given out.
class PairingService final
{
public:
    struct Options {
        std::chrono::minutes inviteLifetime{10};
        int maxTries = 5; ///< wrong secrets an open invite stands
        int maxOpenInvites = 20; ///< of one property
        std::chrono::minutes seenEvery{60}; ///< how exactly it is known when a console was last there
    };
    struct Parts {
        Database &database;
        DeviceRegistry &registry;
        const TenantDirectory &directory;
        const Clock &clock;
        Rng &rng;
    };

    explicit PairingService(Parts parts) : PairingService(parts, Options{}) { }
    PairingService(Parts parts, Options options);
    Q_DISABLE_COPY_MOVE(PairingService)

    /// SHA-256 of the key consoles are to pin; empty: none (see PairingCode::keyPrefix).
    void setKeyHash(const QByteArray &keyHash) { m_keyHash = keyHash; }
    /// Fills the registry. At the start, and when another service has changed it.
    [[nodiscard]] QCoro::Task<Result<Done>> load();

    /// `server` goes into the link; empty leaves it out. Conflict (code "too_many_invites").
    [[nodiscard]] QCoro::Task<Result<Invitation>> invite(TenantContext who, QString name, QUrl server);
    /// Forbidden (code "pairing_refused") for a secret that is wrong, used, expired or spent: one answer for all.
    [[nodiscard]] QCoro::Task<Result<Pairing>> pair(QByteArray secret, QString deviceId, QString deviceName, QByteArray peer);
    [[nodiscard]] QCoro::Task<Result<QList<DeviceEntry>>> devices(TenantContext who);
    /// NotFound when the property has no such device. Its token is no longer good at once.
    [[nodiscard]] QCoro::Task<Result<Done>> remove(TenantContext who, QString id);

    /// A good token came from there. Stored when the address is new or an hour has passed.
    void noteSeen(const TenantId &tenant, const QString &id, const QByteArray &address);

private:
    struct Attempt;

    Parts m_parts;
    Options m_options;
    IdSource m_ids;
    AuditLog m_audit;
    QByteArray m_keyHash;
    QHash<QString, std::chrono::steady_clock::time_point> m_noted; ///< by device: when its last sight was stored
};

} // namespace deskbell::server
