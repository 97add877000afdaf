// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"

#include <QCoroTask>
#include <QObject>
#include <QString>
#include <QTimer>
#include <atomic>
#include <chrono>

namespace deskbell::sql {
class Connection;
}

namespace deskbell::server {

class Database;

/// Makes one of several services the leader for one kind of work, such as the schedules (RELIABILITY rule 105): a row with
/// an owner, a fence and 15 s to live, renewed every 5 s. On SQLite the only service leads from its start on.
/// Whoever works under the lease calls guard() first in each unit that writes: a service that stood still for longer than
/// the lease lives may believe for a moment that it still leads, and guard() then refuses the write.
/// Main thread, except guard(). `database` and `clock` outlive it.
class LeaderLease final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds Life{15};
    static constexpr std::chrono::seconds RenewEvery{5};

    /// The owner is Database::bootId(), new at each start of a process.
    LeaderLease(Database &database, const Clock &clock, QString name, QObject *parent = nullptr);

    /// Tries to lead, now and from now on.
    void start();
    /// One try: acquires or renews.
    [[nodiscard]] QCoro::Task<Result<Done>> attend();
    /// Lets another service lead at once; the answer tells when that is on disk.
    [[nodiscard]] QCoro::Task<Result<Done>> release();

    /// Whether this service leads, as far as it knows; no reason to skip guard().
    [[nodiscard]] bool isHeld() const;
    /// Writer's thread, first in a unit. Unavailable with code "lease_lost" when this service leads no more: drop the result.
    [[nodiscard]] Result<Done> guard(sql::Connection &db) const;

Q_SIGNALS:
    /// Leads now, or no longer.
    void changed(bool isHeld);

private:
    void onTimeout();
    void noteOutcome(qint64 fence, std::chrono::steady_clock::time_point asked);

    Database &m_database;
    const Clock &m_clock;
    const QString m_name;
    std::atomic<qint64> m_fence{0}; ///< 0: does not lead
    std::chrono::steady_clock::time_point m_until{};
    bool m_isAttending = false;
    bool m_wasHeld = false;
    QTimer m_timer;
};

} // namespace deskbell::server
