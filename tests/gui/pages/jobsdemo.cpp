// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/pages/jobsdemo.h"

#include "core/wire/ordercodec.h"

namespace deskbell::tests {

namespace {

struct Row {
    const char *subject;
    const char *kind;
    const char *queue;
    EffectClass effect;
    JobState state;
    int attempt;
    int createdMinutes;
    int runInMinutes;
    const char *error;
};

constexpr Row AttentionRows[] = {
    {"Order R-1042 to https://pms.example", "order.notify", "webhook", EffectClass::Unrepeatable, JobState::Review, 1, 12, 0,
     "timeout after the request was written"},
    {"Order R-1041 to https://pms.example", "order.notify", "webhook", EffectClass::Lookup, JobState::Unknown, 2, 21, 0, "connection closed"},
    {"Order R-1040 to https://kitchen.example", "order.notify", "webhook", EffectClass::Idempotent, JobState::Dead, 12, 340, 0, "HTTP 410"},
    {"Late check-out reminder for room 118", "reminder.send", "notification", EffectClass::Unrepeatable, JobState::Expired, 4, 95, 0, "expired"},
    {"طلب R-1045 إلى https://pms.example", "order.notify", "webhook", EffectClass::Idempotent, JobState::Dead, 3, 400, 0, "HTTP 401 Unauthorized"},
    {"Confirmation of table for four, Fri 27 Nov, 20:00, to the restaurant's own reservation book at the harbour", "booking.confirm", "booking",
     EffectClass::Idempotent, JobState::Dead, 12, 1600, 0, "the partner's answer makes no sense: field \"slot\" is missing"},
};

constexpr Row WaitingRows[] = {
    {"Order R-1051 to https://pms.example", "order.notify", "webhook", EffectClass::Lookup, JobState::Scheduled, 3, 26, 4, "HTTP 503"},
    {"Order R-1050 to https://pms.example", "order.notify", "webhook", EffectClass::Lookup, JobState::Scheduled, 2, 24, 2, "connection refused"},
    {"Order R-1049 to https://kitchen.example", "order.notify", "webhook", EffectClass::Idempotent, JobState::Sending, 1, 0, 0, ""},
    {"Summary of call with Emily Carter", "call.summary", "followup", EffectClass::Idempotent, JobState::Available, 0, 1, 0, ""},
    {"Taxi reminder for room 402", "reminder.send", "notification", EffectClass::Unrepeatable, JobState::Scheduled, 0, 60, 700, ""},
};

constexpr Row DoneRows[] = {
    {"Order R-1039 to https://pms.example", "order.notify", "webhook", EffectClass::Idempotent, JobState::Done, 1, 50, 0, ""},
    {"Order R-1038 to https://kitchen.example", "order.notify", "webhook", EffectClass::Idempotent, JobState::Done, 4, 70, 0, "HTTP 502"},
    {"Order R-1037 to https://pms.example", "order.notify", "webhook", EffectClass::Lookup, JobState::Cancelled, 2, 90, 0, "HTTP 500"},
};

template<size_t N>
JobList listOf(const Row (&rows)[N], int first)
{
    JobList list;
    list.isLoaded = true;
    int number = first;
    for (const auto &row : rows) {
        JobView view;
        auto &job = view.job;
        job.id = JobsDemo::jobId(number++);
        job.subject = QString::fromUtf8(row.subject);
        job.kind = QString::fromUtf8(row.kind);
        job.queue = QString::fromUtf8(row.queue);
        job.effectClass = row.effect;
        job.state = row.state;
        job.attempt = row.attempt;
        job.maxAttempts = 12;
        job.createdAt = PagesDemo::now() - std::chrono::minutes(row.createdMinutes);
        job.updatedAt = job.createdAt + std::chrono::minutes(row.createdMinutes / 3);
        job.lastError = QString::fromUtf8(row.error);
        job.version = number;
        if (row.runInMinutes > 0) {
            job.runAt = PagesDemo::now() + std::chrono::minutes(row.runInMinutes);
        }
        if (isFinished(job.state)) {
            job.finishedAt = job.updatedAt;
        }
        list.rows.append(view);
    }
    return list;
}

PendingCommand changeOf(int number, int minutesAgo)
{
    PendingCommand command;
    command.id = CommandId{QStringLiteral("change-%1").arg(number)};
    command.key = command.id.value;
    command.deviceSeq = number;
    command.madeAt = PagesDemo::now() - std::chrono::minutes(minutesAgo);
    return command;
}

} // namespace

JobList JobsDemo::attention() { return listOf(AttentionRows, 1); }
JobList JobsDemo::waiting() { return listOf(WaitingRows, 101); }
JobList JobsDemo::done() { return listOf(DoneRows, 201); }

JobSummary JobsDemo::summary()
{
    JobSummary summary;
    summary.queues = {{QStringLiteral("webhook"), 14, 1, std::chrono::seconds(2300), 1, 2, 0, 1},
                      {QStringLiteral("notification"), 1, 0, std::chrono::seconds(0), 0, 0, 1, 0},
                      {QStringLiteral("booking"), 0, 0, std::chrono::seconds(0), 0, 1, 0, 0}};
    summary.breakers = {{QStringLiteral("pms.example"), QStringLiteral("order.notify"), BreakerState::Open,
                         PagesDemo::now() - std::chrono::minutes(38), 12, QString()}};
    return summary;
}

JobSummary JobsDemo::calmSummary()
{
    JobSummary summary;
    summary.queues = {{QStringLiteral("webhook"), 2, 1, std::chrono::seconds(3), 0, 0, 0, 0}};
    return summary;
}

QList<PendingCommand> JobsDemo::unsettled()
{
    auto refused = changeOf(1, 14);
    const auto view = PagesDemo::orders().at(6);
    refused.orderId = view.id();
    refused.basis = view.order;
    refused.patch = view.refused;
    refused.refusal = view.refusal;
    auto made = changeOf(2, 9);
    made.create = NewOrder{OrderId{QStringLiteral("order-77")}, QStringLiteral("305"),
                           {{QStringLiteral("Extra blanket"), 2}, {QStringLiteral("Herbal tea"), 1}},
                           QStringLiteral("The guest is ill; please knock softly and leave everything at the door."),
                           QStringLiteral("housekeeping"), PagesDemo::now() + std::chrono::minutes(20)};
    made.orderId = made.create->id;
    auto decided = changeOf(3, 2);
    decided.job = JobCommand{JobAction::Retry, {jobId(3), jobId(5)}};
    decided.subject = QStringLiteral("Order R-1040 to https://kitchen.example");
    return {refused, made, decided};
}

JobList JobsDemo::many(int count)
{
    auto list = listOf(AttentionRows, 1);
    const auto pattern = list.rows;
    list.rows.clear();
    list.rows.reserve(count);
    for (int i = 0; i < count; ++i) {
        auto view = pattern.at(i % pattern.size());
        view.job.id = jobId(1000 + i);
        view.job.createdAt = PagesDemo::now() - std::chrono::seconds(i);
        list.rows.append(view);
    }
    return list;
}

void JobsDemo::fill(FakeStore &store)
{
    store.m_summary = summary();
    store.m_unsettled = unsettled();
    store.m_jobs = {{int(JobSegment::Attention), attention()}, {int(JobSegment::Waiting), waiting()}, {int(JobSegment::Done), done()}};
    Q_EMIT store.jobsChanged();
    Q_EMIT store.jobSummaryChanged();
    Q_EMIT store.unsettledChanged();
}

} // namespace deskbell::tests
