// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobrules.h"

#include "core/wire/jobcodec.h"

#include <algorithm>
#include <array>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

/// What waits for a receiver that could not be asked.
constexpr std::chrono::milliseconds AskAgainAfter = 1min;

/// In the intent of a job that is sent again although an earlier try may have arrived: then "not sent" is not the whole truth.
const auto MayHaveArrived = QStringLiteral("may_have_arrived");

bool mayHaveArrived(const Job &job) { return job.intent.value(MayHaveArrived).toBool(); }

/// The claim is over.
void release(Job &job, JobState state, Instant now)
{
    job.state = state;
    job.owner.clear();
    job.leaseUntil.reset();
    job.updatedAt = now;
    job.finishedAt = isFinished(state) ? std::optional(now) : std::nullopt;
}

void wait(Job &job, Instant until, Instant now)
{
    release(job, until > now ? JobState::Scheduled : JobState::Available, now);
    job.runAt = until;
}

bool isFatal(int httpStatus)
{
    static constexpr std::array Fatal{400, 401, 403, 404, 410, 422};
    return std::find(Fatal.begin(), Fatal.end(), httpStatus) != Fatal.end();
}

bool isPoison(const Job &job) { return job.crashCount >= JobRules::CrashLimit; }

void countCrash(Job &job, Instant now)
{
    if (!job.firstCrashAt || now - *job.firstCrashAt > JobRules::CrashWindow) {
        job.crashCount = 0;
        job.firstCrashAt = now;
    }
    ++job.crashCount;
    job.lastCrashAt = now;
}

Error illegal(const Job &job, const QString &wish)
{
    return Error{ErrorKind::Conflict, QStringLiteral("a job that is %1 can not be %2").arg(wire::word(job.state), wish), 0,
                 QStringLiteral("illegal_transition"), {{QStringLiteral("current"), wire::toJson(job)}}};
}

/// Nothing more will be tried. Only people can find out what became of an earlier try.
void end(Job &job, JobState state, const QString &why, Instant now)
{
    release(job, mayHaveArrived(job) ? JobState::Review : state, now);
    job.lastError = mayHaveArrived(job) ? QStringLiteral("an earlier try may have arrived; ") + why : why;
}

/// What was claimed before must not write over what a person has decided.
void decide(Job &job, JobState state, Instant now)
{
    release(job, state, now);
    ++job.fence;
}

} // namespace

bool isLegalStep(JobState from, JobState to)
{
    using enum JobState;
    const auto any = [to](std::initializer_list<JobState> states) { return std::find(states.begin(), states.end(), to) != states.end(); };
    switch (from) {
    case Available: return any({Scheduled, Running, Review, Cancelled, Expired});
    case Scheduled: return any({Available, Review, Cancelled, Expired});
    case Running: return any({Available, Scheduled, Sending, Review, Done, Dead, Expired});
    case Sending: return any({Available, Scheduled, Unknown, Review, Done, Dead});
    case Unknown: return any({Available, Scheduled, Done, Cancelled, Expired, Dead});
    case Review: return any({Available, Done, Cancelled});
    case Dead: return any({Available, Done, Cancelled});
    case Expired: return any({Available, Done, Cancelled});
    case Done:
    case Cancelled: return false;
    }
    return false;
}

void JobRules::sending(Job &job, const QJsonObject &intent, Instant now)
{
    const bool hasUnknownTry = mayHaveArrived(job);
    job.state = JobState::Sending;
    job.intent = intent;
    if (hasUnknownTry) {
        job.intent.insert(MayHaveArrived, true);
    }
    job.updatedAt = now;
}

void JobRules::sent(Job &job, const SendOutcome &outcome, bool isRepeatHarmless, Instant now) const
{
    switch (outcome.kind) {
    case SendOutcome::Kind::Delivered:
        release(job, JobState::Done, now);
        job.providerRef = outcome.providerRef;
        job.lastError.clear();
        return;
    case SendOutcome::Kind::Refused:
        if (isFatal(outcome.httpStatus)) {
            end(job, JobState::Dead, outcome.reason, now);
            return;
        }
        retryOrGiveUp(job, outcome.retryAfter, outcome.reason, now);
        return;
    case SendOutcome::Kind::NotSent: retryOrGiveUp(job, outcome.retryAfter, outcome.reason, now); return;
    case SendOutcome::Kind::Unknown: break;
    }
    if (job.effectClass == EffectClass::Lookup) {
        beUnknown(job, outcome.reason, now);
    } else if (job.effectClass == EffectClass::Idempotent || isRepeatHarmless) {
        job.intent.insert(MayHaveArrived, true);
        retryOrGiveUp(job, outcome.retryAfter, outcome.reason, now);
    } else {
        release(job, JobState::Review, now);
        job.lastError = outcome.reason;
    }
}

void JobRules::lookedUp(Job &job, const LookupOutcome &outcome, Instant now) const
{
    switch (outcome.kind) {
    case LookupOutcome::Kind::Found:
        release(job, JobState::Done, now);
        job.providerRef = outcome.providerRef;
        job.lastError.clear();
        return;
    case LookupOutcome::Kind::Failed:
        release(job, JobState::Unknown, now);
        job.runAt = now + AskAgainAfter;
        job.lastError = outcome.reason;
        return;
    case LookupOutcome::Kind::NotFound: break;
    }
    ++job.lookups;
    if (job.lookups < m_options.settleTimes.size()) {
        release(job, JobState::Unknown, now);
        job.runAt = now + (m_options.settleTimes.at(job.lookups) - m_options.settleTimes.at(job.lookups - 1));
        return;
    }
    // It has not happened, and after this time it will not any more.
    if (job.expiresAt && *job.expiresAt <= now) {
        expired(job, now);
    } else if (job.attempt >= job.maxAttempts) {
        givenUp(job, QStringLiteral("not delivered in %1 attempts: %2").arg(job.attempt).arg(job.lastError), now);
    } else {
        wait(job, now, now);
    }
}

