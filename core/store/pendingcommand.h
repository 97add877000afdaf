// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"
#include "core/domain/order.h"
#include "core/support/result.h"

#include <optional>

namespace deskbell {

/// A wish of this desk the server has not taken yet, or has refused and the person has not settled yet.
struct PendingCommand {
    CommandId id;         ///< its name for people and pages; stays the same over retries
    QString key;          ///< cmd_id on the wire: the id, a new one after the person changed or repeated a refused wish
    qint64 deviceSeq = 0; ///< 1, 2, 3 … in this outbox, given when it is first kept; changes only by renumbering
    Instant madeAt{};     ///< when the person made it, or made it again
    CommandId after;      ///< key of the command it is built on (rule 27); may be empty

    OrderId orderId;                 ///< of create and patch
    std::optional<NewOrder> create;  ///< either this
    std::optional<OrderPatch> patch; ///< or this; baseVersion is what the person saw
    std::optional<JobCommand> job;   ///< or this

    Order basis;                  ///< the order as seen when the wish was made; shown while the server's row is not here
    QString subject;              ///< of job commands: what the first of them is about, as people read it
    std::optional<Error> refusal; ///< set: refused, waits for the person
    bool isSent = false;          ///< its body is fixed now: the same key must carry the same body

    [[nodiscard]] bool isWaiting() const { return !refusal; }
};

} // namespace deskbell
