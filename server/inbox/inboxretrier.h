// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inbox/inboxintake.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>
#include <chrono>

namespace deskbell::server {

/// Tries messages again that could not be applied: oldest first, and of one object none before the one in front of it is
/// applied or given up (RELIABILITY rules 67 and 69). Main thread.
class InboxRetrier final : public QObject
{
    Q_OBJECT
public:
    InboxRetrier(Database &database, InboxIntake &intake, std::chrono::milliseconds interval, QObject *parent = nullptr);

    void start() { m_timer.start(); }
    /// One round now. Must be outlived by database and intake; this object may go in between.
    QCoro::Task<Result<Done>> round();

private:
    void onTimeout();

    Database &m_database;
    InboxIntake &m_intake;
    QTimer m_timer;
    bool m_isRunning = false;
};

} // namespace deskbell::server
