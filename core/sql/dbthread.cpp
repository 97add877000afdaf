// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/dbthread.h"

namespace deskbell::sql {

DbThread::DbThread(DbConfig config) : m_config(std::move(config)), m_worker(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("db-reader"));
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

DbThread::~DbThread()
{
    QMetaObject::invokeMethod(m_worker.get(), [this] { m_connection.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_worker.reset();
}

void DbThread::post(std::function<void()> work) { QMetaObject::invokeMethod(m_worker.get(), std::move(work), Qt::QueuedConnection); }

Result<Connection *> DbThread::connection()
{
    Q_ASSERT(QThread::currentThread() == &m_thread);
    if (m_connection && m_connection->isLost()) {
        m_connection.reset();
    }
    if (!m_connection) {
        const auto now = std::chrono::steady_clock::now();
        if (m_config.backend == Backend::PostgreSql && !m_backoff.mayTry(now)) {
            return Error{ErrorKind::Unavailable, QStringLiteral("the database can not be reached"), 0, QStringLiteral("connection_lost"), {}};
        }
        auto opened = Connection::open(m_config, Access::ReadOnly);
        if (!opened) {
            m_backoff.failed(std::chrono::steady_clock::now());
            return opened.error();
        }
        m_backoff.succeeded();
        m_connection = std::move(opened).value();
    }
    return m_connection.get();
}

} // namespace deskbell::sql
