// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/retention/retentionjob.h"

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

const auto ClassKey = QStringLiteral("class");
const auto NightKey = QStringLiteral("night");
const auto NumberKey = QStringLiteral("number");
const auto CursorKey = QStringLiteral("cursor");
/// Nobody waits for it, but a full queue must not stop it.
constexpr int Priority = 4;

} // namespace

Result<Done> RetentionJob::run(sql::Connection &db, const TenantContext &who, const Job &job)
{
    const auto what = retentionClass(job.args.value(ClassKey).toString());
    if (!what) {
        return Error{ErrorKind::Validation, QStringLiteral("there is no such class of data"), 0, {}, {}};
    }
    const auto tenant = m_directory.tenant(who.tenant);
    const auto rules = RetentionRules::fromSettings(tenant ? tenant->settings : QJsonObject());
    const auto night = fromMillis(qint64(job.args.value(NightKey).toDouble()));
    const auto swept = m_sweeper.sweep(db, who, *what, rules, job.args.value(CursorKey).toString(), night);
    if (!swept) {
        return swept.error();
    }
    if (swept.value().isLast) {
        return Done{};
    }
    const auto next = m_queue.enqueue(db, who, slice(*what, night, job.args.value(NumberKey).toInt() + 1, swept.value().cursor));
    return next ? Result<Done>(Done{}) : Result<Done>(next.error());
}

Schedule RetentionJob::schedule(JobQueue &queue)
{
    return {QStringLiteral("retention"), CronExpression::parse(QStringLiteral("0 2 * * *")).value(), CatchUp::Last, 24h,
            [&queue](sql::Connection &db, const TenantContext &who, Instant dueAt) -> Result<Done> {
                for (const auto what : allRetentionClasses()) {
                    if (const auto asked = queue.enqueue(db, who, first(what, dueAt)); !asked) {
                        return asked.error();
                    }
                }
                return Done{};
            }};
}

NewJob RetentionJob::first(RetentionClass what, Instant dueAt) { return slice(what, dueAt, 1, {}); }

NewJob RetentionJob::slice(RetentionClass what, Instant dueAt, int number, const QString &cursor)
{
    NewJob job;
    job.queue = QStringLiteral("files");
    job.kind = Kind;
    job.priority = Priority;
    job.args = {{ClassKey, word(what)}, {NightKey, double(toMillis(dueAt))}, {NumberKey, number}, {CursorKey, cursor}};
    job.uniqueKey = QStringLiteral("retention:%1:%2:%3").arg(word(what)).arg(toMillis(dueAt)).arg(number);
    job.uniqueFor = 48h;
    job.subject = QStringLiteral("Retention of %1, part %2").arg(word(what)).arg(number);
    return job;
}

} // namespace deskbell::server
