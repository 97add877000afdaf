// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/domain/command.h"
#include "core/store/memorystore.h"
#include "core/support/alarm.h"
#include "core/support/backoff.h"

#include <QObject>

namespace deskbell {

/// Sends the store's pending commands in the order they were made, in batches, each command until the server has stored a result
/// for it (RELIABILITY rule 26). A lost connection, a time-out or an overloaded server stores none: the same commands go again
/// under the same ids and numbers. GUI thread. `session` and `store` outlive it.
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
    [[nodiscard]] QList<PendingCommand> nextBatch() const;
    void onAnswer(const QList<PendingCommand> &sent, const Result<QJsonObject> &answer);
    void onResult(const PendingCommand &command, const CommandResult &result);
    /// Why `first`, the oldest without a result, has none.
    void onStopped(const PendingCommand &first, const Error &error);
    void onOtherCount(const PendingCommand &first, const Error &error);
    void waitAndRetry(const Error &error);

    Session &m_session;
    MemoryStore &m_store;
    bool m_isRunning = false;
    bool m_isSending = false;
    int m_maxBatch = 0; ///< one by one after a batch that the server could not read, to find the one that is wrong
    quint64 m_run = 0;
    std::stop_source m_stop;
    Backoff m_backoff;
    Alarm m_retry;
};

} // namespace deskbell
