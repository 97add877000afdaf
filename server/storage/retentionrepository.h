// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/order.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <QList>

namespace deskbell::server {

/// Rows that have become old, and their end. Writer's thread, inside the caller's transaction; every method is bounded.
/// Data of guests under a legal hold is left out.
class RetentionRepository final
{
public:
    struct OldCall {
        CallId id;
        Instant sortAt{};
    };
    /// How far a walk over inbox rows has come.
    struct Walk {
        qint64 lastId = 0;
        int seen = 0;
        qint64 changed = 0;
    };

    RetentionRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    /// Calls that have ended and began before `before`, oldest first, after the position (sortAt, id).
    [[nodiscard]] Result<QList<OldCall>> endedCalls(const OldCall &after, Instant before, int limit);
    /// Lines of the call older than `before`; how many went.
    [[nodiscard]] Result<qint64> removeLines(const CallId &call, Instant before, int limit);
    [[nodiscard]] Result<bool> hasLines(const CallId &call);
    /// Only a call without lines and orders can go.
    [[nodiscard]] Result<Done> removeCall(const CallId &call);
    /// The order no longer says where it came from.
    [[nodiscard]] Result<Done> detachOrder(const OrderId &order, qint64 version);

    /// Empties bodies received before `before`, of messages that are dealt with.
    [[nodiscard]] Result<Walk> dropInboxBodies(qint64 afterId, Instant before, int limit);
    [[nodiscard]] Result<qint64> removeInboxRows(Instant before, int limit);

    /// The last seq up to which all changes are older than `before`, at most `limit` after `floor`; `floor` when there is none.
    [[nodiscard]] Result<qint64> prunableUpTo(qint64 floor, Instant before, int limit);
    /// Removes all changes up to `seq` and notes it.
    [[nodiscard]] Result<qint64> pruneChanges(qint64 seq, Instant now);

    /// Results of commands of consoles before `before`, and of other writes before `writesBefore`.
    [[nodiscard]] Result<qint64> removeCommandResults(Instant before, Instant writesBefore, int limit);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
