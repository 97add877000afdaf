// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/devicesrepository.h"

namespace deskbell::server {
namespace {

const auto SelectById
    = QStringLiteral("SELECT user_id, last_seq, created_at, last_seen_at FROM devices WHERE tenant_id = ? AND id = ?");
const auto Upsert = QStringLiteral("INSERT INTO devices (tenant_id, id, user_id, last_seq, created_at, last_seen_at) "
                                   "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant_id, id) DO UPDATE "
                                   "SET last_seq = excluded.last_seq, last_seen_at = excluded.last_seen_at");

} // namespace

Result<std::optional<Device>> DevicesRepository::byId(const QString &id)
{
    auto query = m_db.query(SelectById);
    query.bind(m_who.tenant.value).bind(id);
    std::optional<Device> device;
    if (query.next()) {
        device = Device{id, UserId{query.text(0)}, query.number(1), query.instant(2), query.instant(3)};
    }
    return query.error() ? Result<std::optional<Device>>(*query.error()) : Result<std::optional<Device>>(std::move(device));
}

Result<Done> DevicesRepository::put(const Device &device)
{
    auto stored = m_db.query(Upsert)
                      .bind(m_who.tenant.value)
                      .bind(device.id)
                      .bind(device.user.value)
                      .bind(device.lastSeq)
                      .bind(device.createdAt)
                      .bind(device.lastSeenAt)
                      .run();
    return stored ? Result<Done>(Done{}) : Result<Done>(stored.error());
}

} // namespace deskbell::server
