// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inbox/inboxretrier.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <QPointer>
#include <QSet>
#include <utility>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcRetrier, "deskbell.server.inbox.retrier", QtInfoMsg)

} // namespace

InboxRetrier::InboxRetrier(Database &database, InboxIntake &intake, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent), m_database(database), m_intake(intake)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &InboxRetrier::onTimeout);
}

void InboxRetrier::onTimeout()
{
    if (m_isRunning || (m_leadership && !m_leadership->isHeld())) {
        return;
    }
    m_isRunning = true;
    QCoro::connect(round(), this, [this](const Result<Done> &done) {
        m_isRunning = false;
        if (!done && done.error().kind != ErrorKind::Cancelled) {
            qCWarning(lcRetrier) << "a round failed:" << done.error().detail;
        }
    });
}

QCoro::Task<Result<Done>> InboxRetrier::round()
{
    const QPointer<InboxRetrier> self(this);
    auto reading = write([&intake = m_intake](sql::Connection &db) { return intake.pending(db); });
    const auto rows = co_await reading;
    if (!rows) {
        co_return rows.error();
    }
    QSet<std::pair<qint64, QString>> blocked;
    for (const auto &row : rows.value()) {
        if (!self) {
            co_return Error{ErrorKind::Cancelled, QStringLiteral("the service is stopping"), 0, {}, {}};
        }
        const auto object = std::pair(row.sourceId, row.objectKey);
        if (!row.objectKey.isEmpty() && blocked.contains(object)) {
            continue;
        }
        auto trying = write([&intake = m_intake, row](sql::Connection &db) { return intake.retry(db, row); });
        const auto tried = co_await trying;
        if (tried || !self) {
            continue;
        }
        if (isPassing(tried.error())) {
            co_return tried.error();
        }
        qCWarning(lcRetrier) << "message" << row.id << row.type << "failed again, attempt" << row.attempts + 1 << tried.error().detail;
        auto noting = write(
            [&intake = m_intake, row, why = tried.error().detail](sql::Connection &db) { return intake.noteFailure(db, row, why); });
        const auto isDead = co_await noting;
        if (!isDead) {
            co_return isDead.error();
        }
        if (!isDead.value()) {
            blocked.insert(object);
        }
    }
    co_return Done{};
}

} // namespace deskbell::server
