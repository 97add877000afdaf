// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/store/memorystore.h"
#include "core/support/alarm.h"
#include "core/support/backoff.h"

#include <QObject>

namespace deskbell {

/// Sends the store's pending commands in the order they were made, one at a time, each until the server says yes or no. A
/// lost connection, a time-out or an overloaded server says neither: the same command goes again under the same key.
/// GUI thread. `session` and `store` outlive it.
class CommandSender final : public QObject
{
    Q_OBJECT
public:
    CommandSender(Session &session, MemoryStore &store, Environment environment, QObject *parent = nullptr);
    ~CommandSender() override;

    void start();
    /// Commands stay in the store.
    void stop();
    /// There may be something to send, or the server may be back: do not wait out a pause.
    void kick();

private:
    void sendNext();
    void onAnswer(const PendingCommand &command, const Result<QJsonObject> &answer);
    void waitAndRetry(const Error &error);

    Session &m_session;
    MemoryStore &m_store;
    bool m_isRunning = false;
    bool m_isSending = false;
    quint64 m_run = 0;
    std::stop_source m_stop;
    Backoff m_backoff;
    Alarm m_retry;
};

} // namespace deskbell
