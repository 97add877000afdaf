// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/accountservice.h"
#include "server/access/sessionsservice.h"
#include "server/http/router.h"

namespace deskbell::http {

/// /v1/me… and /v1/sessions: what people do with their own accounts. Outlives the router's use of it.
class AccountHandler final
{
public:
    AccountHandler(server::AccountService &account, server::SessionsService &sessions) : m_account(account), m_sessions(sessions) { }
    void addRoutes(Router &router);

private:
    [[nodiscard]] QCoro::Task<Result<Answer>> me(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> changePassword(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> beginTotp(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> confirmTotp(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> removeTotp(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> setPin(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> removePin(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> sessions(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> endSession(RequestContext context);

    server::AccountService &m_account;
    server::SessionsService &m_sessions;
};

} // namespace deskbell::http
