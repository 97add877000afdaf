// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"
#include "server/services/credentialsservice.h"

namespace deskbell::http {

/// GET /v1/credentials and what changes them: write-only, for administrators. See docs/protocol.md, "Credentials".
class CredentialsHandler final
{
public:
    explicit CredentialsHandler(server::CredentialsService &credentials) : m_credentials(credentials) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> list(RequestContext context);
    QCoro::Task<Result<Answer>> put(RequestContext context);
    QCoro::Task<Result<Answer>> test(RequestContext context);
    QCoro::Task<Result<Answer>> promote(RequestContext context);
    QCoro::Task<Result<Answer>> remove(RequestContext context);

    server::CredentialsService &m_credentials;
};

} // namespace deskbell::http
