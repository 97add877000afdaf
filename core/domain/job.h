// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace deskbell {

/// Also the Idempotency-Key of what the job sends (RELIABILITY rule 45).
using JobId = StrongId<struct JobTag>;

/// What a repeat of an effect on the outside world means (RELIABILITY rule 45).
enum class EffectClass {
    Idempotent,   ///< A: the receiver drops a repeat with the same key
    Lookup,       ///< B: whether it happened can be looked up
    Unrepeatable, ///< C: neither; an unknown outcome is a person's to settle
};

/// RELIABILITY rule 38.
enum class JobState {
    Available, ///< may be taken by a worker now
    Scheduled, ///< waits for its time: the first or the next try
    Running,   ///< a worker has it, nothing has left the house
    Sending,   ///< the call to the outside is under way
    Unknown,   ///< it may have been sent; being looked up
    Review,    ///< it may have been sent; a person decides
    Done,
    Dead, ///< given up
    Cancelled,
    Expired, ///< too late to be of use
};

/// Work that is done after its cause is stored, and what a person is told of it. The item of GET /v1/jobs, and the body of feed
/// entity "job".
struct Job {
    JobId id;
    QString queue; ///< "booking", "notification", "calendar", "analytics", "followup", "files", "crawl" or "webhook"
    QString kind;  ///< e.g. "order.notify"
    EffectClass effectClass = EffectClass::Idempotent;
    JobState state = JobState::Available;
    int priority = 5; ///< 0 most urgent … 9
    std::optional<Instant> runAt; ///< not before
    std::optional<Instant> expiresAt;
    int attempt = 0; ///< tries begun so far
    int maxAttempts = 0;
    QString group;       ///< jobs of one group run one after another; may be empty
    QString subject;     ///< for people, made by the kind: "Order R-1042 to https://pms.example"
    QString lastError;   ///< what went wrong the last time; may be empty
    QString providerRef; ///< what the receiver called it; empty until known
    Instant createdAt{};
    Instant updatedAt{};
    std::optional<Instant> finishedAt;
    qint64 version = 0; ///< seq of its last change

    bool operator==(const Job &) const = default;
};

/// A job with what is, or was to be, sent.
struct JobDetail {
    Job job;
    QString body; ///< as text, secrets and card numbers left out; empty when the kind has none

    bool operator==(const JobDetail &) const = default;
};

/// How one queue is doing.
struct QueueHealth {
    QString queue;
    qint64 depth = 0; ///< waiting or under way
    qint64 running = 0;
    std::chrono::seconds oldestAge{0}; ///< of what waits though its time has come
    qint64 review = 0;
    qint64 dead = 0;
    qint64 expired = 0;
    qint64 unknown = 0;

    [[nodiscard]] qint64 needsAttention() const { return review + dead + expired + unknown; }
    bool operator==(const QueueHealth &) const = default;
};

enum class BreakerState { Closed, Open, HalfOpen };

/// Whether calls to a provider go through (RELIABILITY rules 57 to 59). The body of feed entity "breaker".
struct BreakerHealth {
    QString provider;
    QString operation;
    BreakerState state = BreakerState::Closed;
    std::optional<Instant> since; ///< in this state
    qint64 waiting = 0;           ///< jobs held back by it
    QString text;                 ///< the server's words for it; for logs and languages the console does not know

    bool operator==(const BreakerHealth &) const = default;
};

/// GET /v1/jobs/summary.
struct JobSummary {
    QList<QueueHealth> queues;
    QList<BreakerHealth> breakers;

    bool operator==(const JobSummary &) const = default;
};

/// What a person can decide about a job that does not go on by itself: the commands job.retry, job.mark_sent, job.discard.
enum class JobAction {
    Retry,    ///< do it (again)
    MarkSent, ///< it has happened, by itself or by hand
    Discard,  ///< it is not wanted any more
};

struct JobCommand {
    JobAction action = JobAction::Retry;
    QList<JobId> ids;

    bool operator==(const JobCommand &) const = default;
};

/// A person has to look at it: review, dead, expired, unknown.
[[nodiscard]] bool needsAttention(JobState state);
/// It will not move by itself any more.
[[nodiscard]] bool isFinished(JobState state);
/// What the buttons offer and the server takes. What is unknown is being looked up: it can be settled by hand, but is not
/// repeated meanwhile. What waits for its time can be done at once or discarded.
[[nodiscard]] bool isPossible(JobAction action, JobState state);
/// Repeating it may do twice what can not be taken back: its outcome is not known and nothing will drop a repeat.
[[nodiscard]] bool isRepeatRisky(const Job &job);

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::JobId)
Q_DECLARE_METATYPE(deskbell::Job)
