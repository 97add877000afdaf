// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inbox/inboxintake.h"
#include "server/storage/database.h"
#include "server/storage/leaderlease.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>
#include <chrono>

namespace deskbell::server {

/// Tries messages again that could not be applied: oldest first, and of one object none before the one in front of it is
/// applied or given up (RELIABILITY rules 67 and 69). Main thread.
class InboxRetrier final : public QObject
{
    Q_OBJECT
public:
    InboxRetrier(Database &database, InboxIntake &intake, std::chrono::milliseconds interval, QObject *parent = nullptr);

    /// Where several services share a database only the leader retries; `leadership` must outlive this.
    void setLeadership(const LeaderLease &leadership) { m_leadership = &leadership; }
    void start() { m_timer.start(); }
    /// One round now. Must be outlived by database and intake; this object may go in between.
    QCoro::Task<Result<Done>> round();

private:
    void onTimeout();
    /// One unit of the writer, under the lease.
    template<typename F>
    auto write(F work)
    {
        using R = std::invoke_result_t<F &, sql::Connection &>;
        return m_database.write([leadership = m_leadership, work = std::move(work)](sql::Connection &db) mutable -> R {
            const auto guarded = leadership ? leadership->guard(db) : Result<Done>(Done{});
            return guarded ? work(db) : R(guarded.error());
        });
    }

    Database &m_database;
    InboxIntake &m_intake;
    QTimer m_timer;
    const LeaderLease *m_leadership = nullptr;
    bool m_isRunning = false;
};

} // namespace deskbell::server
