// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/jobs/job.h"
#include "server/storage/tenantcontext.h"

#include <QHash>
#include <functional>

namespace deskbell::server {

/// Where work for later is asked for. Lives on the writer's thread, inside the transaction that causes it (RELIABILITY rule 39):
/// the job exists if and only if its cause does.
class JobQueue final
{
public:
    struct Options {
        /// How many jobs of a queue may wait before it refuses those of priority 5 and later.
        qint64 maxWaiting = 100'000;
        QHash<QString, qint64> maxWaitingOf; ///< for single queues
    };

    JobQueue(const Clock &clock, const IdSource &ids, Options options) : m_clock(clock), m_ids(ids), m_options(std::move(options)) {}
    Q_DISABLE_COPY_MOVE(JobQueue)

    /// The new job's id, or that of the job that has its unique key already. On PostgreSQL the unit has called
    /// ChangeLog::enter() before. Errors: Validation for a queue or priority that does not exist; Unavailable with code
    /// "queue_full", for priority 5 and later only.
    [[nodiscard]] Result<JobId> enqueue(sql::Connection &db, const TenantContext &who, const NewJob &job);

    /// Called on the writer's thread when there is something to claim. A unit that claims comes after the one that enqueues,
    /// so the worker may be told before the commit. Set before the writer starts.
    void setWaker(std::function<void()> waker) { m_waker = std::move(waker); }
    /// For whoever makes a job available by other means.
    void wake() const
    {
        if (m_waker) {
            m_waker();
        }
    }

private:
    /// How many wait, as of the last count; counted anew when that is old.
    struct Depth {
        qint64 waiting = 0;
        std::chrono::steady_clock::time_point countedAt{};
    };

    [[nodiscard]] Result<bool> isFull(sql::Connection &db, const QString &queue);

    const Clock &m_clock;
    IdSource m_ids;
    Options m_options;
    QHash<QString, Depth> m_depths;
    std::function<void()> m_waker;
};

} // namespace deskbell::server
