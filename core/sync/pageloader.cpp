// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/pageloader.h"

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
}

PageLoader::~PageLoader()
{
    m_tables.request_stop();
    m_overview.request_stop();
}

void PageLoader::stop()
{
    m_isRunning = false;
    m_tables.request_stop();
    m_overview.request_stop();
}

void PageLoader::restart()
{
    m_tables.request_stop();
    m_tables = std::stop_source();
    const auto shown = m_shown;
    for (const auto &id : shown) {
        m_store.requestTranscript(id);
    }
}

void PageLoader::retryFailed()
{
    const auto shown = m_shown;
    for (const auto &id : shown) {
        if (m_store.transcript(id).failure) {
            m_store.requestTranscript(id);
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
