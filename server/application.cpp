// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/application.h"

#include "server/access/accesskey.h"
#include "server/access/permissions.h"
#include "server/inbox/inboxapplyjob.h"
#include "server/ops/backup/backupfiles.h"
#include "server/ops/backup/restoreadvice.h"
#include "server/ops/restorehooks.h"
#include "server/ws/feedrefusals.h"

#include <QCoroTask>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QLoggingCategory>
#include <QSysInfo>
#include <algorithm>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcApplication, "deskbell.server.application", QtInfoMsg)

using namespace std::chrono_literals;

void sayReadOnly(const Database &database, const QString &advice)
{
    qCCritical(lcApplication).noquote() << "READ-ONLY:" << database.readOnlyReason() + QStringLiteral("; nothing is written any more.")
                                        << advice;
}

} // namespace

Application::Application(ApplicationOptions options, const Clock &clock, Rng &rng)
    : m_options(std::move(options)), m_clock(clock), m_rng(rng), m_startedAt(clock.monotonic()), m_bootId(makeUuid7(clock, rng))
{
}

Application::~Application()
{
    stop();
    if (m_database && !m_isStopping) {
        m_database->noteCleanStop(m_clock.now()); // a start that failed later is no crash
    }
    // The writer's thread uses the desk, the feed and the listener until its last commit, so it ends first.
    m_database.reset();
}

Result<Done> Application::start()
{
    auto keys = SecretsKeeper::open(MasterKeyStore::forDirectory(m_options.dir.path(), m_options.masterKeyFile));
    if (!keys) {
        return keys.error();
    }
    m_keys = std::move(keys).value();
    m_storage = std::make_unique<StorageKeeper>(m_options.dir, m_options.storage, m_options.ballastBytes, m_clock);
    m_database = std::make_unique<Database>(databaseOptions());
    if (auto built = buildAccess(); !built) {
        return built;
    }
    if (auto equipped = buildListener(); !equipped) {
        return equipped;
    }
    buildFeed();
    buildJobs();
    buildDesk();
    for (const auto &checked : {m_routes->router().check(), m_desk->registry.check()}) {
        if (!checked) {
            return checked;
        }
    }
    if (auto opened = openDatabase(); !opened) {
        return opened;
    }
    if (auto loaded = QCoro::waitFor(m_access->load()); !loaded) {
        return loaded;
    }
    if (auto loaded = QCoro::waitFor(m_lines->pairing.load()); !loaded) {
        return loaded;
    }
    if (auto built = buildUpkeep(); !built) {
        return built;
    }
    if (auto started = startJobs(); !started) {
        return started;
    }
    return listen();
}

Database::Options Application::databaseOptions()
{
    Database::Options options{m_options.dir.database(), m_options.isDurable, m_options.writer};
    options.url = m_options.databaseUrl;
    options.readers = m_options.readers;
    options.onFatal = [this](const Error &error) {
        m_hasDatabaseFailed = true;
        if (m_options.onFatal) {
            m_options.onFatal(error);
        }
    };
    options.onFull = [this] { m_storage->reportFull(); };
    options.service = Database::Options::Service{
        m_bootId, {QSysInfo::machineHostName(), m_options.dir.path()}, QStringLiteral(DESKBELL_VERSION), m_clock.now()};
    options.sealer = m_keys->sealer();
    options.afterMigrations = beforeAnythingReads(m_keys->sealer());
    options.maxForegroundCheck = m_options.maxForegroundCheck;
    return options;
}

Result<Done> Application::openDatabase()
{
    if (auto opened = m_database->open(); !opened) {
        auto error = opened.error();
        if (error.code == QLatin1String("corrupt")) {
            error.detail += QStringLiteral("; ") + restoreAdvice(m_options.dir, m_options.backups.directory);
        }
        return error;
    }
    const auto &history = m_database->startHistory();
    qCInfo(lcApplication) << "boot" << history.bootId << (history.wasUnclean ? "after an unclean stop" : "after a clean stop");
    if (m_database->isReadOnly()) {
        sayReadOnly(*m_database, restoreAdvice(m_options.dir, m_options.backups.directory));
    }
    m_storage->watch(*m_database, *m_feed);
    if (m_database->isCheckDue()) {
        m_database->checkInBackground([this](const QString &problem) {
            QMetaObject::invokeMethod(this, [this, problem] { onChecked(problem); }, Qt::QueuedConnection);
        });
    }
    return Done{};
}

void Application::onChecked(const QString &problem)
{
    if (problem.isEmpty()) {
        qCInfo(lcApplication) << "the database was checked after the unclean stop and is intact";
        return;
    }
    m_database->enterReadOnly(problem);
    sayReadOnly(*m_database, restoreAdvice(m_options.dir, m_options.backups.directory));
    m_storage->refresh();
    onHeartbeat();
}

