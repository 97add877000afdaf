// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/ops/backup/ledgercopy.h"
#include "server/ops/backup/backuprun.h"
#include "server/ops/backup/backupschedule.h"
#include "server/ops/datadir.h"
#include "server/ops/health.h"

#include <QFuture>
#include <QObject>
#include <QThread>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace deskbell::server {

class Database;

/// Makes backups while the service runs: every hour, every night, and when somebody asks. One at a time, on a thread of its
/// own; the writer is not kept waiting. Main thread.
class BackupService final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        DataDir dir;
        QString directory; ///< where backups go
        bool isHourly = true;
        bool isDurable = true;
        QString version;
    };
    using ZoneOf = std::function<QByteArray()>; ///< IANA name of the property's time zone; empty: UTC

    /// All outlive it. Makes the recovery key when there is none.
    BackupService(Options options, Database &database, ZoneOf zone, const Clock &clock, Rng &rng);
    /// Stops a run that goes on and waits for its thread.
    ~BackupService() override;

    /// Reads what became of earlier ones and begins to watch the clock.
    void start();
    /// Makes one now, into `directory` or where they always go. Conflict "busy" while another runs.
    [[nodiscard]] QFuture<Result<BackupRecord>> make(const QString &kind, const QString &directory);
    /// Stops a run that goes on; no other begins.
    void stop();

    [[nodiscard]] BackupHealth health() const;

private:
    void copyLedger();
    using Answer = std::function<void(const BackupRecord &)>;

    [[nodiscard]] Result<BackupPlan> plan(const QString &kind, const QString &directory);
    void readLast();
    void onTick();
    void onFinished(const BackupRecord &record, bool isOwnDirectory);

    Options m_options;
    Database &m_database;
    ZoneOf m_zone;
    const Clock &m_clock;
    Rng &m_rng;
    LedgerCopy m_ledger;
    QTimer m_timer;
    std::optional<DueBackup> m_due;
    std::optional<BackupRecord> m_last;
    std::optional<BackupRecord> m_lastGood;
    std::stop_source m_stop;
    std::unique_ptr<QThread> m_thread; ///< of the run that goes on, or of the last one
    bool m_isRunning = false;
};

} // namespace deskbell::server
