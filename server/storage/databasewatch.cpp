// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/databasewatch.h"

#include "server/storage/countersrepository.h"

#include <QLoggingCategory>
#include <utility>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcWatch, "deskbell.server.storage.databasewatch", QtInfoMsg)

const auto Channel = QStringLiteral("deskbell_changes");
/// More than this behind, listeners are told of the newest change only and read the rest themselves.
constexpr int MaxChanges = 500;

} // namespace

DatabaseWatch::DatabaseWatch(sql::DbConfig config, Options options, Callbacks callbacks)
    : m_config(std::move(config)), m_options(options), m_callbacks(std::move(callbacks)), m_worker(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("db-watch"));
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker.get(), [this] { onStarted(); }, Qt::QueuedConnection);
}

DatabaseWatch::~DatabaseWatch()
{
    const auto end = [this] {
        m_lookTimer.reset();
        m_pokeTimer.reset();
        m_connection.reset();
    };
    QMetaObject::invokeMethod(m_worker.get(), end, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void DatabaseWatch::onStarted()
{
    m_lookTimer = std::make_unique<QTimer>();
    m_lookTimer->setInterval(m_options.interval);
    QObject::connect(m_lookTimer.get(), &QTimer::timeout, m_worker.get(), [this] { look(); });
    m_lookTimer->start();
    m_pokeTimer = std::make_unique<QTimer>();
    m_pokeTimer->setSingleShot(true);
    m_pokeTimer->setInterval(m_options.pokeEvery);
    QObject::connect(m_pokeTimer.get(), &QTimer::timeout, m_worker.get(), [this] { sendPoke(); });
    look();
}

void DatabaseWatch::committed(const TenantId &tenant, qint64 from, qint64 to)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_known.find(tenant);
        // Otherwise another service has written in between: look() will read it all.
        if (known != m_known.end() && *known == from - 1) {
            *known = to;
        }
    }
    poke();
}

void DatabaseWatch::poke()
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_isPokeDue, true)) {
            return;
        }
    }
    const auto schedule = [this] {
        if (m_pokeTimer && !m_pokeTimer->isActive()) {
            sendPoke();
        }
    };
    QMetaObject::invokeMethod(m_worker.get(), schedule, Qt::QueuedConnection);
}

void DatabaseWatch::sendPoke()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!std::exchange(m_isPokeDue, false)) {
            return;
        }
    }
    // What comes meanwhile waits for the timer, and goes as one.
    m_pokeTimer->start();
    if (m_connection) {
        // When it fails the others look within their interval anyway.
        (void)CountersRepository(*m_connection).poke(Channel);
    }
}

Result<Done> DatabaseWatch::open()
{
    if (m_connection && !m_connection->isLost()) {
        return Done{};
    }
    m_connection.reset();
    const auto now = std::chrono::steady_clock::now();
    if (!m_backoff.mayTry(now)) {
        return Error{ErrorKind::Unavailable, QStringLiteral("the database can not be reached"), 0, QStringLiteral("connection_lost"), {}};
    }
    auto opened = sql::Connection::open(m_config, sql::Access::ReadOnly);
    if (!opened) {
        m_backoff.failed(now);
        qCWarning(lcWatch) << "the database can not be watched:" << opened.error().detail;
        return opened.error();
    }
    m_backoff.succeeded();
    m_connection = std::move(opened).value();
    // Queued: a notification is delivered in the middle of whatever statement finds it.
    return m_connection->listen(Channel, [this] {
        QMetaObject::invokeMethod(m_worker.get(), [this] { look(); }, Qt::QueuedConnection);
    });
}

void DatabaseWatch::look()
{
    if (auto opened = open(); !opened) {
        return;
    }
    if (auto read = readCounters(); !read) {
        qCWarning(lcWatch) << "the counters can not be read:" << read.error().detail;
    }
}

Result<Done> DatabaseWatch::readCounters()
{
    const auto counters = CountersRepository(*m_connection).all();
    if (!counters) {
        return counters.error();
    }
    const auto &heads = counters.value().heads;
    for (auto head = heads.constBegin(); head != heads.constEnd(); ++head) {
        onCounter(head.key(), head.value());
    }
    const auto before = std::exchange(m_accessEpoch, counters.value().accessEpoch);
    // The first look comes after the service has loaded, so that something may have happened in between.
    if (before != m_accessEpoch) {
        m_callbacks.accessChanged();
    }
    return Done{};
}

void DatabaseWatch::onCounter(const TenantId &tenant, qint64 head)
{
    qint64 known = 0;
    {
        const std::lock_guard lock(m_mutex);
        known = std::exchange(m_known[tenant], std::max(m_known.value(tenant), head));
    }
    if (head <= known || !m_callbacks.hasListeners(tenant)) {
        return;
    }
    // The newest one tells listeners that are further behind to read for themselves.
    deliver(tenant, head - known > MaxChanges ? head - 1 : known);
}

void DatabaseWatch::deliver(const TenantId &tenant, qint64 after)
{
    ChangesRepository changes(*m_connection, {tenant, {}});
    auto batch = changes.after(after, MaxChanges);
    if (batch && batch.value().to < batch.value().head) {
        batch = changes.after(batch.value().head - 1, 1);
    }
    if (!batch) {
        qCWarning(lcWatch) << "changes after" << after << "can not be read:" << batch.error().detail;
        const std::lock_guard lock(m_mutex);
        m_known[tenant] = std::min(m_known.value(tenant), after);
        return;
    }
    if (batch.value().to >= batch.value().from) {
        m_callbacks.changed(tenant, batch.value());
    }
}

} // namespace deskbell::server
