// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/storage/tenantcontext.h"

#include <optional>

namespace deskbell::server {

/// One installation of the console for one person. A reinstalled one comes with a new id and begins at 1 again.
struct Device {
    QString id; ///< UUID made by the console
    UserId user;
    qint64 lastSeq = 0; ///< of the last command dealt with
    Instant createdAt{};
    Instant lastSeenAt{};
};

/// The devices of one tenant.
class DevicesRepository final
{
public:
    DevicesRepository(sql::Connection &db, TenantContext who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_who(std::move(who)) {}

    [[nodiscard]] Result<std::optional<Device>> byId(const QString &id);
    /// A new device, or the next seq of a known one.
    [[nodiscard]] Result<Done> put(const Device &device);

private:
    sql::ScopedConnection m_db;
    TenantContext m_who;
};

} // namespace deskbell::server
