// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/snapshot.h"
#include "server/http/router.h"
#include "server/ops/health.h"

namespace deskbell::http {

/// /health and /ready, answered on the I/O thread from buffers that were prepared before the question.
class HealthHandler final
{
public:
    void addRoutes(Router &router);
    /// Any thread; call each second.
    void publish(const server::HealthReport &report);

private:
    struct Prepared {
        QByteArray health;
        QByteArray ready;
        bool isReady = false;
    };

    void answerHealth(const Request &request, const Reply &reply) const;
    void answerReady(const Request &request, const Reply &reply) const;

    Snapshot<Prepared> m_prepared;
};

} // namespace deskbell::http
