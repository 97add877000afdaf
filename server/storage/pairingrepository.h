// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/pairing/deviceregistry.h"
#include "server/storage/tenantcontext.h"

#include <QList>
#include <optional>

namespace deskbell::server {

/// The right to pair one console.
struct PairingInvite {
    QString id;
    TenantId tenant; ///< empty: of the service, before there is a property
    QByteArray secretHash;
    QString name; ///< what the inviter calls the console; may be empty
    Instant createdAt{};
    QString createdBy;
    Instant expiresAt{};
};

/// A paired console as people see it in a list.
struct DeviceEntry {
    PairedDevice device;
    QString pairedBy;
    std::optional<Instant> lastSeenAt;
};

/// Invites and paired consoles. What answers a console that nobody knows yet goes over all properties: its invite says which.
class PairingRepository final
{
public:
    explicit PairingRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) { }

    [[nodiscard]] Result<Done> insert(const PairingInvite &invite);
    /// How many of a property's invites can still be used.
    [[nodiscard]] Result<qint64> countOpen(const TenantId &tenant, Instant now, int maxTries);
    /// The open invite with this secret; nothing when it is used, expired, spent or unknown. Locks it.
    [[nodiscard]] Result<std::optional<PairingInvite>> open(const QByteArray &secretHash, Instant now, int maxTries);
    [[nodiscard]] Result<Done> use(const PairingInvite &invite, Instant now);
    /// A wrong secret came: one try less for every open invite. How many there were.
    [[nodiscard]] Result<qint64> countWrongTry(Instant now);
    [[nodiscard]] Result<Done> removeInvitesBefore(Instant end);

    /// Adds it in the place of an earlier one of the same id.
    [[nodiscard]] Result<Done> put(const PairedDevice &device, const QString &pairedBy);
    [[nodiscard]] Result<Done> noteSeen(const TenantId &tenant, const QString &id, const QByteArray &address, Instant now);
    /// False when there is none.
    [[nodiscard]] Result<bool> remove(const TenantContext &who, const QString &id);
    /// Newest first.
    [[nodiscard]] Result<QList<DeviceEntry>> devices(const TenantContext &who);
    /// Of all properties.
    [[nodiscard]] Result<QList<PairedDevice>> all();

private:
    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
