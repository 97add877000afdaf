// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "core/support/rng.h"
#include "server/access/accessparts.h"
#include "server/applicationoptions.h"
#include "server/deskparts.h"
#include "server/http/httpserver.h"
#include "server/jobs/jobparts.h"
#include "server/ops/admincommands.h"
#include "server/ops/adminserver.h"
#include "server/ops/backup/backupservice.h"
#include "server/limitparts.h"
#include "server/lineparts.h"
#include "server/ops/storagekeeper.h"
#include "server/routetable.h"
#include "server/services/databasechangesource.h"
#include "server/services/orderobservers.h"
#include "server/services/voicecaretaker.h"
#include "server/storage/database.h"
#include "server/storage/databasewatch.h"
#include "server/storage/leaderlease.h"
#include "server/upkeepparts.h"
#include "server/secretparts.h"
#include "server/secrets/secretskeeper.h"
#include "server/ws/feedhub.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <atomic>
#include <memory>

namespace deskbell::server {

/// The service, put together: the one place that builds its parts and knows the order in which they live and die. Belongs
/// to the thread that builds it, which needs a Qt event loop. The data directory must be prepared and locked by the owner.
class Application final : public QObject
{
    Q_OBJECT
public:
    /// `clock` and `rng` outlive it.
    Application(ApplicationOptions options, const Clock &clock, Rng &rng);
    /// Stops first, if that has not happened.
    ~Application() override;

    /// Opens the database, loads sessions and tenants, listens. Blocks for that time, with an event loop. Once per object.
    [[nodiscard]] Result<Done> start();
    /// Stops accepting, lets what is in work finish for the grace of the options, cuts the rest. Blocks with an event loop.
    void stop();

    /// "https://192.168.1.5:8642" or "http://127.0.0.1:8642" once started; "worker of …" when it only does jobs.
    [[nodiscard]] const QString &url() const { return m_url; }
    [[nodiscard]] Database &database() { return *m_database; }
    [[nodiscard]] AccessParts &access() { return *m_access; }
    [[nodiscard]] DeskParts &desk() { return *m_desk; }
    [[nodiscard]] UpkeepParts &upkeep() { return *m_upkeep; }
    [[nodiscard]] LimitParts &limits() { return *m_limits; }
    [[nodiscard]] LineParts &lines() { return *m_lines; }
    [[nodiscard]] JobParts &jobs() { return *m_jobs; }
    [[nodiscard]] const http::Router &router() const { return m_routes->router(); }
    [[nodiscard]] ws::FeedHub &feed() { return *m_feed; }
    /// Who of several services does what must be done once: schedules and the care for silent calls.
    [[nodiscard]] LeaderLease &leadership() { return *m_leadership; }
    [[nodiscard]] StorageKeeper &storage() { return *m_storage; }
    [[nodiscard]] BackupService &backups() { return *m_backups; }

private:
    [[nodiscard]] Database::Options databaseOptions();
    [[nodiscard]] Result<Done> openDatabase();
    void onChecked(const QString &problem);
    [[nodiscard]] Result<Done> buildAccess();
    [[nodiscard]] Result<Done> buildListener();
    void buildFeed();
    void buildJobs();
    void buildDesk();
    void buildWatch();
    [[nodiscard]] Result<Done> startJobs();
    void onJobsWatch();
    [[nodiscard]] Result<Done> buildUpkeep();
    void buildBackups();
    [[nodiscard]] Result<Done> listen();
    void onAccessChanged();
    void onUpgrade(const http::Request &request, const ws::UpgradeReply &reply, bool mayLookAgain);
    void lookAgain(const QByteArray &token, std::function<void()> again);
    void onHeartbeat();
    void drain(const QDeadlineTimer &deadline);

    ApplicationOptions m_options;
    const Clock &m_clock;
    Rng &m_rng;
    std::chrono::steady_clock::time_point m_startedAt;
    const QString m_bootId;
    QByteArray m_ownKey; ///< of this data directory
    std::atomic<bool> m_hasDatabaseFailed{false};
    bool m_isStopping = false;
    int m_lookups = 0; ///< reads about sessions and properties that have not come back; their coroutines use the parts
    QString m_url;

    std::unique_ptr<LineParts> m_lines; ///< before the listener, whose thread uses it
    std::unique_ptr<http::HttpServer> m_server;
    std::unique_ptr<SecretsKeeper> m_keys;
    std::unique_ptr<StorageKeeper> m_storage;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<AccessParts> m_access;
    std::unique_ptr<DatabaseChangeSource> m_changeSource;
    std::unique_ptr<ws::FeedHub> m_feed;
    std::unique_ptr<DatabaseWatch> m_watch; ///< null unless other services may share the database
    std::unique_ptr<LimitParts> m_limits;
    std::unique_ptr<JobParts> m_jobs;
    std::unique_ptr<UpkeepParts> m_upkeep;
    std::unique_ptr<OrderObservers> m_orderObservers;
    std::unique_ptr<DeskParts> m_desk;
    std::unique_ptr<SecretParts> m_secrets;
    std::unique_ptr<RouteTable> m_routes;
    std::unique_ptr<AdminCommands> m_commands;
    std::unique_ptr<AdminServer> m_admin;
    std::unique_ptr<LeaderLease> m_leadership;
    std::unique_ptr<VoiceCaretaker> m_caretaker;
    std::unique_ptr<BackupService> m_backups;
    QTimer m_heartbeat;
    QTimer m_jobsWatch;
    QJsonObject m_jobsHealth;
};

} // namespace deskbell::server
