// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/auditservice.h"
#include "server/access/authservice.h"
#include "server/access/openidservice.h"
#include "server/access/passwordhasher.h"
#include "server/access/sessionregistry.h"
#include "server/access/tenantadmin.h"
#include "server/access/tenantdirectory.h"
#include "server/access/tenantsservice.h"
#include "server/access/usersservice.h"

#include <QByteArray>

namespace deskbell::server {

/// Who may do what, put together. Everything given must outlive it. Main thread.
struct AccessParts {
    struct Options {
        AuthService::Options auth;
        PasswordHasher::Cost passwordCost;
    };

    /// `secret`: see loadOrCreateAccessKey().
    AccessParts(Database &database, const QByteArray &secret, const Options &options, const Clock &clock, Rng &rng);
    Q_DISABLE_COPY_MOVE(AccessParts)

    /// Fills directory and registry; the database must be open.
    [[nodiscard]] QCoro::Task<Result<Done>> load();

    PasswordHasher hasher;
    SessionRegistry registry;
    TenantDirectory directory;
    AuditService audit;
    AuthService auth;
    TenantsService tenants;
    TenantAdmin properties;
    OpenIdService openid;
    UsersService users;
};

} // namespace deskbell::server
