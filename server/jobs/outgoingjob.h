// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/job.h"
#include "server/jobs/outcome.h"

#include <QCoroTask>
#include <chrono>
#include <stop_token>

namespace deskbell::server {

/// A kind of job that has an effect on the outside world. Lives on the main thread; the worker around it keeps the send
/// protocol (RELIABILITY rule 45), so send() sends once and tells what it knows.
class OutgoingJob
{
public:
    virtual ~OutgoingJob() = default;
    [[nodiscard]] virtual QString kind() const = 0;
    /// Who is called, for the intent, the breaker and the rate limit: "pms.example", "order.notify".
    [[nodiscard]] virtual QString provider(const Job &job) const = 0;
    /// What goes out, to be hashed into the intent and shown to people; without secrets.
    [[nodiscard]] virtual QByteArray body(const Job &job) const = 0;
    /// After this the call is stopped, and 5 s later given up as unknown.
    [[nodiscard]] virtual std::chrono::milliseconds timeout() const { return std::chrono::seconds(30); }
    /// A class C effect that may happen twice without harm.
    [[nodiscard]] virtual bool isRepeatHarmless() const { return false; }

    /// One try, with the job's id as the key. Never throws.
    [[nodiscard]] virtual QCoro::Task<SendOutcome> send(Job job, std::stop_token stop) = 0;
    /// Class B: whether the effect of this job has happened.
    [[nodiscard]] virtual QCoro::Task<LookupOutcome> lookUp(Job job, std::stop_token stop)
    {
        Q_UNUSED(job)
        Q_UNUSED(stop)
        co_return LookupOutcome{LookupOutcome::Kind::Failed, {}, QStringLiteral("this kind can not be looked up")};
    }
};

} // namespace deskbell::server
