// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "server/retention/retentionrules.h"
#include "server/storage/changelog.h"
#include "server/storage/retentionrepository.h"
#include "server/storage/tenantcontext.h"

#include <QString>

namespace deskbell::server {

/// Lets old data go, a slice at a time (RELIABILITY rule 98): at most 500 rows or about 20 ms, so that the writer never stalls.
/// What consoles hold goes from their view by the change feed. Writer's thread, inside the caller's transaction.
class RetentionSweeper final
{
public:
    static constexpr int MostRows = 500;
    static constexpr std::chrono::milliseconds MostTime{20};

    struct Slice {
        qint64 removed = 0;
        QString cursor; ///< where the next slice goes on
        bool isLast = true;
    };

    RetentionSweeper(ChangeLog &changes, const Clock &clock) : m_changes(changes), m_clock(clock) {}

    /// `cursor` is empty at first, then what the slice before gave. `today` is when the night's run began: all its slices mean
    /// the same age.
    [[nodiscard]] Result<Slice> sweep(sql::Connection &db, const TenantContext &who, RetentionClass what, const RetentionRules &rules,
                                      const QString &cursor, Instant today);

private:
    struct Work {
        sql::Connection &db;
        const TenantContext &who;
        const RetentionRules &rules;
        QString cursor;
        Instant today;
        std::chrono::steady_clock::time_point until;
    };

    [[nodiscard]] Result<Slice> sweepMessages(const Work &work);
    [[nodiscard]] Result<Slice> sweepCalls(const Work &work);
    [[nodiscard]] Result<Slice> sweepInboxBodies(const Work &work);
    [[nodiscard]] Result<Slice> sweepChanges(const Work &work);
    [[nodiscard]] Result<Slice> sweepService(const Work &work);
    [[nodiscard]] Result<Done> removeCall(const Work &work, const CallId &call);
    [[nodiscard]] Result<Done> detachOrders(const Work &work, const CallId &call);
    [[nodiscard]] Result<Done> tell(const Work &work, const QString &entity, const QString &id);

    ChangeLog &m_changes;
    const Clock &m_clock;
};

} // namespace deskbell::server
