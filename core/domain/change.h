// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace deskbell {

/// One row of the change feed. `seq` is dense per tenant: a gap means something was missed.
struct Change {
    qint64 seq = 0;
    QString entity; ///< "call", "transcript_line", "order", "guest"
    QString entityId;
    QString op;    ///< "upsert" or "delete"
    QString event; ///< what third parties listen for: "call_start", "call_end", "transcript", "order_created", "order_status_update"; may be empty
    QString actor; ///< "provider:vapi", "assistant", "user:<name>", "system"
    Instant at{};
    QJsonObject body; ///< the entity as the API shows it; empty for "delete"

    bool operator==(const Change &) const = default;
};

/// Where a reader stands in the feed. A new lineage means the database was restored or replaced.
struct FeedCursor {
    QString lineage;
    qint64 seq = 0;

    bool operator==(const FeedCursor &) const = default;
};

struct ChangeBatch {
    QString lineage;
    qint64 from = 0; ///< seq of the first change; to + 1 of the batch before
    qint64 to = 0;   ///< seq of the last change; from - 1 when the batch is empty
    qint64 head = 0; ///< newest seq the server has
    QList<Change> changes;
};

} // namespace deskbell
