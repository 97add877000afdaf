// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/jobs/job.h"
#include "server/jobs/outcome.h"

#include <QList>

namespace deskbell::server {

/// Whether the state machine knows this step (RELIABILITY rule 38).
[[nodiscard]] bool isLegalStep(JobState from, JobState to);

/// What becomes of a job when something happens to it: rules 45 to 50 and 55, and nothing else. Functions of the job and the
/// event, except for the jitter of retries. Every function that ends a claim also takes the owner and the lease away.
class JobRules final
{
public:
    static constexpr std::chrono::hours CrashWindow{72};
    static constexpr int CrashLimit = 3;

    struct Options {
        std::chrono::milliseconds retryBase = std::chrono::seconds(5);
        std::chrono::milliseconds retryCap = std::chrono::hours(1);
        /// How long after the send each look-up of an unknown outcome comes (rule 45). At least one.
        QList<std::chrono::milliseconds> settleTimes{std::chrono::seconds(30), std::chrono::minutes(2), std::chrono::minutes(10)};
    };

    JobRules(Rng &rng, Options options) : m_rng(rng), m_options(std::move(options)) {}
    explicit JobRules(Rng &rng) : JobRules(rng, Options()) {}

    /// tx1 of the send protocol.
    static void sending(Job &job, const QJsonObject &intent, Instant now);
    /// tx2. `isRepeatHarmless`: the kind says that a class C effect may happen twice.
    void sent(Job &job, const SendOutcome &outcome, bool isRepeatHarmless, Instant now) const;
    void lookedUp(Job &job, const LookupOutcome &outcome, Instant now) const;
    /// Work inside the house is done; its effects are in the same transaction.
    static void doneLocally(Job &job, Instant now);
    /// Work inside the house failed and left nothing behind. RateLimited puts it off without an attempt, Validation and
    /// Forbidden are for good, all else is tried again.
    void failedLocally(Job &job, const Error &error, Instant now) const;
    /// Put off without counting as an attempt (rule 48). Not for a job that is being sent.
    static void snoozed(Job &job, std::chrono::milliseconds wait, const QString &why, Instant now);
    /// No handler of this service knows the kind, or the kind refuses it before anything was sent.
    static void givenUp(Job &job, const QString &why, Instant now);
    /// Its owner is gone (rules 44, 45, 50).
    void orphaned(Job &job, bool isRepeatHarmless, Instant now) const;
    /// Its owner gives it back unfinished, because the service stops. Not for a job that is being sent.
    static void returned(Job &job, Instant now);
    /// Shown as expired; as review when an earlier try of class A may have arrived.
    static void expired(Job &job, Instant now);

    /// Decisions of people (rule 55). Conflict "illegal_transition" where the state does not allow it.
    [[nodiscard]] static Result<Done> retried(Job &job, Instant now);
    [[nodiscard]] static Result<Done> markedSent(Job &job, const QString &providerRef, Instant now);
    [[nodiscard]] static Result<Done> discarded(Job &job, Instant now);

    /// random(0.5..1) · min(cap, base · 2^(attempt - 1)) (rule 47).
    [[nodiscard]] std::chrono::milliseconds retryDelay(int attempt) const;

private:
    void beUnknown(Job &job, const QString &why, Instant now) const;
    void retryOrGiveUp(Job &job, std::optional<std::chrono::milliseconds> retryAfter, const QString &why, Instant now) const;

    Rng &m_rng;
    Options m_options;
};

} // namespace deskbell::server
