// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobqueue.h"
#include "server/jobs/localjob.h"
#include "server/retention/guesterasure.h"

#include <QHash>
#include <atomic>
#include <functional>
#include <memory>

namespace deskbell::server {

/// One piece of an erasure; it asks for the next one in the same transaction. `args`: {"guest_id", "part"}.
class GuestEraseJob final : public LocalJob
{
public:
    static inline const QString Kind = QStringLiteral("guest.erase");
    /// How often the database's log was truncated since the start. Written by whoever truncates it.
    using Truncations = std::shared_ptr<std::atomic<quint64>>;

    /// `askTruncation` is called on the writer's thread and returns at once.
    GuestEraseJob(GuestErasure &erasure, JobQueue &queue, Truncations truncations, std::function<void()> askTruncation)
        : m_erasure(erasure), m_queue(queue), m_truncations(std::move(truncations)), m_askTruncation(std::move(askTruncation))
    {
    }

    [[nodiscard]] QString kind() const override { return Kind; }
    [[nodiscard]] Result<Done> run(sql::Connection &db, const TenantContext &who, const Job &job) override;

    /// `at` tells this erasure from an earlier one of the same guest.
    [[nodiscard]] static NewJob part(const GuestId &guest, Instant at, int number);

private:
    GuestErasure &m_erasure;
    JobQueue &m_queue;
    Truncations m_truncations;
    std::function<void()> m_askTruncation;
    QHash<QString, quint64> m_asked; ///< by guest: the count when it asked
};

} // namespace deskbell::server
