// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/authservice.h"
#include "server/http/router.h"

namespace deskbell::http {

/// /v1/auth/{login,refresh,logout,verify}. Outlives the router's use of it.
class AuthHandler final
{
public:
    explicit AuthHandler(server::AuthService &auth, const server::TenantDirectory &directory)
        : m_auth(auth), m_directory(directory)
    {
    }
    void addRoutes(Router &router);

private:
    [[nodiscard]] QCoro::Task<Result<Answer>> login(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> refresh(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> logout(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> verify(RequestContext context);

    server::AuthService &m_auth;
    const server::TenantDirectory &m_directory;
};

/// What a console gets that has signed in, by whatever way.
[[nodiscard]] Answer signInAnswer(const server::SignIn &signedIn);

} // namespace deskbell::http
