// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/ops/datadir.h"
#include "server/ops/health.h"
#include "server/ops/storageguard.h"

#include <QObject>

namespace deskbell::ws {
class FeedHub;
}

namespace deskbell::server {

class Database;

/// Lets everybody know how the storage is: the writer refuses work, the consoles get told, /health shows it. Main thread, but
/// for reportFull().
class StorageKeeper final : public QObject
{
    Q_OBJECT
public:
    /// All outlive it. Makes room, or holds it back, before the database opens.
    StorageKeeper(const DataDir &dir, StorageGuard::Options options, qint64 ballastBytes, const Clock &clock);

    /// The database is open: from now on it is told, and so are the listeners of the feed. Both outlive the watching.
    void watch(Database &database, ws::FeedHub &feed);
    /// Something else than the room has changed: the database is only read now.
    void refresh();
    /// Any thread, after watch(): a write failed for want of room. New work is refused from this moment.
    void reportFull();

    [[nodiscard]] StorageGuard &guard() { return m_guard; }
    [[nodiscard]] StorageHealth health() const;

private:
    [[nodiscard]] QString word() const;
    void apply();

    StorageGuard m_guard;
    Database *m_database = nullptr;
    ws::FeedHub *m_feed = nullptr;
    QString m_told = QStringLiteral("ok");
};

/// Deletes rotated logs, and all but the newest copy that migrations have left.
void pruneDataDir(const DataDir &dir);

} // namespace deskbell::server