Result<Done> Application::buildAccess()
{
    const auto own = loadOrCreateAccessKey(m_options.dir.accessKey(), m_rng);
    if (!own) {
        return own.error();
    }
    m_ownKey = own.value();
    const auto secret = m_database->sharedSecret(m_ownKey);
    if (!secret) {
        return secret.error();
    }
    const auto setupFile = m_options.isWorker ? QString() : m_options.dir.setupSecret();
    m_access = std::make_unique<AccessParts>(
        *m_database, secret.value(), AccessParts::Options{m_options.auth, m_options.passwordCost, setupFile, m_options.jobs.http}, m_clock, m_rng);
    return Done{};
}

Result<Done> Application::buildListener()
{
    m_lines = std::make_unique<LineParts>(*m_database, m_access->directory, m_options.lines, m_clock, m_rng);
    if (auto equipped = m_options.isWorker ? Result<Done>(Done{}) : m_lines->equip(m_options.http, m_options.dir); !equipped) {
        return equipped;
    }
    http::ServerCallbacks callbacks;
    m_lines->guard(callbacks);
    callbacks.bodyLimit
        = [this](http::Method method, const QByteArray &path) { return m_routes->router().bodyLimit(method, path); };
    callbacks.inlineHandler = [this](const http::Request &request, const http::Reply &reply) {
        return m_routes->router().handleInline(request, reply);
    };
    callbacks.handler = [this](http::Request request, http::Reply reply) {
        m_routes->router().handle(std::move(request), std::move(reply));
    };
    callbacks.upgrade
        = [this](const http::Request &request, const ws::UpgradeReply &reply) {
        onUpgrade(request, reply, m_database->isShared());
    };
    m_server = std::make_unique<http::HttpServer>(m_options.http, std::move(callbacks));
    return Done{};
}

void Application::buildFeed()
{
    m_changeSource = std::make_unique<DatabaseChangeSource>(*m_database);
    m_feed = std::make_unique<ws::FeedHub>(
        *m_changeSource, [this](std::function<void()> task) { m_server->post(std::move(task)); });
    // On the writer's thread.
    m_database->changes().setListener(
        [this](const ChangeLog::Committed &batch) {
            if (m_watch) {
                m_watch->committed(batch.tenant, batch.from, batch.to);
            }
            if (!batch.changesArrayJson.isEmpty()) {
                m_feed->publish(batch.tenant, m_database->lineage(), batch.from, batch.to, batch.changesArrayJson);
            }
        },
        [this](const TenantId &tenant) { return m_feed->hasListeners(tenant); });
    buildWatch();
    m_access->registry.setEndListener([this](const SessionId &session) { m_feed->closeSession(session); });
}

void Application::buildWatch()
{
    if (!m_database->isShared()) {
        return;
    }
    DatabaseWatch::Callbacks callbacks;
    callbacks.hasListeners = [this](const TenantId &tenant) { return m_feed->hasListeners(tenant); };
    callbacks.changed = [this, lineage = m_database->lineage()](const TenantId &tenant, const EncodedChanges &changes) {
        m_feed->publish(tenant, lineage, changes.from, changes.to, changes.changesArrayJson);
    };
    callbacks.accessChanged = [this] { QMetaObject::invokeMethod(this, &Application::onAccessChanged, Qt::QueuedConnection); };
    m_watch = std::make_unique<DatabaseWatch>(m_database->config(), DatabaseWatch::Options{}, std::move(callbacks));
}

void Application::onAccessChanged()
{
    if (m_isStopping) {
        return;
    }
    const auto warn = [this](const Result<Done> &done) {
        --m_lookups;
        if (!done) {
            qCWarning(lcApplication) << "what other services have changed can not be read now:" << done.error().detail;
        }
    };
    m_lookups += 3;
    QCoro::connect(m_access->tenants.reload(), this, warn);
    QCoro::connect(m_access->reconcile(), this, warn);
    QCoro::connect(m_lines->pairing.load(), this, warn);
}

void Application::buildJobs()
{
    m_limits = std::make_unique<LimitParts>(*m_database, m_access->directory, m_clock);
    auto options = m_options.jobs;
    options.isGroup = m_database->isShared();
    options.gate = &m_limits->gate;
    options.breakers = [this](const TenantId &tenant) { return m_limits->breakersOf(tenant); };
    m_jobs = std::make_unique<JobParts>(*m_database, m_access->directory, m_clock, m_rng, m_database->bootId(), options);
    Scheduler::Options schedules;
    schedules.isLeader = [this] { return m_leadership && m_leadership->isHeld(); };
    schedules.guard = [this](sql::Connection &db) { return m_leadership->guard(db); };
    m_upkeep = std::make_unique<UpkeepParts>(*m_database, m_access->directory, m_jobs->queue, m_jobs->ledger, m_jobs->kinds,
        ErasureLedger(m_options.dir.path(), m_ownKey), m_clock, schedules);
    m_orderObservers = std::make_unique<OrderObservers>(QList<OrderObserver *>{&m_jobs->notifications, &m_upkeep->reminders});
}

