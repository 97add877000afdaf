// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <chrono>

namespace deskbell::server {

/// What the worker has counted since the service started (RELIABILITY rule 56). Main thread.
class JobMetrics final
{
public:
    struct Kind {
        quint64 claimed = 0;
        quint64 done = 0;
        quint64 retried = 0; ///< tries that were put off to a later one
        quint64 dead = 0;
        quint64 unknown = 0;
        quint64 review = 0;
        quint64 expired = 0;
        quint64 attempts = 0; ///< of the jobs that were done
        std::chrono::milliseconds runTime{0};
        std::chrono::milliseconds longestRun{0};
    };

    void claimed(const QString &kind) { ++m_kinds[kind].claimed; }
    void settled(const QString &kind, JobState state, int attempt, std::chrono::milliseconds took);
    void loseLease() { ++m_leaseLost; }
    void expired(qint64 count) { m_expired += quint64(count); }
    void recovered(qint64 orphans) { m_orphans += quint64(orphans); }
    void held(std::chrono::milliseconds wait) { m_limiterWait += wait; }

    [[nodiscard]] const QHash<QString, Kind> &kinds() const { return m_kinds; }
    [[nodiscard]] quint64 leaseLost() const { return m_leaseLost; }
    [[nodiscard]] QJsonObject toJson() const;

private:
    QHash<QString, Kind> m_kinds;
    quint64 m_leaseLost = 0;
    quint64 m_expired = 0;
    quint64 m_orphans = 0;
    std::chrono::milliseconds m_limiterWait{0};
};

} // namespace deskbell::server
