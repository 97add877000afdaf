// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

namespace deskbell::server {

class Database;

/// Forgets what nobody can ask for any more, once an hour. Main thread.
class Housekeeping final : public QObject
{
    Q_OBJECT
public:
    Housekeeping(Database &database, const Clock &clock);

    /// One round; the number of rows that went.
    [[nodiscard]] QCoro::Task<Result<qint64>> sweep();

private:
    void onTimeout();

    Database &m_database;
    const Clock &m_clock;
    QTimer m_timer;
};

} // namespace deskbell::server
