// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/router.h"
#include "server/pairing/pairingservice.h"

namespace deskbell::http {

/// POST /v1/pairing/invites, POST /v1/pair, GET and DELETE /v1/devices. Outlives the router's use of it.
class PairingHandler final
{
public:
    explicit PairingHandler(server::PairingService &pairing) : m_pairing(pairing) { }
    void addRoutes(Router &router);

private:
    [[nodiscard]] QCoro::Task<Result<Answer>> invite(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> pair(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> devices(RequestContext context);
    [[nodiscard]] QCoro::Task<Result<Answer>> remove(RequestContext context);

    server::PairingService &m_pairing;
};

} // namespace deskbell::http
