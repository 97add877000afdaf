// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/sql/reopenbackoff.h"
#include "core/support/ids.h"
#include "server/storage/changesrepository.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QThread>
#include <QTimer>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>

namespace deskbell::server {

/// Learns what other services have written to the same PostgreSQL database (RELIABILITY rule 20): reads all counters every
/// 250 ms in one query, and at once when another service pokes it. A poke is a NOTIFY without content, sent outside of any
/// write, at most once in 50 ms. One thread and one connection of its own; the connection comes back by itself.
class DatabaseWatch final
{
public:
    struct Options {
        std::chrono::milliseconds interval{250};
        std::chrono::milliseconds pokeEvery{50};
    };
    /// All are called on the watch's thread.
    struct Callbacks {
        std::function<bool(const TenantId &)> hasListeners; ///< only their changes are read
        std::function<void(const TenantId &, const EncodedChanges &)> changed; ///< committed by another service, newest known last
        std::function<void()> accessChanged; ///< properties, hook sources, users or ended sessions
    };

    DatabaseWatch(sql::DbConfig config, Options options, Callbacks callbacks);
    /// Ends the thread.
    ~DatabaseWatch();
    Q_DISABLE_COPY_MOVE(DatabaseWatch)

    /// This service has committed these changes and told its listeners itself. Any thread.
    void committed(const TenantId &tenant, qint64 from, qint64 to);
    /// This service has committed something that others should look at. Any thread; committed() does it as well.
    void poke();

private:
    void onStarted();
    void look();
    [[nodiscard]] Result<Done> open();
    [[nodiscard]] Result<Done> readCounters();
    void onCounter(const TenantId &tenant, qint64 head);
    void deliver(const TenantId &tenant, qint64 after);
    void sendPoke();

    const sql::DbConfig m_config;
    const Options m_options;
    const Callbacks m_callbacks;

    std::mutex m_mutex;
    QHash<TenantId, qint64> m_known; ///< under the lock: the head that this service's listeners have heard of
    bool m_isPokeDue = false;        ///< under the lock

    // Only on the thread.
    std::unique_ptr<sql::Connection> m_connection;
    sql::ReopenBackoff m_backoff;
    qint64 m_accessEpoch = -1;
    std::unique_ptr<QTimer> m_lookTimer;
    std::unique_ptr<QTimer> m_pokeTimer;

    QThread m_thread;
    std::unique_ptr<QObject> m_worker;
};

} // namespace deskbell::server
