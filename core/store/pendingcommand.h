// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "core/support/result.h"

#include <optional>

namespace deskbell {

/// A wish of this desk the server has not taken yet.
struct PendingCommand {
    CommandId id;                    ///< its name for people and pages; stays the same over retries
    QString key;                     ///< Idempotency-Key: the id, a new one after the person changed or repeated a refused wish
    OrderId orderId;
    std::optional<NewOrder> create;  ///< either this
    std::optional<OrderPatch> patch; ///< or this; baseVersion is what the person saw
    Order basis;                     ///< the order as seen when the wish was made; shown while the server's row is not here
    std::optional<Error> refusal;    ///< set: refused, waits for the person
    bool isSent = false;             ///< its body is fixed now: the same key must carry the same body

    [[nodiscard]] bool isWaiting() const { return !refusal; }
};

} // namespace deskbell