void Application::buildDesk()
{
    m_desk = std::make_unique<DeskParts>(*m_database, *m_access, *m_changeSource, *m_feed, m_jobs->queue, m_clock, m_rng);
    m_jobs->kinds.add(std::make_unique<InboxApplyJob>(m_desk->inbox.intake));
    m_upkeep->addCommands(m_desk->registry);
    m_jobs->addCommands(m_desk->registry);
    m_desk->orderBook.setObserver(m_orderObservers.get());
    m_desk->inbox.voice.setOrderObserver(m_orderObservers.get());
    m_desk->inbox.orders.setObserver(m_orderObservers.get());
    m_secrets = std::make_unique<SecretParts>(*m_database, m_clock, SecretParts::Options{m_options.jobs.http, m_options.vapiUrl});
    m_routes = std::make_unique<RouteTable>(*m_access, *m_desk, *m_jobs, *m_secrets);
    m_lines->addTo(m_routes->router());
    m_desk->door.setBadSenderListener([this](const QByteArray &address) { m_lines->gate.noteBadHook(address); });
    if (m_database->isShared()) {
        m_routes->router().setSecondLook([this](const http::Request &request, std::function<void()> again) {
            lookAgain(bearerToken(request.headers.value("Authorization")), std::move(again));
        });
    }
}

Result<Done> Application::startJobs()
{
    if (!m_database->isReadOnly()) {
        auto adopting = m_database->write([&intake = m_desk->inbox.intake](sql::Connection &db) { return intake.adopt(db); });
        adopting.waitForFinished();
        if (const auto adopted = adopting.result(); !adopted) {
            return adopted.error();
        }
    }
    if (auto loaded = QCoro::waitFor(m_limits->board.load()); !loaded) {
        return loaded;
    }
    // What an earlier process left is settled before anybody is let in (rule 8).
    if (auto started = QCoro::waitFor(m_jobs->worker.start(m_database->startHistory().isSafeMode())); !started) {
        return started;
    }
    if (!m_database->isReadOnly()) {
        m_upkeep->scheduler.start();
    }
    m_jobsWatch.setInterval(10s);
    connect(&m_jobsWatch, &QTimer::timeout, this, &Application::onJobsWatch);
    m_jobsWatch.start();
    onJobsWatch();
    return Done{};
}

void Application::onJobsWatch()
{
    QCoro::connect(m_jobs->service.health(), this, [this](const Result<QJsonObject> &health) {
        m_jobsHealth = health ? health.value() : QJsonObject{{QStringLiteral("status"), QStringLiteral("unknown")}};
    });
}

Result<Done> Application::buildUpkeep()
{
    const AdminCommands::Place place{*m_database, m_options.dir.demoPurges(), m_clock};
    m_commands = std::make_unique<AdminCommands>(*m_access, m_upkeep->guests, m_desk->inbox.admin, place);
    m_commands->setSecrets(*m_keys, *m_database);
    m_commands->setPairing([this](const QJsonObject &arguments) { return m_lines->admin.run(arguments); });
    buildBackups();
    m_admin = std::make_unique<AdminServer>(*m_commands);
    if (auto listening = m_admin->listen(m_options.dir.adminSocket()); !listening) {
        return listening;
    }
    m_leadership = std::make_unique<LeaderLease>(*m_database, m_clock, QStringLiteral("upkeep"));
    m_leadership->start();
    m_caretaker = std::make_unique<VoiceCaretaker>(
        *m_database, m_access->directory, m_desk->inbox.voice, m_desk->callWatch, m_options.voice);
    m_caretaker->setLeadership(*m_leadership);
    m_desk->callWatch.setLeadership(*m_leadership);
    m_caretaker->start();
    m_heartbeat.setInterval(1s);
    connect(&m_heartbeat, &QTimer::timeout, this, &Application::onHeartbeat);
    m_heartbeat.start();
    onHeartbeat();
    return Done{};
}

void Application::buildBackups()
{
    const auto zone = [this]() -> QByteArray {
        const auto tenants = m_access->tenants.list();
        return tenants.isEmpty() ? QByteArray() : tenants.first().timeZone.toLatin1();
    };
    const auto &wanted = m_options.backups;
    m_backups = std::make_unique<BackupService>(BackupService::Options{m_options.dir, wanted.directory, wanted.isHourly,
                                                    m_options.isDurable, QStringLiteral(DESKBELL_VERSION)},
        *m_database, zone, m_clock, m_rng);
    m_commands->setBackup([this](QString directory) { return m_backups->make(QStringLiteral("manual"), directory); });
    m_storage->guard().addPruner([directory = wanted.directory] { (void)pruneBackupsForRoom(directory); });
    m_backups->start();
}

