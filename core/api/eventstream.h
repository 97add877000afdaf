// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/domain/change.h"
#include "core/support/alarm.h"
#include "core/support/backoff.h"

#include <QObject>
#include <memory>

class QWebSocket;

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
    /// The content of a `live` frame; what a `head` says of the server's storage comes as one too.
    void liveArrived(const QJsonObject &live);
    /// A try failed or the link broke; tries go on.
    void failed(const deskbell::Error &error);
    /// The server's history is another one, or no longer reaches back to the cursor. Stopped.
    void resyncNeeded();
    /// Stopped.
    void sessionExpired();

private:
    void open();
    void onToken(const Result<QString> &token);
    void connectSocket(QWebSocket *socket);
    void onOpened();
    void onText(const QString &text);
    void onSocketError();
    void onSslErrors(QWebSocket *socket, const QList<QSslError> &errors);
    void onClosed();
    void onBatch(ChangeBatch batch);
    void onHead(qint64 seq);
    void onErrorFrame(const QJsonObject &frame);
    void deliver(ChangeBatch batch);
    void pull();
    void onPulled(const Result<QJsonObject> &answer, qint64 after);
    void onPullFailed(const Error &error);
    void afterPull(bool broughtNews);
    void heard();
    void watchSilence(std::chrono::milliseconds left);
    void socketFailed(const Error &error, bool isUpgradeFailure);
    void linkDown(const Error &error, bool mayPoll);
    void dropSocket();
    void endWith(void (EventStream::*signal)());
    void setUp(bool up);

    Session &m_session;
    Environment m_environment;
    QString m_device;
    FeedCursor m_cursor;
    qint64 m_head = 0;
    bool m_up = false;
    bool m_polling = false;
    bool m_pulling = false;
    bool m_pullAgain = false;
    bool m_wrongKey = false; ///< the socket's other side is not the service this console was paired with
    bool m_opened = false; ///< the upgrade went through
    bool m_spoken = false; ///< the server said something on this socket
    int m_failedUpgrades = 0;
    quint64 m_run = 0; ///< changes with every start and stop, so that late answers are known as such
    quint64 m_attempt = 0; ///< the same for each socket
    QString m_token;       ///< the socket's
    QString m_refusedToken;
    QWebSocket *m_socket = nullptr; ///< a child; left behind with deleteLater()
    std::chrono::steady_clock::time_point m_lastHeard;
    std::stop_source m_stop;
    Backoff m_backoff;
    Alarm m_retry;
    Alarm m_patience; ///< for the upgrade and the first frame
    Alarm m_silence;
    Alarm m_poll;
    Alarm m_stall; ///< the head is ahead of us and nothing comes
};

} // namespace deskbell
