// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/leaderlease.h"

#include "server/storage/database.h"
#include "server/storage/leasesrepository.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <QPointer>
#include <utility>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcLease, "deskbell.server.storage.leaderlease", QtInfoMsg)

/// A service stops believing this much before the database lets another one lead.
constexpr std::chrono::seconds Margin{2};

/// The fence under which `owner` leads after this; 0 when another service does.
Result<qint64> attendRow(sql::Connection &db, const QString &name, const QString &owner, qint64 fence)
{
    LeasesRepository leases(db);
    if (fence > 0) {
        const auto renewed = leases.renew(name, owner, fence, LeaderLease::Life);
        if (!renewed) {
            return renewed.error();
        }
        if (renewed.value()) {
            return fence;
        }
    }
    const auto acquired = leases.acquire(name, owner, LeaderLease::Life);
    return acquired ? Result<qint64>(acquired.value().value_or(0)) : Result<qint64>(acquired.error());
}

} // namespace

LeaderLease::LeaderLease(Database &database, const Clock &clock, QString name, QObject *parent)
    : QObject(parent), m_database(database), m_clock(clock), m_name(std::move(name))
{
    m_timer.setInterval(RenewEvery);
    connect(&m_timer, &QTimer::timeout, this, &LeaderLease::onTimeout);
}

void LeaderLease::start()
{
    m_timer.start();
    onTimeout();
}

void LeaderLease::onTimeout()
{
    if (m_isAttending) {
        return;
    }
    m_isAttending = true;
    QCoro::connect(attend(), this, [this](const Result<Done> &done) {
        m_isAttending = false;
        if (!done && done.error().kind != ErrorKind::Cancelled) {
            qCWarning(lcLease) << m_name << "could not be renewed:" << done.error().detail;
        }
    });
}

QCoro::Task<Result<Done>> LeaderLease::attend()
{
    const QPointer<LeaderLease> self(this);
    const auto asked = m_clock.monotonic();
    auto write = m_database.write([name = m_name, owner = m_database.bootId(), fence = m_fence.load()](sql::Connection &db) {
        return attendRow(db, name, owner, fence);
    });
    const auto fence = co_await write;
    if (!self) {
        co_return Error{ErrorKind::Cancelled, QStringLiteral("the service is stopping"), 0, {}, {}};
    }
    if (!fence) {
        noteOutcome(m_fence, m_until - Life + Margin);
        co_return fence.error();
    }
    noteOutcome(fence.value(), asked);
    co_return Done{};
}

QCoro::Task<Result<Done>> LeaderLease::release()
{
    m_timer.stop();
    const auto fence = m_fence.exchange(0);
    auto write = m_database.write([name = m_name, owner = m_database.bootId(), fence](sql::Connection &db) {
        return LeasesRepository(db).release(name, owner, fence);
    });
    const auto released = co_await write;
    co_return released;
}

bool LeaderLease::isHeld() const { return m_fence > 0 && m_clock.monotonic() < m_until; }

Result<Done> LeaderLease::guard(sql::Connection &db) const
{
    const auto held = LeasesRepository(db).hold(m_name, m_database.bootId(), m_fence);
    if (!held) {
        return held.error();
    }
    if (!held.value()) {
        return Error{ErrorKind::Unavailable, QStringLiteral("another service leads: %1").arg(m_name), 0, QStringLiteral("lease_lost"), {}};
    }
    return Done{};
}

void LeaderLease::noteOutcome(qint64 fence, std::chrono::steady_clock::time_point asked)
{
    m_fence = fence;
    m_until = asked + Life - Margin;
    if (std::exchange(m_wasHeld, isHeld()) != isHeld()) {
        qCInfo(lcLease) << m_name << (isHeld() ? "is led by this service" : "is led by another service");
        Q_EMIT changed(isHeld());
    }
}

} // namespace deskbell::server
