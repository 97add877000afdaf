// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/store/memorystore.h"

#include <QObject>
#include <QSet>

namespace deskbell {

/// Loads what pages ask the store for and the feed does not bring: transcripts, older calls, overviews. Failures are told
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
    /// After new tables: answers to questions about the old ones count no more, and transcripts on show are read again.
    void restart();
    /// The link is back: what could not be loaded of the transcripts on show is asked for again.
    void retryFailed();

private:
    void loadTranscriptOf(const CallId &id);
    void loadOlder();
    void loadOverview(const OverviewQuery &query);

    Session &m_session;
    MemoryStore &m_store;
    bool m_isRunning = false;
    QList<CallId> m_shown; ///< the transcripts asked for last, newest at the end
    std::stop_source m_tables;
    std::stop_source m_overview;
};

} // namespace deskbell
