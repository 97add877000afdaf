// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/localjob.h"
#include "server/jobs/outgoingjob.h"

#include <QHash>
#include <memory>
#include <vector>

namespace deskbell::server {

/// Every kind of job this service can do. Filled before the worker starts, read only after that.
class JobKinds final
{
public:
    void add(std::unique_ptr<LocalJob> job)
    {
        m_localByKind.insert(job->kind(), job.get());
        m_local.push_back(std::move(job));
    }
    void add(std::unique_ptr<OutgoingJob> job)
    {
        m_outgoingByKind.insert(job->kind(), job.get());
        m_outgoing.push_back(std::move(job));
    }
    /// Null for a kind that is not local, or not known.
    [[nodiscard]] LocalJob *local(const QString &kind) const { return m_localByKind.value(kind); }
    /// Null for a kind that is not outgoing, or not known.
    [[nodiscard]] OutgoingJob *outgoing(const QString &kind) const { return m_outgoingByKind.value(kind); }
    [[nodiscard]] bool isRepeatHarmless(const QString &kind) const
    {
        const auto *job = outgoing(kind);
        return job && job->isRepeatHarmless();
    }

private:
    std::vector<std::unique_ptr<LocalJob>> m_local;
    std::vector<std::unique_ptr<OutgoingJob>> m_outgoing;
    QHash<QString, LocalJob *> m_localByKind;
    QHash<QString, OutgoingJob *> m_outgoingByKind;
};

} // namespace deskbell::server
