// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/housekeeping.h"

#include "server/storage/commandresultsrepository.h"
#include "server/storage/database.h"
#include "server/storage/sessionsrepository.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <chrono>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcHousekeeping, "deskbell.server.ops.housekeeping", QtInfoMsg)

using namespace std::chrono_literals;

constexpr std::chrono::hours KeepSessions{24 * 30};

Result<qint64> removeOld(sql::Connection &db, Instant now)
{
    const auto results = CommandResultsRepository::removeOlder(db, now - KeepCommandResults);
    if (!results) {
        return results;
    }
    const auto sessions = SessionsRepository(db).removeEnded(now - KeepSessions);
    if (!sessions) {
        return sessions;
    }
    return results.value() + sessions.value();
}

} // namespace

Housekeeping::Housekeeping(Database &database, const Clock &clock) : m_database(database), m_clock(clock)
{
    m_timer.setInterval(1h);
    connect(&m_timer, &QTimer::timeout, this, &Housekeeping::onTimeout);
    m_timer.start();
}

QCoro::Task<Result<qint64>> Housekeeping::sweep()
{
    auto write = m_database.write([now = m_clock.now()](sql::Connection &db) { return removeOld(db, now); });
    const auto removed = co_await write;
    co_return removed;
}

void Housekeeping::onTimeout()
{
    QCoro::connect(sweep(), this, [](const Result<qint64> &removed) {
        if (!removed) {
            qCWarning(lcHousekeeping) << "old rows could not be removed:" << removed.error().detail;
        }
    });
}

} // namespace deskbell::server
