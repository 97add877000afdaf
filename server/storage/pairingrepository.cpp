// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/pairingrepository.h"

namespace deskbell::server {
namespace {

const auto InsertInvite = QStringLiteral("INSERT INTO pairing_invites (tenant_id, id, secret_hash, name, created_at, created_by, "
                                         "expires_at, tries) VALUES (?, ?, ?, ?, ?, ?, ?, 0)");
const auto CountOpen = QStringLiteral(
    "SELECT COUNT(*) FROM pairing_invites WHERE tenant_id = ? AND expires_at > ? AND tries < ? AND used_at IS NULL");
const auto SelectOpen = QStringLiteral(
    "SELECT id, tenant_id, secret_hash, name, created_at, created_by, expires_at FROM pairing_invites "
    "WHERE secret_hash = ? AND expires_at > ? AND tries < ? AND used_at IS NULL");
const auto UseInvite = QStringLiteral("UPDATE pairing_invites SET used_at = ? WHERE tenant_id = ? AND id = ?");
const auto CountTry = QStringLiteral("UPDATE pairing_invites SET tries = tries + 1 WHERE expires_at > ? AND used_at IS NULL");
const auto DeleteInvites = QStringLiteral("DELETE FROM pairing_invites WHERE expires_at < ?");
const auto DeleteDevice = QStringLiteral("DELETE FROM paired_devices WHERE tenant_id = ? AND id = ?");
const auto InsertDevice = QStringLiteral(
    "INSERT INTO paired_devices (tenant_id, id, name, token_hash, paired_at, paired_by) VALUES (?, ?, ?, ?, ?, ?)");
const auto UpdateSeen
    = QStringLiteral("UPDATE paired_devices SET last_seen_at = ?, last_address = ? WHERE tenant_id = ? AND id = ?");
const auto Columns = QStringLiteral(
    "SELECT id, name, tenant_id, paired_at, last_address, token_hash, paired_by, last_seen_at FROM paired_devices");
const auto SelectDevices = Columns + QStringLiteral(" WHERE tenant_id = ? ORDER BY paired_at DESC, id");
const auto SelectAll = Columns + QStringLiteral(" ORDER BY tenant_id, id");

PairedDevice deviceFromRow(const sql::Query &row)
{
    return {row.text(0), row.text(1), TenantId{row.text(2)}, row.instant(3), row.text(4).toLatin1(), row.blob(5)};
}

Result<Done> done(const Result<qint64> &changed) { return changed ? Result<Done>(Done{}) : Result<Done>(changed.error()); }

} // namespace

Result<Done> PairingRepository::insert(const PairingInvite &invite)
{
    return done(m_db.query(InsertInvite)
                    .bind(invite.tenant.value)
                    .bind(invite.id)
                    .bind(invite.secretHash)
                    .bind(invite.name)
                    .bind(invite.createdAt)
                    .bind(invite.createdBy)
                    .bind(invite.expiresAt)
                    .run());
}

Result<qint64> PairingRepository::countOpen(const TenantId &tenant, Instant now, int maxTries)
{
    auto query = m_db.query(CountOpen);
    query.bind(tenant.value).bind(now).bind(maxTries);
    const qint64 count = query.next() ? query.number(0) : 0;
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(count);
}

Result<std::optional<PairingInvite>> PairingRepository::open(const QByteArray &secretHash, Instant now, int maxTries)
{
    auto query = m_db.query(SelectOpen + m_db.dialect().forUpdate());
    query.bind(secretHash).bind(now).bind(maxTries);
    std::optional<PairingInvite> invite;
    if (query.next()) {
        invite = PairingInvite{query.text(0), TenantId{query.text(1)}, query.blob(2), query.text(3), query.instant(4),
            query.text(5), query.instant(6)};
    }
    return query.error() ? Result<std::optional<PairingInvite>>(*query.error())
                         : Result<std::optional<PairingInvite>>(std::move(invite));
}

Result<Done> PairingRepository::use(const PairingInvite &invite, Instant now)
{
    return done(m_db.query(UseInvite).bind(now).bind(invite.tenant.value).bind(invite.id).run());
}

Result<qint64> PairingRepository::countWrongTry(Instant now) { return m_db.query(CountTry).bind(now).run(); }

Result<Done> PairingRepository::removeInvitesBefore(Instant end) { return done(m_db.query(DeleteInvites).bind(end).run()); }

Result<Done> PairingRepository::put(const PairedDevice &device, const QString &pairedBy)
{
    if (auto removed = m_db.query(DeleteDevice).bind(device.tenant.value).bind(device.id).run(); !removed) {
        return removed.error();
    }
    return done(m_db.query(InsertDevice)
                    .bind(device.tenant.value)
                    .bind(device.id)
                    .bind(device.name)
                    .bind(device.tokenHash)
                    .bind(device.pairedAt)
                    .bind(pairedBy)
                    .run());
}

Result<Done> PairingRepository::noteSeen(const TenantId &tenant, const QString &id, const QByteArray &address, Instant now)
{
    return done(
        m_db.query(UpdateSeen).bind(now).bind(QString::fromLatin1(address)).bind(tenant.value).bind(id).run());
}

Result<bool> PairingRepository::remove(const TenantContext &who, const QString &id)
{
    const auto removed = m_db.query(DeleteDevice).bind(who.tenant.value).bind(id).run();
    return removed ? Result<bool>(removed.value() > 0) : Result<bool>(removed.error());
}

Result<QList<DeviceEntry>> PairingRepository::devices(const TenantContext &who)
{
    auto query = m_db.query(SelectDevices);
    query.bind(who.tenant.value);
    QList<DeviceEntry> entries;
    while (query.next()) {
        entries.append({deviceFromRow(query), query.text(6), query.optionalInstant(7)});
    }
    return query.error() ? Result<QList<DeviceEntry>>(*query.error()) : Result<QList<DeviceEntry>>(std::move(entries));
}

Result<QList<PairedDevice>> PairingRepository::all()
{
    auto query = m_db.query(SelectAll);
    QList<PairedDevice> devices;
    while (query.next()) {
        devices.append(deviceFromRow(query));
    }
    return query.error() ? Result<QList<PairedDevice>>(*query.error()) : Result<QList<PairedDevice>>(std::move(devices));
}

} // namespace deskbell::server
