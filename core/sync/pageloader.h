// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/store/memorystore.h"

#include <QObject>
#include <QSet>

namespace deskbell {

/// Loads what pages ask the store for and the feed does not bring: transcripts, older calls, jobs, overviews. Failures are told
/// to the store and repeated only when the link has been down; otherwise the person asks again. GUI thread. `session` and `store` outlive it.
class PageLoader final : public QObject
{
    Q_OBJECT
public:
    PageLoader(Session &session, MemoryStore &store, QObject *parent = nullptr);
    ~PageLoader() override;

    /// Before that nothing is loaded: another session may still be serving the store, or this one is not signed in.
    void start() { m_isRunning = true; }
    void stop();
    /// After new tables: answers to questions about the old ones count no more, and transcripts and jobs on show are read
    /// again. What needs attention of the jobs is read in any case: its number stands in the rail.
    void restart();
    /// The link is back: what could not be loaded of the transcripts on show is asked for again.
    void retryFailed();

private:
    void loadTranscriptOf(const CallId &id);
    void loadOlder();
    void loadOverview(const OverviewQuery &query);
    void loadJobsOf(JobSegment segment, const QString &cursor);
    void loadSummary();
    void loadJobDetail(const JobId &id);

    Session &m_session;
    MemoryStore &m_store;
    bool m_isRunning = false;
    QList<CallId> m_shown; ///< the transcripts asked for last, newest at the end
    QSet<int> m_shownJobs; ///< segments asked for
    std::stop_source m_tables;
    std::stop_source m_overview;
    std::stop_source m_summary;
    std::stop_source m_jobDetail;
};

} // namespace deskbell