void JobRules::doneLocally(Job &job, Instant now)
{
    release(job, JobState::Done, now);
    job.lastError.clear();
}

void JobRules::failedLocally(Job &job, const Error &error, Instant now) const
{
    const auto why = error.code.isEmpty() ? error.detail : error.code + QStringLiteral(": ") + error.detail;
    if (error.kind == ErrorKind::RateLimited) {
        const auto seconds = std::max(1, error.context.value(QLatin1String("retry_after")).toInt());
        snoozed(job, std::chrono::seconds(seconds), why, now);
    } else if (error.kind == ErrorKind::Validation || error.kind == ErrorKind::Forbidden) {
        givenUp(job, why, now);
    } else {
        retryOrGiveUp(job, {}, why, now);
    }
}

void JobRules::snoozed(Job &job, std::chrono::milliseconds howLong, const QString &why, Instant now)
{
    job.attempt = std::max(0, job.attempt - 1);
    job.lastError = why;
    wait(job, now + howLong, now);
}

void JobRules::givenUp(Job &job, const QString &why, Instant now)
{
    release(job, JobState::Dead, now);
    job.lastError = why;
}

void JobRules::orphaned(Job &job, bool isRepeatHarmless, Instant now) const
{
    if (job.state == JobState::Unknown) {
        // Only a question was lost. It is put again.
        release(job, JobState::Unknown, now);
        return;
    }
    countCrash(job, now);
    const auto why = QStringLiteral("the service ended while the job was %1").arg(wire::word(job.state));
    const bool isSending = job.state == JobState::Sending;
    const bool isRepeatable = job.effectClass == EffectClass::Idempotent || (job.effectClass == EffectClass::Unrepeatable && isRepeatHarmless);
    if (isSending && isRepeatable) {
        job.intent.insert(MayHaveArrived, true);
    }
    if (isSending && job.effectClass == EffectClass::Lookup) {
        beUnknown(job, why, now);
    } else if (isSending && !isRepeatable) {
        release(job, JobState::Review, now);
        job.lastError = why;
    } else if (isPoison(job)) {
        givenUp(job, QStringLiteral("poison: %1 for the %2. time in 72 hours").arg(why).arg(job.crashCount), now);
    } else {
        wait(job, now, now);
        job.lastError = why;
    }
}

void JobRules::returned(Job &job, Instant now)
{
    job.attempt = std::max(0, job.attempt - 1);
    wait(job, now, now);
}

void JobRules::expired(Job &job, Instant now)
{
    const auto why = job.lastError.isEmpty() ? QStringLiteral("it was not its turn before %1").arg(toRfc3339(job.expiresAt.value_or(now))) : job.lastError;
    end(job, JobState::Expired, why, now);
}

Result<Done> JobRules::retried(Job &job, Instant now)
{
    switch (job.state) {
    case JobState::Expired: job.expiresAt.reset(); break;
    case JobState::Dead:
    case JobState::Review: break;
    case JobState::Scheduled:
        decide(job, JobState::Available, now);
        job.runAt = now;
        return Done{};
    case JobState::Available:
    case JobState::Running:
    case JobState::Sending:
    case JobState::Unknown:
    case JobState::Done:
    case JobState::Cancelled: return illegal(job, QStringLiteral("tried again"));
    }
    decide(job, JobState::Available, now);
    job.runAt = now;
    job.attempt = 0;
    job.intent = {};
    job.lookups = 0;
    job.crashCount = 0;
    job.firstCrashAt.reset();
    if (job.expiresAt && *job.expiresAt <= now) {
        job.expiresAt.reset();
    }
    return Done{};
}

Result<Done> JobRules::markedSent(Job &job, const QString &providerRef, Instant now)
{
    const bool isAllowed = needsAttention(job.state);
    if (!isAllowed) {
        return illegal(job, QStringLiteral("marked as sent"));
    }
    decide(job, JobState::Done, now);
    job.providerRef = providerRef;
    return Done{};
}

Result<Done> JobRules::discarded(Job &job, Instant now)
{
    if (!isLegalStep(job.state, JobState::Cancelled)) {
        return illegal(job, QStringLiteral("discarded"));
    }
    decide(job, JobState::Cancelled, now);
    return Done{};
}

std::chrono::milliseconds JobRules::retryDelay(int attempt) const
{
    const std::chrono::milliseconds doubled = m_options.retryBase * (qint64(1) << std::clamp(attempt - 1, 0, 20));
    const auto ceiling = double(std::min(doubled, m_options.retryCap).count());
    return std::chrono::milliseconds(qint64(ceiling * (0.5 + 0.5 * m_rng.uniform())));
}

void JobRules::beUnknown(Job &job, const QString &why, Instant now) const
{
    release(job, JobState::Unknown, now);
    job.lookups = 0;
    job.runAt = now + m_options.settleTimes.front();
    job.lastError = why;
}

void JobRules::retryOrGiveUp(Job &job, std::optional<std::chrono::milliseconds> retryAfter, const QString &why, Instant now) const
{
    if (job.attempt >= job.maxAttempts) {
        end(job, JobState::Dead, QStringLiteral("given up after %1 attempts: %2").arg(job.attempt).arg(why), now);
        return;
    }
    job.lastError = why;
    wait(job, now + retryAfter.value_or(retryDelay(job.attempt)), now);
}

} // namespace deskbell::server
