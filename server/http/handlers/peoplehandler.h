// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/apikeysservice.h"
#include "server/access/usersservice.h"
#include "server/http/router.h"

namespace deskbell::http {

/// /v1/users… and /v1/api-keys: whom an administrator lets in. Outlives the router's use of it.
class PeopleHandler final
{
public:
    PeopleHandler(server::UsersService &users, server::ApiKeysService &keys) : m_users(users), m_keys(keys) { }
    void addRoutes(Router &router);

private:
    [[nodiscard]] QCoro::Task<Result<Answer>> users(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> addUser(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> changeUser(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> invite(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> reset(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> keys(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> addKey(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> endKey(RequestContext context);

    server::UsersService &m_users;
    server::ApiKeysService &m_keys;
};

} // namespace deskbell::http
