// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/access/sessionregistry.h"
#include "server/access/tenanteditor.h"
#include "server/access/tenantsservice.h"
#include "server/storage/tenanthistoryrepository.h"

#include <QCoroTask>

namespace deskbell::server {

class Database;

/// Looks at properties and changes them (see TenantEditor), with what follows from it outside the database: the directory, and the
/// sessions of a property that is suspended. Main thread. Outlives the tasks it has given out.
class TenantAdmin final
{
public:
    struct Parts {
        Database &database;
        TenantsService &tenants;
        SessionRegistry &registry;
        const Clock &clock;
    };

    explicit TenantAdmin(Parts parts) : m_parts(parts) {}
    Q_DISABLE_COPY_MOVE(TenantAdmin)

    /// The property whole, with its profile. NotFound.
    [[nodiscard]] QCoro::Task<Result<TenantInfo>> current(TenantContext who);
    /// Errors as TenantEditor::edit(). A suspension has ended all sessions of the property, sockets included, when it is answered.
    [[nodiscard]] QCoro::Task<Result<TenantInfo>> change(TenantContext who, TenantEdit edit);
    /// Newest first; `before` 0: from the newest.
    [[nodiscard]] QCoro::Task<Result<TenantVersionPage>> history(TenantContext who, qint64 before, int limit);

private:
    Parts m_parts;
};

} // namespace deskbell::server
