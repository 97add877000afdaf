// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/guestsrepository.h"

namespace deskbell::server {
namespace {

const auto SelectByPhone = QStringLiteral(
    "SELECT id, name, phone, room, language, created_at, version FROM guests WHERE tenant_id = ? AND phone = ?");
const auto Upsert = QStringLiteral(
    "INSERT INTO guests (tenant_id, id, name, phone, room, language, created_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, phone = excluded.phone, room = excluded.room, "
    "language = excluded.language, version = excluded.version");

} // namespace

Result<std::optional<Guest>> GuestsRepository::byPhone(const QString &phone)
{
    auto query = m_db.query(SelectByPhone);
    query.bind(m_tenant.value).bind(phone);
    if (!query.next()) {
        if (query.error()) {
            return *query.error();
        }
        return std::optional<Guest>();
    }
    return std::optional(Guest{GuestId{query.text(0)}, query.text(1), query.text(2), query.text(3), query.text(4),
                               query.instant(5), query.number(6)});
}

Result<Done> GuestsRepository::put(const Guest &guest)
{
    auto stored = m_db.query(Upsert)
                      .bind(m_tenant.value)
                      .bind(guest.id.value)
                      .bind(guest.name)
                      .bindOrNull(guest.phone)
                      .bind(guest.room)
                      .bind(guest.language)
                      .bind(guest.createdAt)
                      .bind(guest.version)
                      .run();
    return stored ? Result<Done>(Done{}) : Result<Done>(stored.error());
}

} // namespace deskbell::server
