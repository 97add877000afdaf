// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/jobcodec.h"

#include "core/wire/json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <utility>

namespace deskbell::wire {
namespace {

template<typename Enum, size_t N>
using Table = std::array<std::pair<Enum, const char *>, N>;

constexpr Table<EffectClass, 3> Classes{
    {{EffectClass::Idempotent, "A"}, {EffectClass::Lookup, "B"}, {EffectClass::Unrepeatable, "C"}}};
constexpr Table<JobState, 10> States{{
    {JobState::Available, "available"},
    {JobState::Scheduled, "scheduled"},
    {JobState::Running, "running"},
    {JobState::Sending, "sending"},
    {JobState::Unknown, "unknown"},
    {JobState::Review, "review"},
    {JobState::Done, "done"},
    {JobState::Dead, "dead"},
    {JobState::Cancelled, "cancelled"},
    {JobState::Expired, "expired"},
}};
constexpr Table<BreakerState, 3> BreakerStates{
    {{BreakerState::Closed, "closed"}, {BreakerState::Open, "open"}, {BreakerState::HalfOpen, "half_open"}}};

template<typename Enum, size_t N>
QString lookUp(const Table<Enum, N> &table, Enum value)
{
    for (const auto &[key, text] : table) {
        if (key == value) {
            return QString::fromLatin1(text);
        }
    }
    return {};
}

template<typename Enum, size_t N>
std::optional<Enum> lookUp(const Table<Enum, N> &table, const QString &word)
{
    for (const auto &[key, text] : table) {
        if (word == QLatin1String(text)) {
            return key;
        }
    }
    return std::nullopt;
}

QJsonObject toJson(const QueueHealth &queue)
{
    return QJsonObject{
        {QStringLiteral("queue"), queue.queue},
        {QStringLiteral("depth"), queue.depth},
        {QStringLiteral("running"), queue.running},
        {QStringLiteral("oldest_age_seconds"), qint64(queue.oldestAge.count())},
        {QStringLiteral("review"), queue.review},
        {QStringLiteral("dead"), queue.dead},
        {QStringLiteral("expired"), queue.expired},
        {QStringLiteral("unknown"), queue.unknown},
    };
}

Result<QueueHealth> queueFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    QueueHealth queue;
    queue.queue = reader.requiredText("queue", 64);
    queue.depth = reader.optionalInteger("depth").value_or(0);
    queue.running = reader.optionalInteger("running").value_or(0);
    queue.oldestAge = std::chrono::seconds(reader.optionalInteger("oldest_age_seconds").value_or(0));
    queue.review = reader.optionalInteger("review").value_or(0);
    queue.dead = reader.optionalInteger("dead").value_or(0);
    queue.expired = reader.optionalInteger("expired").value_or(0);
    queue.unknown = reader.optionalInteger("unknown").value_or(0);
    if (!reader.ok()) {
        return reader.error();
    }
    return queue;
}

template<typename T>
QList<T> readList(const QJsonArray &array, Result<T> (*read)(const QJsonObject &))
{
    QList<T> items;
    for (const auto &value : array) {
        if (auto item = read(value.toObject())) {
            items.append(std::move(item).value());
        }
    }
    return items;
}

QString bodyText(const QJsonValue &body)
{
    if (body.isObject()) {
        return QString::fromUtf8(QJsonDocument(body.toObject()).toJson(QJsonDocument::Indented)).trimmed();
    }
    return body.toString();
}

} // namespace

QString word(EffectClass effectClass) { return lookUp(Classes, effectClass); }
QString word(JobState state) { return lookUp(States, state); }
QString word(BreakerState state) { return lookUp(BreakerStates, state); }
std::optional<EffectClass> effectClass(const QString &word) { return lookUp(Classes, word); }
std::optional<JobState> jobState(const QString &word) { return lookUp(States, word); }
std::optional<BreakerState> breakerState(const QString &word) { return lookUp(BreakerStates, word); }

