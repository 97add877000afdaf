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

void DbThread::post(std::function<void(Result<Connection *>)> work)
{
    QMetaObject::invokeMethod(m_worker.get(), [this, work = std::move(work)] { work(connection()); }, Qt::QueuedConnection);
}

Result<Connection *> DbThread::connection()
{
    Q_ASSERT(QThread::currentThread() == &m_thread);
    if (!m_connection) {
        auto opened = Connection::open(m_config, Access::ReadOnly);
        if (!opened) {
            return opened.error();
        }
        m_connection = std::move(opened).value();
    }
    return m_connection.get();
}

} // namespace deskbell::sql
