// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/domain/change.h"
#include "core/support/alarm.h"
#include "core/support/backoff.h"

#include <QObject>
#include <QWebSocket>
#include <memory>

namespace deskbell {

/// The change feed of the service, without gaps and repeats: every batch begins right after the one before, whatever the
/// network does. Uses the socket, reads by HTTP what the socket missed, and polls where sockets do not get through.
/// GUI thread. `session` outlives it.
class EventStream final : public QObject
{
    Q_OBJECT
public:
    EventStream(Session &session, Environment environment, QString device, QObject *parent = nullptr);
    ~EventStream() override;

    /// Reads on after `cursor`, until stop() or one of the last two signals.
    void start(const FeedCursor &cursor);
    void stop();
    /// Tries at once instead of waiting out the pause between two tries.
    void hurry();

    [[nodiscard]] const FeedCursor &cursor() const { return m_cursor; }
    /// The newest seq the server has told of.
    [[nodiscard]] qint64 head() const { return m_head; }
    /// The feed was heard of within the last 45 s, by socket or by polling.
    [[nodiscard]] bool isUp() const { return m_up; }
    [[nodiscard]] bool isPolling() const { return m_polling; }

Q_SIGNALS:
    /// isUp(), head() or cursor() changed.
    void stateChanged();
    /// Changes after the cursor, in order; cursor() already stands at their end.
    void batchArrived(const deskbell::ChangeBatch &batch);
    /// A `live` frame's content.
    void liveArrived(const QJsonObject &live);
    /// A try failed or the link broke; tries go on.
    void failed(const deskbell::Error &error);
    /// The server's history is another one, or no longer reaches back to the cursor; stopped.
    void resyncNeeded();
    /// Stopped.
    void sessionExpired();

private:
    QCoro::Task<> open(quint64 run);
    QCoro::Task<> pull(quint64 run);
    void onOpened(const QString &token, const QString &lineage);
    void onText(const QString &text);
    void onClosed();
    void onBatch(const ChangeBatch &batch);
    void onHead(qint64 seq);
    void onErrorFrame(const QJsonObject &frame);
    void onPulled(const Result<QJsonObject> &answer);
    void deliver(ChangeBatch batch);
    void startPull();
    void heard();
    void watchSilence();
    void dropSocket();
    void connectionLost(const Error &error);
    void retryLater();
    void setUp(bool up);

    Session &m_session;
    Environment m_environment;
    QString m_device;
    FeedCursor m_cursor;
    qint64 m_head = 0;
    bool m_up = false;
    bool m_polling = false;
    quint64 m_run = 0; ///< changes with every start, stop and new try, so that late answers are known as such
};

} // namespace deskbell
