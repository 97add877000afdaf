// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/change.h"
#include "core/domain/period.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"
#include "server/voice/callrecord.h"

#include <QList>
#include <optional>

namespace deskbell::server {

/// Which calls a list shows. Unset fields do not filter.
struct CallFilter {
    std::optional<CallState> state;
    std::optional<bool> live;
    std::optional<Instant> from; ///< begun at or after
    std::optional<Instant> to;   ///< begun before
    QString text;                ///< part of number, room, guest name or summary
};

/// Where the next page begins: after this call in "newest first" order.
struct CallPosition {
    Instant sortAt{};
    QString id;
};

struct LiveCall {
    QString provider;
    CallRecord record;
};

struct CallPage {
    QList<Call> calls;
    std::optional<CallPosition> next;
    FeedCursor asOf{}; ///< where the feed stood, when the reader looked
};

/// Runs on a database thread, inside the caller's transaction.
class CallsRepository final
{
public:
    CallsRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    [[nodiscard]] Result<std::optional<CallRecord>> byProviderId(const QString &provider, const QString &providerCallId);
    [[nodiscard]] Result<std::optional<CallRecord>> byId(const CallId &id);
    /// Newest first.
    [[nodiscard]] Result<CallPage> page(const CallFilter &filter, const std::optional<CallPosition> &after, int limit);
    /// All calls that have not ended.
    [[nodiscard]] Result<QList<LiveCall>> live();
    /// Calls that ended at or after `from` and before `to`, begun no more than a day before; at most 500, newest first.
    [[nodiscard]] Result<QList<Call>> endedBetween(Instant from, Instant to);
    /// Inserts or replaces, with the record's version as given.
    [[nodiscard]] Result<Done> put(const QString &provider, const CallRecord &record);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