QJsonObject toJson(const Job &job)
{
    return QJsonObject{
        {QStringLiteral("id"), job.id.value},
        {QStringLiteral("queue"), job.queue},
        {QStringLiteral("kind"), job.kind},
        {QStringLiteral("effect_class"), word(job.effectClass)},
        {QStringLiteral("state"), word(job.state)},
        {QStringLiteral("priority"), job.priority},
        {QStringLiteral("run_at"), toJson(job.runAt)},
        {QStringLiteral("expires_at"), toJson(job.expiresAt)},
        {QStringLiteral("attempt"), job.attempt},
        {QStringLiteral("max_attempts"), job.maxAttempts},
        {QStringLiteral("group"), textOrNull(job.group)},
        {QStringLiteral("subject"), job.subject},
        {QStringLiteral("last_error"), textOrNull(job.lastError)},
        {QStringLiteral("provider_ref"), textOrNull(job.providerRef)},
        {QStringLiteral("created_at"), toRfc3339(job.createdAt)},
        {QStringLiteral("updated_at"), toRfc3339(job.updatedAt)},
        {QStringLiteral("finished_at"), toJson(job.finishedAt)},
        {QStringLiteral("version"), job.version},
    };
}

Result<Job> jobFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    Job job;
    job.id = JobId{reader.requiredText("id", 64)};
    job.queue = reader.text("queue", 64);
    job.kind = reader.text("kind", 128);
    const auto effect = effectClass(reader.requiredText("effect_class", 1));
    const auto state = jobState(reader.requiredText("state", 32));
    job.priority = int(reader.optionalInteger("priority").value_or(5));
    job.runAt = reader.optionalTime("run_at");
    job.expiresAt = reader.optionalTime("expires_at");
    job.attempt = int(reader.optionalInteger("attempt").value_or(0));
    job.maxAttempts = int(reader.optionalInteger("max_attempts").value_or(0));
    job.group = reader.text("group");
    job.subject = reader.text("subject");
    job.lastError = reader.text("last_error");
    job.providerRef = reader.text("provider_ref");
    job.createdAt = reader.optionalTime("created_at").value_or(Instant{});
    job.updatedAt = reader.optionalTime("updated_at").value_or(Instant{});
    job.finishedAt = reader.optionalTime("finished_at");
    job.version = reader.optionalInteger("version").value_or(0);
    if (!effect) {
        reader.fail("effect_class", QStringLiteral("must be A, B or C"));
    }
    if (!state) {
        reader.fail("state", QStringLiteral("is not a state of a job"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    job.effectClass = *effect;
    job.state = *state;
    return job;
}

QJsonObject toJson(const JobDetail &detail)
{
    auto json = toJson(detail.job);
    json.insert(QStringLiteral("body"), textOrNull(detail.body));
    return json;
}

Result<JobDetail> jobDetailFromJson(const QJsonObject &json)
{
    auto job = jobFromJson(json);
    if (!job) {
        return job.error();
    }
    return JobDetail{std::move(job).value(), bodyText(json.value(QLatin1String("body")))};
}

QJsonObject toJson(const BreakerHealth &breaker)
{
    return QJsonObject{
        {QStringLiteral("provider"), breaker.provider},
        {QStringLiteral("operation"), breaker.operation},
        {QStringLiteral("state"), word(breaker.state)},
        {QStringLiteral("since"), toJson(breaker.since)},
        {QStringLiteral("waiting"), breaker.waiting},
        {QStringLiteral("text"), breaker.text},
    };
}

Result<BreakerHealth> breakerFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    BreakerHealth breaker;
    breaker.provider = reader.requiredText("provider", 256);
    breaker.operation = reader.text("operation", 128);
    const auto state = breakerState(reader.requiredText("state", 32));
    breaker.since = reader.optionalTime("since");
    breaker.waiting = reader.optionalInteger("waiting").value_or(0);
    breaker.text = reader.text("text", 2000);
    if (!state) {
        reader.fail("state", QStringLiteral("must be closed, open or half_open"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    breaker.state = *state;
    return breaker;
}

QJsonObject toJson(const JobSummary &summary)
{
    QJsonArray queues;
    for (const auto &queue : summary.queues) {
        queues.append(toJson(queue));
    }
    QJsonArray breakers;
    for (const auto &breaker : summary.breakers) {
        breakers.append(toJson(breaker));
    }
    return QJsonObject{{QStringLiteral("queues"), queues}, {QStringLiteral("breakers"), breakers}};
}

Result<JobSummary> jobSummaryFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    const auto queues = reader.optionalArray("queues").value_or(QJsonArray());
    const auto breakers = reader.optionalArray("breakers").value_or(QJsonArray());
    if (!reader.ok()) {
        return reader.error();
    }
    return JobSummary{readList<QueueHealth>(queues, &queueFromJson), readList<BreakerHealth>(breakers, &breakerFromJson)};
}

} // namespace deskbell::wire
