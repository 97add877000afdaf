// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/accessparts.h"
#include "server/http/router.h"

namespace deskbell::http {

/// /v1/auth/… and /v1/setup: the ways in, and out. Outlives the router's use of it.
class AuthHandler final
{
public:
    explicit AuthHandler(server::AccessParts &access) : m_access(access) { }
    void addRoutes(Router &router);

private:
    [[nodiscard]] QCoro::Task<Result<Answer>> methods(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> login(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> pin(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> accept(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> refresh(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> logout(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> verify(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> setupState(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> setUp(RequestContext context);

    server::AccessParts &m_access;
};

} // namespace deskbell::http
