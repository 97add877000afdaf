// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/jobsrepository.h"

#include "core/wire/jobcodec.h"
#include "core/wire/json.h"

#include <QHash>
#include <algorithm>

namespace deskbell::server {
namespace {

const auto HoldAfterRestore = QStringLiteral(
    "UPDATE jobs SET state = 'review', fence = fence + 1, owner = NULL, lease_until = NULL, last_error = ?, updated_at = ? "
    "WHERE effect_class <> 'A' AND state IN ('available', 'scheduled', 'running', 'sending', 'unknown')");

/// The rank that a level of priority is worth (rule 51): waiting jobs gain one level in this time.
constexpr qint64 LevelMs = 5 * 60 * 1000;

const auto Columns = QStringLiteral(
    "row_id, id, tenant_id, queue, kind, effect_class, args, subject, priority, state, run_at, expires_at, attempt, "
    "max_attempts, fence, owner, lease_until, unique_key, group_key, is_blocked, crash_count, first_crash_at, last_crash_at, "
    "lookups, intent, last_error, provider_ref, created_at, updated_at, finished_at, version");
const auto Insert = QStringLiteral(
    "INSERT INTO jobs (id, tenant_id, queue, kind, effect_class, args, subject, priority, state, rank, run_at, expires_at, "
    "attempt, max_attempts, fence, unique_key, group_key, is_blocked, crash_count, lookups, last_error, created_at, "
    "updated_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, ?, ?, ?, 0, 0, '', ?, ?, 0) "
    "ON CONFLICT DO NOTHING RETURNING row_id");
const auto Save = QStringLiteral(
    "UPDATE jobs SET state = ?, rank = ?, run_at = ?, expires_at = ?, attempt = ?, max_attempts = ?, fence = ?, owner = ?, "
    "lease_until = ?, crash_count = ?, first_crash_at = ?, last_crash_at = ?, lookups = ?, intent = ?, last_error = ?, "
    "provider_ref = ?, updated_at = ?, finished_at = ?, version = ? WHERE row_id = ? AND fence = ?");
const auto ById = QString(QStringLiteral("SELECT ") + Columns + QStringLiteral(" FROM jobs WHERE id = ?"));
const auto ByTenantAndId = QString(ById + QStringLiteral(" AND tenant_id = ?"));
const auto ByLiveKey = QStringLiteral("SELECT id FROM jobs WHERE tenant_id = ? AND unique_key = ? AND unique_key IS NOT NULL "
                                      "AND state IN ('available', 'scheduled', 'running', 'sending', 'unknown')");
const auto ByDoneKey = QStringLiteral("SELECT id FROM jobs WHERE tenant_id = ? AND unique_key = ? AND unique_key IS NOT NULL "
                                      "AND finished_at >= ? AND state = 'done' ORDER BY finished_at DESC LIMIT 1");
const auto CountWaiting = QStringLiteral(
    "SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE queue = ? AND state IN ('available', 'scheduled') LIMIT ?) AS waiting");
const auto GroupHead = QString(
    QStringLiteral("SELECT ") + Columns
    + QStringLiteral(" FROM jobs WHERE tenant_id = ? AND group_key = ? AND group_key IS NOT NULL "
                     "AND state NOT IN ('done', 'cancelled', 'expired') ORDER BY row_id LIMIT 1"));
const auto OtherInGroup = QStringLiteral("SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE tenant_id = ? AND group_key = ? AND group_key IS NOT NULL "
                                         "AND state NOT IN ('done', 'cancelled', 'expired') AND row_id <> ? LIMIT 1) AS other");
const auto SetBlocked = QStringLiteral("UPDATE jobs SET is_blocked = ? WHERE row_id = ?");
const auto ByTenant = QString(QStringLiteral("SELECT ") + Columns + QStringLiteral(" FROM jobs WHERE tenant_id = ?"));
const auto AndAfter = QStringLiteral(" AND (created_at, id) < (?, ?)");
const auto AndAttention = QStringLiteral(" AND state IN ('unknown', 'review', 'dead', 'expired')");
const auto AndQueue = QStringLiteral(" AND queue = ?");
const auto AndKind = QStringLiteral(" AND kind = ?");
const auto NewestFirst = QStringLiteral(" ORDER BY created_at DESC, id DESC LIMIT ?");
const auto SummaryOf = QStringLiteral(
    "SELECT queue, state, COUNT(*), MIN(run_at) FROM jobs WHERE tenant_id = ? AND state NOT IN ('done', 'cancelled') "
    "GROUP BY queue, state");
const auto SummaryOfAll = QStringLiteral(
    "SELECT queue, state, COUNT(*), MIN(run_at) FROM jobs WHERE state NOT IN ('done', 'cancelled') GROUP BY queue, state");
const auto CountDone = QStringLiteral(
    "INSERT INTO job_counts (tenant_id, queue, kind, day, done, attempts) "
    "SELECT tenant_id, queue, kind, finished_at / 86400000, COUNT(*), SUM(attempt) FROM jobs WHERE row_id IN "
    "(SELECT row_id FROM jobs WHERE finished_at < ? AND finished_at IS NOT NULL AND state = 'done' ORDER BY finished_at, row_id LIMIT ?) "
    "GROUP BY tenant_id, queue, kind, finished_at / 86400000 "
    "ON CONFLICT (tenant_id, queue, kind, day) DO UPDATE SET done = job_counts.done + excluded.done, "
    "attempts = job_counts.attempts + excluded.attempts");
const auto DropDone = QStringLiteral(
    "DELETE FROM jobs WHERE row_id IN "
    "(SELECT row_id FROM jobs WHERE finished_at < ? AND finished_at IS NOT NULL AND state = 'done' ORDER BY finished_at, row_id LIMIT ?)");
const auto DropAttended = QStringLiteral(
    "DELETE FROM jobs WHERE row_id IN (SELECT row_id FROM jobs WHERE state IN ('unknown', 'review', 'dead', 'expired') "
    "AND state <> 'unknown' AND updated_at < ? LIMIT ?)");
const auto DropCancelled = QStringLiteral(
    "DELETE FROM jobs WHERE row_id IN "
    "(SELECT row_id FROM jobs WHERE finished_at < ? AND finished_at IS NOT NULL AND state = 'cancelled' LIMIT ?)");

enum Column {
    RowId, Id, Tenant, Queue, Kind, Class, Args, Subject, Priority, State, RunAt, ExpiresAt, Attempt, MaxAttempts, Fence, Owner,
    LeaseUntil, UniqueKey, GroupKey, IsBlocked, CrashCount, FirstCrashAt, LastCrashAt, Lookups, Intent, LastError, ProviderRef,
    CreatedAt, UpdatedAt, FinishedAt, Version
};

qint64 rankOf(const Job &job) { return toMillis(job.runAt.value_or(job.createdAt)) + job.priority * LevelMs; }

QString toText(const QJsonObject &json) { return QString::fromUtf8(wire::toBytes(json)); }

QJsonObject toObject(const QString &text)
{
    auto parsed = wire::parseObject(text.toUtf8());
    return parsed ? std::move(parsed).value() : QJsonObject();
}

Result<std::optional<Job>> readOne(sql::Query &query)
{
    if (query.next()) {
        return std::optional(detail::readJob(query));
    }
    if (query.error()) {
        return *query.error();
    }
    return std::optional<Job>();
}

Result<std::optional<JobId>> readId(sql::Query &query)
{
    if (query.next()) {
        return std::optional(JobId{query.text(0)});
    }
    if (query.error()) {
        return *query.error();
    }
    return std::optional<JobId>();
}

Result<qint64> readNumber(sql::Query &query)
{
    if (query.next()) {
        return query.number(0);
    }
    return query.error().value_or(Error{ErrorKind::Storage, QStringLiteral("no number"), 0, {}, {}});
}

/// Words come from the enumeration, never from a request.
QString andStates(const QList<JobState> &states)
{
    QStringList words;
    for (const auto state : states) {
        words.append(QLatin1Char('\'') + wire::word(state) + QLatin1Char('\''));
    }
    return QStringLiteral(" AND state IN (%1)").arg(words.join(QStringLiteral(", ")));
}

void add(QueueHealth &queue, JobState state, qint64 count)
{
    switch (state) {
    case JobState::Available:
    case JobState::Scheduled: queue.depth += count; break;
    case JobState::Running:
    case JobState::Sending:
        queue.depth += count;
        queue.running += count;
        break;
    case JobState::Unknown: queue.unknown += count; break;
    case JobState::Review: queue.review += count; break;
    case JobState::Dead: queue.dead += count; break;
    case JobState::Expired: queue.expired += count; break;
    case JobState::Done:
    case JobState::Cancelled: break;
    }
}

} // namespace

const QString &detail::jobColumns() { return Columns; }

Job detail::readJob(const sql::Query &row)
{
    Job job;
    job.rowId = row.number(RowId);
    job.id = JobId{row.text(Id)};
    job.tenant = TenantId{row.text(Tenant)};
    job.queue = row.text(Queue);
    job.kind = row.text(Kind);
    job.effectClass = wire::effectClass(row.text(Class)).value_or(EffectClass::Unrepeatable);
    job.args = toObject(row.text(Args));
    job.subject = row.text(Subject);
    job.priority = int(row.number(Priority));
    job.state = wire::jobState(row.text(State)).value_or(JobState::Review);
    job.runAt = row.instant(RunAt);
    job.expiresAt = row.optionalInstant(ExpiresAt);
    job.attempt = int(row.number(Attempt));
    job.maxAttempts = int(row.number(MaxAttempts));
    job.fence = row.number(Fence);
    job.owner = row.text(Owner);
    job.leaseUntil = row.optionalInstant(LeaseUntil);
    job.uniqueKey = row.text(UniqueKey);
    job.group = row.text(GroupKey);
    job.isBlocked = row.number(IsBlocked) != 0;
    job.crashCount = int(row.number(CrashCount));
    job.firstCrashAt = row.optionalInstant(FirstCrashAt);
    job.lastCrashAt = row.optionalInstant(LastCrashAt);
    job.lookups = int(row.number(Lookups));
    job.intent = row.isNull(Intent) ? QJsonObject() : toObject(row.text(Intent));
    job.lastError = row.text(LastError);
    job.providerRef = row.text(ProviderRef);
    job.createdAt = row.instant(CreatedAt);
    job.updatedAt = row.instant(UpdatedAt);
    job.finishedAt = row.optionalInstant(FinishedAt);
    job.version = row.number(Version);
    return job;
}

Result<std::optional<qint64>> JobsRepository::insert(const Job &job)
{
    auto query = m_db.query(Insert);
    query.bind(job.id.value).bind(job.tenant.value).bind(job.queue).bind(job.kind).bind(wire::word(job.effectClass));
    query.bind(toText(job.args)).bind(job.subject).bind(job.priority).bind(wire::word(job.state)).bind(rankOf(job));
    query.bind(job.runAt.value_or(job.createdAt)).bind(job.expiresAt).bind(job.maxAttempts).bindOrNull(job.uniqueKey);
    query.bindOrNull(job.group).bind(job.isBlocked ? 1 : 0).bind(job.createdAt).bind(job.updatedAt);
    if (query.next()) {
        return std::optional(query.number(0));
    }
    if (query.error()) {
        return *query.error();
    }
    return std::optional<qint64>();
}

Result<std::optional<Job>> JobsRepository::byId(const JobId &id)
{
    auto query = m_db.query(ById);
    query.bind(id.value);
    return readOne(query);
}

Result<std::optional<Job>> JobsRepository::byId(const TenantId &tenant, const JobId &id)
{
    auto query = m_db.query(ByTenantAndId);
    query.bind(id.value).bind(tenant.value);
    return readOne(query);
}

Result<std::optional<JobId>> JobsRepository::byUniqueKey(const TenantId &tenant, const QString &key, std::optional<Instant> doneSince)
{
    auto live = m_db.query(ByLiveKey);
    live.bind(tenant.value).bind(key);
    auto found = readId(live);
    if (!found || found.value() || !doneSince) {
        return found;
    }
    auto done = m_db.query(ByDoneKey);
    done.bind(tenant.value).bind(key).bind(*doneSince);
    return readId(done);
}

Result<bool> JobsRepository::save(const Job &job, qint64 fence)
{
    auto query = m_db.query(Save);
    query.bind(wire::word(job.state)).bind(rankOf(job)).bind(job.runAt.value_or(job.createdAt)).bind(job.expiresAt);
    query.bind(job.attempt).bind(job.maxAttempts).bind(job.fence).bindOrNull(job.owner).bind(job.leaseUntil);
    query.bind(job.crashCount).bind(job.firstCrashAt).bind(job.lastCrashAt).bind(job.lookups);
    query.bindOrNull(job.intent.isEmpty() ? QString() : toText(job.intent)).bind(job.lastError).bindOrNull(job.providerRef);
    query.bind(job.updatedAt).bind(job.finishedAt).bind(job.version).bind(job.rowId).bind(fence);
    const auto saved = query.run();
    return saved ? Result<bool>(saved.value() > 0) : Result<bool>(saved.error());
}

Result<qint64> JobsRepository::countWaiting(const QString &queue, qint64 limit)
{
    auto query = m_db.query(CountWaiting);
    query.bind(queue).bind(limit);
    return readNumber(query);
}

Result<std::optional<Job>> JobsRepository::groupHead(const TenantId &tenant, const QString &group)
{
    auto query = m_db.query(GroupHead);
    query.bind(tenant.value).bind(group);
    return readOne(query);
}

Result<bool> JobsRepository::hasOtherInGroup(const Job &job)
{
    auto query = m_db.query(OtherInGroup);
    query.bind(job.tenant.value).bind(job.group).bind(job.rowId);
    const auto count = readNumber(query);
    return count ? Result<bool>(count.value() > 0) : Result<bool>(count.error());
}

Result<Done> JobsRepository::setBlocked(qint64 rowId, bool isBlocked)
{
    const auto stored = m_db.query(SetBlocked).bind(isBlocked ? 1 : 0).bind(rowId).run();
    return stored ? Result<Done>(Done{}) : Result<Done>(stored.error());
}

Result<JobPage> JobsRepository::page(const TenantId &tenant, const JobFilter &filter, const std::optional<JobPosition> &after, int limit)
{
    const bool needsPeople = !filter.states.isEmpty() && std::all_of(filter.states.begin(), filter.states.end(), needsAttention);
    auto sql = ByTenant;
    sql += after ? AndAfter : QString();
    sql += needsPeople ? AndAttention : QString(); // so that its own index serves
    sql += filter.states.isEmpty() ? QString() : andStates(filter.states);
    sql += filter.queue.isEmpty() ? QString() : AndQueue;
    sql += filter.kind.isEmpty() ? QString() : AndKind;
    auto query = m_db.query(sql + NewestFirst);
    query.bind(tenant.value);
    if (after) {
        query.bind(after->createdAt).bind(after->id);
    }
    for (const auto &text : {filter.queue, filter.kind}) {
        if (!text.isEmpty()) {
            query.bind(text);
        }
    }
    query.bind(limit + 1);
    JobPage page;
    while (query.next()) {
        if (page.jobs.size() == limit) {
            page.next = JobPosition{page.jobs.last().createdAt, page.jobs.last().id.value};
            break;
        }
        page.jobs.append(detail::readJob(query));
    }
    if (query.error()) {
        return *query.error();
    }
    return page;
}

Result<QList<QueueHealth>> JobsRepository::readSummary(sql::Query &query, Instant now)
{
    QHash<QString, QueueHealth> queues;
    while (query.next()) {
        const auto state = wire::jobState(query.text(1)).value_or(JobState::Review);
        auto &queue = queues[query.text(0)];
        add(queue, state, query.number(2));
        if (state == JobState::Available && query.instant(3) < now) {
            queue.oldestAge = std::chrono::floor<std::chrono::seconds>(now - query.instant(3));
        }
    }
    if (query.error()) {
        return *query.error();
    }
    QList<QueueHealth> list;
    for (const auto &name : jobQueues()) {
        if (auto queue = queues.value(name); queues.contains(name)) {
            queue.queue = name;
            list.append(queue);
        }
    }
    return list;
}

Result<QList<QueueHealth>> JobsRepository::summary(const TenantId &tenant, Instant now)
{
    auto query = m_db.query(SummaryOf);
    query.bind(tenant.value);
    return readSummary(query, now);
}

Result<QList<QueueHealth>> JobsRepository::summary(Instant now)
{
    auto query = m_db.query(SummaryOfAll);
    return readSummary(query, now);
}

Result<qint64> JobsRepository::countAndDropDone(Instant before, int limit)
{
    const auto counted = m_db.query(CountDone).bind(before).bind(limit).run();
    if (!counted) {
        return counted.error();
    }
    return m_db.query(DropDone).bind(before).bind(limit).run();
}

Result<qint64> JobsRepository::dropAttended(Instant before, int limit)
{
    const auto attended = m_db.query(DropAttended).bind(before).bind(limit).run();
    if (!attended) {
        return attended;
    }
    const auto cancelled = m_db.query(DropCancelled).bind(before).bind(limit).run();
    return cancelled ? Result<qint64>(attended.value() + cancelled.value()) : cancelled;
}

Result<qint64> JobsRepository::holdAfterRestore(Instant now, const QString &why)
{
    return m_db.query(HoldAfterRestore).bind(why).bind(now).run();
}

} // namespace deskbell::server
