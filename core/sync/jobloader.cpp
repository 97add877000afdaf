// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/jobloader.h"

#include "core/wire/jobcodec.h"

#include <QJsonArray>
#include <QLoggingCategory>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcJobs, "deskbell.core.sync.jobs", QtInfoMsg)

constexpr int PageSize = 200;

QList<JobState> statesOf(JobSegment segment)
{
    switch (segment) {
    case JobSegment::Attention: return {JobState::Review, JobState::Unknown, JobState::Dead, JobState::Expired};
    case JobSegment::Waiting: return {JobState::Available, JobState::Scheduled, JobState::Running, JobState::Sending};
    case JobSegment::Done: return {JobState::Done, JobState::Cancelled};
    }
    return {};
}

ApiRequest listRequest(JobSegment segment, const QString &cursor)
{
    QStringList words;
    const auto states = statesOf(segment);
    for (const auto state : states) {
        words.append(wire::word(state));
    }
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("state"), words.join(QLatin1Char(',')));
    query.addQueryItem(QStringLiteral("limit"), QString::number(PageSize));
    if (!cursor.isEmpty()) {
        query.addQueryItem(QStringLiteral("cursor"), QString::fromLatin1(QUrl::toPercentEncoding(cursor)));
    }
    return ApiRequest::get(QStringLiteral("/v1/jobs"), query);
}

Error cancelled() { return Error{ErrorKind::Cancelled, {}, 0, {}, {}}; }

Result<JobPage> readPage(const QJsonObject &data)
{
    if (!data.value(QLatin1String("items")).isArray()) {
        return Error{ErrorKind::Protocol, QStringLiteral("a list has no items"), 200, QStringLiteral("not_deskbell"), {}};
    }
    JobPage page;
    for (const auto &value : data.value(QLatin1String("items")).toArray()) {
        auto job = wire::jobFromJson(value.toObject());
        if (!job) {
            qCWarning(lcJobs, "a job can not be read and is left out: %s", qUtf8Printable(job.error().detail));
            continue;
        }
        page.jobs.append(std::move(job).value());
    }
    page.next = data.value(QLatin1String("next_cursor")).toString();
    return page;
}

} // namespace

QCoro::Task<Result<JobPage>> loadJobs(QPointer<Session> session, JobSegment segment, QString cursor, std::stop_token stop)
{
    if (!session) {
        co_return cancelled();
    }
    auto calling = session->call(listRequest(segment, cursor), stop);
    const auto answer = co_await calling;
    if (!answer) {
        co_return answer.error();
    }
    auto page = readPage(answer.value());
    co_return page;
}

QCoro::Task<Result<JobSummary>> loadJobSummary(QPointer<Session> session, std::stop_token stop)
{
    if (!session) {
        co_return cancelled();
    }
    auto calling = session->call(ApiRequest::get(QStringLiteral("/v1/jobs/summary")), stop);
    const auto answer = co_await calling;
    if (!answer) {
        co_return answer.error();
    }
    auto summary = wire::jobSummaryFromJson(answer.value());
    co_return summary;
}

QCoro::Task<Result<JobDetail>> loadJob(QPointer<Session> session, JobId id, std::stop_token stop)
{
    if (!session) {
        co_return cancelled();
    }
    auto calling = session->call(ApiRequest::get(QStringLiteral("/v1/jobs/") + id.value), stop);
    const auto answer = co_await calling;
    if (!answer) {
        co_return answer.error();
    }
    auto detail = wire::jobDetailFromJson(answer.value());
    co_return detail;
}

} // namespace deskbell
