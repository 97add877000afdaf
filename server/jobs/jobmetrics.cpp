// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobmetrics.h"

#include <algorithm>

namespace deskbell::server {

void JobMetrics::settled(const QString &name, JobState state, int attempt, std::chrono::milliseconds took)
{
    auto &kind = m_kinds[name];
    kind.runTime += took;
    kind.longestRun = std::max(kind.longestRun, took);
    switch (state) {
    case JobState::Done:
        ++kind.done;
        kind.attempts += quint64(std::max(attempt, 0));
        break;
    case JobState::Available:
    case JobState::Scheduled: ++kind.retried; break;
    case JobState::Dead: ++kind.dead; break;
    case JobState::Unknown: ++kind.unknown; break;
    case JobState::Review: ++kind.review; break;
    case JobState::Expired: ++kind.expired; break;
    case JobState::Running:
    case JobState::Sending:
    case JobState::Cancelled: break;
    }
}

QJsonObject JobMetrics::toJson() const
{
    QJsonObject kinds;
    for (auto it = m_kinds.cbegin(); it != m_kinds.cend(); ++it) {
        const auto &kind = it.value();
        kinds.insert(it.key(), QJsonObject{
            {QStringLiteral("claimed"), qint64(kind.claimed)},
            {QStringLiteral("done"), qint64(kind.done)},
            {QStringLiteral("retried"), qint64(kind.retried)},
            {QStringLiteral("dead"), qint64(kind.dead)},
            {QStringLiteral("unknown"), qint64(kind.unknown)},
            {QStringLiteral("review"), qint64(kind.review)},
            {QStringLiteral("expired"), qint64(kind.expired)},
            {QStringLiteral("attempts"), qint64(kind.attempts)},
            {QStringLiteral("run_ms"), qint64(kind.runTime.count())},
            {QStringLiteral("longest_run_ms"), qint64(kind.longestRun.count())},
        });
    }
    return QJsonObject{
        {QStringLiteral("kinds"), kinds},
        {QStringLiteral("lease_lost"), qint64(m_leaseLost)},
        {QStringLiteral("expired"), qint64(m_expired)},
        {QStringLiteral("orphans"), qint64(m_orphans)},
        {QStringLiteral("limiter_wait_ms"), qint64(m_limiterWait.count())},
    };
}

} // namespace deskbell::server
