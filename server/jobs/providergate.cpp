// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/providergate.h"

namespace deskbell::server {
namespace {

BreakerKey keyOf(const Job &job, const QString &provider) { return {job.tenant, provider, {}, job.kind}; }

} // namespace

CallEnd callEndOf(const SendOutcome &outcome)
{
    using Transport = CallEnd::Transport;
    const bool saysWhen = outcome.retryAfter.has_value();
    switch (outcome.kind) {
    case SendOutcome::Kind::Delivered:
    case SendOutcome::Kind::Refused: return {Transport::Answered, outcome.httpStatus, saysWhen};
    case SendOutcome::Kind::NotSent: return {Transport::NoConnection, 0, false};
    case SendOutcome::Kind::Unknown: break;
    }
    return outcome.httpStatus > 0 ? CallEnd{Transport::Answered, outcome.httpStatus, saysWhen} : CallEnd{Transport::TimedOut, 0, false};
}

SendHold ProviderGate::mayCall(const Job &job, const QString &provider)
{
    const auto permit = m_board.mayCall(keyOf(job, provider));
    return permit ? SendHold{} : SendHold{permit.wait, QStringLiteral("%1 does not answer").arg(provider)};
}

void ProviderGate::ended(const Job &job, const QString &provider, const SendOutcome &outcome, std::chrono::milliseconds took)
{
    if (const auto failure = failureOf(callEndOf(outcome))) {
        m_board.failed(keyOf(job, provider), *failure, took);
    } else {
        m_board.succeeded(keyOf(job, provider), took);
    }
}

void ProviderGate::abandoned(const Job &job, const QString &provider) { m_board.abandoned(keyOf(job, provider)); }

Result<SendHold> ProviderGate::takeToken(sql::Connection &db, const Job &job, const QString &provider)
{
    QStringList buckets{providerBucket(job.tenant, provider)};
    if (const auto number = job.args.value(QLatin1String("number")).toString(); !number.isEmpty()) {
        buckets.append(numberBucket(job.tenant, number));
    }
    if (const auto guest = job.args.value(QLatin1String("guest_id")).toString(); !guest.isEmpty()) {
        buckets.append(guestBucket(job.tenant, GuestId{guest}));
    }
    const auto wait = m_limiter.take(db, buckets, 1);
    if (!wait) {
        return wait.error();
    }
    return wait.value().count() > 0 ? SendHold{wait.value(), QStringLiteral("the limit of %1 is reached").arg(provider)} : SendHold{};
}

} // namespace deskbell::server
