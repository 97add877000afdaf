// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/pageloader.h"

#include "core/sync/jobloader.h"
#include "core/sync/snapshotloader.h"
#include "core/wire/overviewcodec.h"

namespace deskbell {
namespace {

constexpr int RememberedTranscripts = 5;

QUrlQuery toQuery(const OverviewQuery &query)
{
    QUrlQuery out;
    out.addQueryItem(QStringLiteral("from"), toRfc3339(query.period.from));
    out.addQueryItem(QStringLiteral("to"), toRfc3339(query.period.to));
    out.addQueryItem(QStringLiteral("compare"), query.compare ? QStringLiteral("true") : QStringLiteral("false"));
    return out;
}

} // namespace

PageLoader::PageLoader(Session &session, MemoryStore &store, QObject *parent) : QObject(parent), m_session(session), m_store(store)
{
    connect(&store, &MemoryStore::transcriptWanted, this, &PageLoader::loadTranscriptOf);
    connect(&store, &MemoryStore::olderCallsWanted, this, &PageLoader::loadOlder);
    connect(&store, &MemoryStore::overviewWanted, this, &PageLoader::loadOverview);
    connect(&store, &MemoryStore::jobsWanted, this, &PageLoader::loadJobsOf);
    connect(&store, &MemoryStore::jobSummaryWanted, this, &PageLoader::loadSummary);
    connect(&store, &MemoryStore::jobWanted, this, &PageLoader::loadJobDetail);
}

PageLoader::~PageLoader() { stop(); }

void PageLoader::stop()
{
    m_isRunning = false;
    for (auto *source : {&m_tables, &m_overview, &m_summary, &m_jobDetail}) {
        source->request_stop();
    }
}

void PageLoader::restart()
{
    m_tables.request_stop();
    m_tables = std::stop_source();
    const auto shown = m_shown;
    for (const auto &id : shown) {
        m_store.requestTranscript(id);
    }
    m_shownJobs.insert(int(JobSegment::Attention));
    const auto segments = m_shownJobs;
    for (const int segment : segments) {
        m_store.requestJobs(JobSegment(segment));
    }
    m_store.requestJobSummary();
}

void PageLoader::retryFailed()
{
    const auto shown = m_shown;
    for (const auto &id : shown) {
        if (m_store.transcript(id).failure) {
            m_store.requestTranscript(id);
        }
    }
    const auto segments = m_shownJobs;
    for (const int segment : segments) {
        if (m_store.jobs(JobSegment(segment)).failure) {
            m_store.requestJobs(JobSegment(segment));
        }
    }
}

void PageLoader::loadTranscriptOf(const CallId &id)
{
    if (!m_isRunning) {
        return;
    }
    m_shown.removeAll(id);
    m_shown.append(id);
    if (m_shown.size() > RememberedTranscripts) {
        m_shown.removeFirst();
    }
    const auto stop = m_tables.get_token();
    auto task = loadTranscript(&m_session, id, stop);
    QCoro::connect(std::move(task), this, [this, id, stop](const Result<QList<TranscriptLine>> &lines) {
        if (stop.stop_requested()) {
            return;
        }
        if (lines) {
            m_store.addTranscript(id, lines.value());
        } else {
            m_store.failTranscript(id, lines.error());
        }
    });
}

void PageLoader::loadOlder()
{
    if (!m_isRunning) {
        return;
    }
    const auto stop = m_tables.get_token();
    auto task = loadCalls(&m_session, m_store.olderCallsCursor(), stop);
    QCoro::connect(std::move(task), this, [this, stop](const Result<CallPage> &page) {
        if (stop.stop_requested()) {
            return;
        }
        if (page) {
            m_store.addOlderCalls(page.value().calls, page.value().next);
        } else {
            m_store.failOlderCalls();
        }
    });
}

void PageLoader::loadJobsOf(JobSegment segment, const QString &cursor)
{
    if (!m_isRunning) {
        m_store.failJobs(segment, Error{ErrorKind::Network, QStringLiteral("not signed in"), 0, {}, {}});
        return;
    }
    m_shownJobs.insert(int(segment));
    const auto stop = m_tables.get_token();
    auto task = loadJobs(&m_session, segment, cursor, stop);
    QCoro::connect(std::move(task), this, [this, segment, cursor, stop](const Result<JobPage> &page) {
        if (stop.stop_requested()) {
            return;
        }
        if (page) {
            m_store.addJobs(segment, page.value().jobs, page.value().next, cursor.isEmpty());
        } else {
            m_store.failJobs(segment, page.error());
        }
    });
}

void PageLoader::loadSummary()
{
    if (!m_isRunning) {
        return;
    }
    m_summary.request_stop();
    m_summary = std::stop_source();
    const auto stop = m_summary.get_token();
    auto task = loadJobSummary(&m_session, stop);
    QCoro::connect(std::move(task), this, [this, stop](const Result<JobSummary> &summary) {
        if (!stop.stop_requested() && summary) {
            m_store.setJobSummary(summary.value());
        }
    });
}

void PageLoader::loadJobDetail(const JobId &id)
{
    if (!m_isRunning) {
        return;
    }
    m_jobDetail.request_stop();
    m_jobDetail = std::stop_source();
    const auto stop = m_jobDetail.get_token();
    auto task = loadJob(&m_session, id, stop);
    QCoro::connect(std::move(task), this, [this, id, stop](const Result<JobDetail> &detail) {
        if (!stop.stop_requested()) {
            Q_EMIT m_store.jobLoaded(id, detail);
        }
    });
}

void PageLoader::loadOverview(const OverviewQuery &query)
{
    if (!m_isRunning) {
        return;
    }
    m_overview.request_stop();
    m_overview = std::stop_source();
    const auto stop = m_overview.get_token();
    auto task = m_session.call(ApiRequest::get(QStringLiteral("/v1/analytics/overview"), toQuery(query)), stop);
    QCoro::connect(std::move(task), this, [this, query, stop](const Result<QJsonObject> &answer) {
        if (stop.stop_requested()) {
            return; // a newer question is on its way
        }
        Result<Overview> overview = answer ? wire::overviewFromJson(answer.value()) : Result<Overview>(answer.error());
        Q_EMIT m_store.overviewLoaded(query, overview);
    });
}

} // namespace deskbell
