// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/accountservice.h"
#include "server/access/apikeysservice.h"
#include "server/access/auditservice.h"
#include "server/access/authservice.h"
#include "server/access/loginthrottle.h"
#include "server/access/openidservice.h"
#include "server/access/passwordhasher.h"
#include "server/access/sessionregistry.h"
#include "server/access/sessionsservice.h"
#include "server/access/setupservice.h"
#include "server/access/signinservice.h"
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
        QString setupFile{}; ///< see SetupService; empty: nobody can set the service up over the network
        HttpClient::Options http{}; ///< for identity providers
    };

    /// `secret`: see loadOrCreateAccessKey().
    AccessParts(Database &database, const QByteArray &secret, const Options &options, const Clock &clock, Rng &rng);
    Q_DISABLE_COPY_MOVE(AccessParts)

    /// Fills directory and registry; the database must be open.
    [[nodiscard]] QCoro::Task<Result<Done>> load();
    /// Who is behind a bearer token: a person's session or an API key. Auth, RateLimited.
    [[nodiscard]] Result<Principal> authenticate(const QByteArray &bearer);
    /// Takes over what another service has changed about sessions, people and keys.
    [[nodiscard]] QCoro::Task<Result<Done>> reconcile();
    /// Once a second: ends what is past its end, writes down what can wait.
    void tick(Instant now);

    PasswordHasher hasher;
    SessionRegistry registry;
    TenantDirectory directory;
    LoginThrottle throttle;
    AuditService audit;
    AuthService auth;
    TenantsService tenants;
    TenantAdmin properties;
    OpenIdService openid;
    ApiKeysService keys;
    UsersService users;
    SessionsService sessions;
    SignInService signIn;
    AccountService account;
    SetupService setup;
};

} // namespace deskbell::server
