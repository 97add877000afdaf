// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/outcome.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>
#include <QUrl>
#include <stop_token>

namespace deskbell::server {

/// Something to be told to a system the property configured.
struct Delivery {
    QUrl url;
    QUrl lookupUrl; ///< class B: where to ask whether it has arrived; may be empty
    QByteArray body; ///< JSON
    QString key;     ///< Idempotency-Key
    QByteArray secret; ///< signs the body; may be empty
    bool isInHouse = false; ///< the property says that the system is in its own network
};

/// How a delivery leaves the house. Main thread.
class DeliveryBridge
{
public:
    virtual ~DeliveryBridge() = default;
    [[nodiscard]] virtual QCoro::Task<SendOutcome> send(Delivery delivery, std::stop_token stop) = 0;
    [[nodiscard]] virtual QCoro::Task<LookupOutcome> lookUp(Delivery delivery, std::stop_token stop) = 0;
};

} // namespace deskbell::server
