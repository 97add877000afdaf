// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/auditservice.h"
#include "server/http/router.h"

namespace deskbell::http {

/// GET /v1/audit, for managers.
class AuditHandler final
{
public:
    explicit AuditHandler(server::AuditService &audit) : m_audit(audit) {}
    void addRoutes(Router &router);

private:
    QCoro::Task<Result<Answer>> list(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> state(RequestContext context);

    server::AuditService &m_audit;
};

} // namespace deskbell::http