Result<Done> Application::listen()
{
    if (m_options.isWorker) {
        m_url = QStringLiteral("worker of ") + m_options.jobs.worker.queues.join(QStringLiteral(", "));
        qCInfo(lcApplication) << m_url;
        return Done{};
    }
    const auto port = m_server->listen();
    if (!port) {
        return port.error();
    }
    m_url = m_lines->opened(m_options.http, port.value());
    qCInfo(lcApplication) << "listening on" << m_url;
    return Done{};
}

void Application::lookAgain(const QByteArray &token, std::function<void()> again)
{
    // Whatever it finds, verify() then has the last word.
    ++m_lookups;
    QCoro::connect(m_access->auth.lookUp(token), this, [this, again = std::move(again)](const Result<Done> &) {
        --m_lookups;
        again();
    });
}

void Application::onUpgrade(const http::Request &request, const ws::UpgradeReply &reply, bool mayLookAgain)
{
    if (request.path != FeedPath) {
        reply.refuse(http::encode(ws::unknownSocket(), request.id));
        return;
    }
    const auto token = bearerToken(request.headers.value("Authorization"));
    const auto who = m_access->authenticate(token);
    if (!who && mayLookAgain && who.error().code == QLatin1String("session_expired")) {
        lookAgain(token, [this, request, reply] { onUpgrade(request, reply, false); });
        return;
    }
    const auto allowed = who ? authorize(who.value(), "changes.read") : Result<Done>(who.error());
    if (!allowed) {
        reply.refuse(http::encode(allowed.error(), request.id));
        return;
    }
    const auto offered = request.headers.value("Sec-WebSocket-Protocol");
    if (!offered.isEmpty() && !ws::offers(offered, ws::FeedProtocol)) {
        reply.refuse(http::encode(ws::unknownProtocol(), request.id));
        return;
    }
    reply.accept(m_feed->makeSession(who.value().tenantId, who.value().sessionId),
        offered.isEmpty() ? QByteArray() : ws::FeedProtocol);
}

void Application::onHeartbeat()
{
    const auto writer = m_database->writer().stats();
    const auto transport = m_server->stats();
    HealthReport report;
    report.version = QStringLiteral(DESKBELL_VERSION);
    report.uptime = std::chrono::duration_cast<std::chrono::seconds>(m_clock.monotonic() - m_startedAt);
    report.isStopping = m_isStopping;
    report.isDatabaseWell = !m_hasDatabaseFailed && !writer.isLost;
    report.queuedWrites = qint64(writer.queued);
    report.maxQueuedWrites = qint64(m_options.writer.maxQueued);
    report.connections = transport.connections;
    report.sockets = transport.sockets;
    report.hooks = m_desk->door.counters().figures();
    m_access->audit.verifyWhenDue();
    if (const auto &checked = m_access->audit.lastReport()) {
        report.audit = AuditFigures{checked->isWell(), checked->at, checked->entries()};
    }
    report.jobs = m_jobsHealth;
    report.storage = m_storage->health();
    report.backup = m_backups->health();
    m_routes->health().publish(report);
    m_access->tick(m_clock.now());
}

void Application::stop()
{
    if (m_isStopping || m_url.isEmpty()) {
        return;
    }
    m_isStopping = true;
    onHeartbeat();
    m_heartbeat.stop();
    m_jobsWatch.stop();
    m_upkeep->scheduler.stop();
    m_jobs->worker.stop();
    m_secrets->credentials.stop();
    m_caretaker.reset();
    QCoro::connect(m_leadership->release(), this, [](const Result<Done> &) {});
    m_admin->close();
    m_lines->closing();
    m_access->audit.stop();
    // One grace for both: what the listener has used up is not given again.
    const QDeadlineTimer deadline(m_options.stopGrace);
    m_server->shutdown(m_options.stopGrace);
    m_backups->stop();
    drain(deadline);
    // A disk that is full takes no counts; they are no more than that.
    (void)QCoro::waitFor(m_limits->board.flush());
    m_database->noteCleanStop(m_clock.now());
    qCInfo(lcApplication) << "stopped";
}

void Application::drain(const QDeadlineTimer &deadline)
{
    // Clients may be gone, but coroutines of theirs still hold on to the parts; the database answers them soon.
    QEventLoop loop;
    QTimer poll;
    connect(&poll, &QTimer::timeout, &loop, [&] {
        const bool isIdle = m_routes->router().active() == 0 && m_admin->active() == 0 && m_jobs->worker.active() == 0
            && !m_access->audit.isChecking() && m_lookups == 0;
        if (isIdle || deadline.hasExpired()) {
            loop.quit();
        }
    });
    poll.start(2ms);
    loop.exec();
}

} // namespace deskbell::server
