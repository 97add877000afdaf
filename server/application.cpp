// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/application.h"

#include "server/access/accesskey.h"

#include <QCoroTask>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QLoggingCategory>
#include <algorithm>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcApplication, "deskbell.server.application", QtInfoMsg)

using namespace std::chrono_literals;

const auto FeedProtocol = QByteArrayLiteral("deskbell.v1");

bool offers(const QByteArray &header, const QByteArray &protocol)
{
    const auto offered = header.split(',');
    return std::any_of(
        offered.begin(), offered.end(), [&protocol](const QByteArray &name) { return name.trimmed() == protocol; });
}

Error unknownSocket()
{
    return Error{ErrorKind::NotFound, QStringLiteral("there is no socket at this address"), 0,
        QStringLiteral("unknown_path"), {}};
}

Error unknownProtocol()
{
    return Error{ErrorKind::Validation, QStringLiteral("the feed speaks the sub-protocol deskbell.v1"), 0,
        QStringLiteral("unknown_protocol"), {}};
}

HookFigures figuresOf(const HookCounters &counters)
{
    return HookFigures{counters.accepted, counters.queued, counters.repeats, counters.conflicts, counters.undecodable,
        counters.unauthorized, counters.unknownToken, counters.busy, counters.storageErrors};
}

Error foreignOrigin()
{
    return Error{ErrorKind::Forbidden, QStringLiteral("web pages of other places may not open the feed"), 0,
        QStringLiteral("foreign_origin"), {}};
}

/// "desk.example:443" of "https" is "desk.example".
QByteArray withoutDefaultPort(const QByteArray &scheme, const QByteArray &host)
{
    const QByteArray port = scheme == "https" ? ":443" : ":80";
    return host.endsWith(port) ? host.chopped(port.size()) : host;
}

/// Browsers name the page that asks; programs do not. Only a page of this very host may.
bool isForeign(const http::Headers &headers)
{
    for (const auto &[name, value] : headers.fields()) {
        if (name.compare("Origin", Qt::CaseInsensitive) != 0) {
            continue;
        }
        const auto origin = value.trimmed().toLower();
        const auto end = origin.indexOf("://");
        const auto scheme = origin.left(std::max<qsizetype>(end, 0));
        const auto host = headers.value("Host").trimmed().toLower();
        if (end < 0 || withoutDefaultPort(scheme, origin.mid(end + 3)) != withoutDefaultPort(scheme, host)) {
            return true;
        }
    }
    return false;
}

} // namespace

Application::Application(ApplicationOptions options, const Clock &clock, Rng &rng)
    : m_options(std::move(options)), m_clock(clock), m_rng(rng), m_startedAt(clock.monotonic())
{
}

Application::~Application()
{
    stop();
    // The writer's thread uses the desk, the feed and the listener until its last commit, so it ends first.
    m_database.reset();
}

Result<Done> Application::start()
{
    Database::Options options{m_options.dir.database(), m_options.isDurable, m_options.writer, {}};
    options.onFatal = [this](const Error &error) {
        m_hasDatabaseFailed = true;
        if (m_options.onFatal) {
            m_options.onFatal(error);
        }
    };
    m_database = std::make_unique<Database>(std::move(options));
    if (auto built = buildAccess(); !built) {
        return built;
    }
    buildListener();
    buildFeed();
    buildDesk();
    if (auto opened = m_database->open(); !opened) {
        return opened;
    }
    if (auto loaded = QCoro::waitFor(m_access->load()); !loaded) {
        return loaded;
    }
    if (auto built = buildUpkeep(); !built) {
        return built;
    }
    return listen();
}

Result<Done> Application::buildAccess()
{
    const auto secret = loadOrCreateAccessKey(m_options.dir.accessKey(), m_rng);
    if (!secret) {
        return secret.error();
    }
    m_access = std::make_unique<AccessParts>(
        *m_database, secret.value(), AccessParts::Options{m_options.auth, m_options.passwordCost}, m_clock, m_rng);
    return Done{};
}

void Application::buildListener()
{
    http::ServerCallbacks callbacks;
    callbacks.bodyLimit
        = [this](http::Method method, const QByteArray &path) { return m_routes->router().bodyLimit(method, path); };
    callbacks.inlineHandler = [this](const http::Request &request, const http::Reply &reply) {
        return m_routes->router().handleInline(request, reply);
    };
    callbacks.handler = [this](http::Request request, http::Reply reply) {
        m_routes->router().handle(std::move(request), std::move(reply));
    };
    callbacks.upgrade
        = [this](const http::Request &request, const ws::UpgradeReply &reply) { onUpgrade(request, reply); };
    m_server = std::make_unique<http::HttpServer>(m_options.http, std::move(callbacks));
}

void Application::buildFeed()
{
    m_changeSource = std::make_unique<DatabaseChangeSource>(*m_database);
    m_feed = std::make_unique<ws::FeedHub>(
        *m_changeSource, [this](std::function<void()> task) { m_server->post(std::move(task)); });
    // On the writer's thread.
    m_database->changes().setListener(
        [this](const ChangeLog::Committed &batch) {
            if (!batch.changesArrayJson.isEmpty()) {
                m_feed->publish(batch.tenant, m_database->lineage(), batch.from, batch.to, batch.changesArrayJson);
            }
        },
        [this](const TenantId &tenant) { return m_feed->hasListeners(tenant); });
    m_access->registry.setEndListener([this](const SessionId &session) { m_feed->closeSession(session); });
}

void Application::buildDesk()
{
    m_desk = std::make_unique<DeskParts>(*m_database, m_access->directory, *m_changeSource, *m_feed, m_clock, m_rng);
    m_routes = std::make_unique<RouteTable>(*m_access, *m_desk);
}

Result<Done> Application::buildUpkeep()
{
    m_commands = std::make_unique<AdminCommands>(m_access->tenants, m_access->users, m_desk->inbox.admin, m_database->schemaVersion());
    m_admin = std::make_unique<AdminServer>(*m_commands);
    if (auto listening = m_admin->listen(m_options.dir.adminSocket()); !listening) {
        return listening;
    }
    m_housekeeping = std::make_unique<Housekeeping>(*m_database, m_clock);
    m_caretaker = std::make_unique<VoiceCaretaker>(
        *m_database, m_access->directory, m_desk->inbox.voice, m_options.voice);
    m_caretaker->start();
    m_retrier = std::make_unique<InboxRetrier>(*m_database, m_desk->inbox.intake, m_options.voice.interval);
    m_retrier->start();
    m_heartbeat.setInterval(1s);
    connect(&m_heartbeat, &QTimer::timeout, this, &Application::onHeartbeat);
    m_heartbeat.start();
    onHeartbeat();
    return Done{};
}

Result<Done> Application::listen()
{
    const auto port = m_server->listen();
    if (!port) {
        return port.error();
    }
    const auto host = m_options.http.host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(m_options.http.host)
                                                                     : m_options.http.host;
    m_url = QStringLiteral("http://%1:%2").arg(host).arg(port.value());
    qCInfo(lcApplication) << "listening on" << m_url;
    return Done{};
}

void Application::onUpgrade(const http::Request &request, const ws::UpgradeReply &reply)
{
    if (request.path != FeedPath) {
        reply.refuse(http::encode(unknownSocket(), request.id));
        return;
    }
    if (isForeign(request.headers)) {
        reply.refuse(http::encode(foreignOrigin(), request.id));
        return;
    }
    const auto who = m_access->auth.verify(bearerToken(request.headers.value("Authorization")));
    if (!who) {
        reply.refuse(http::encode(who.error(), request.id));
        return;
    }
    const auto offered = request.headers.value("Sec-WebSocket-Protocol");
    if (!offered.isEmpty() && !offers(offered, FeedProtocol)) {
        reply.refuse(http::encode(unknownProtocol(), request.id));
        return;
    }
    reply.accept(m_feed->makeSession(who.value().tenantId, who.value().sessionId),
        offered.isEmpty() ? QByteArray() : FeedProtocol);
}

void Application::onHeartbeat()
{
    const auto writer = m_database->writer().stats();
    const auto transport = m_server->stats();
    HealthReport report;
    report.version = QStringLiteral(DESKBELL_VERSION);
    report.uptime = std::chrono::duration_cast<std::chrono::seconds>(m_clock.monotonic() - m_startedAt);
    report.isStopping = m_isStopping;
    report.isDatabaseWell = !m_hasDatabaseFailed;
    report.queuedWrites = qint64(writer.queued);
    report.maxQueuedWrites = qint64(m_options.writer.maxQueued);
    report.connections = transport.connections;
    report.sockets = transport.sockets;
    report.hooks = figuresOf(m_desk->door.counters());
    m_routes->health().publish(report);
    m_access->registry.removeExpired(m_clock.now());
}

void Application::stop()
{
    if (m_isStopping || m_url.isEmpty()) {
        return;
    }
    m_isStopping = true;
    onHeartbeat();
    m_heartbeat.stop();
    m_caretaker.reset();
    m_retrier.reset();
    m_admin->close();
    // One grace for both: what the listener has used up is not given again.
    const QDeadlineTimer deadline(m_options.stopGrace);
    m_server->shutdown(m_options.stopGrace);
    drain(deadline);
    qCInfo(lcApplication) << "stopped";
}

void Application::drain(const QDeadlineTimer &deadline)
{
    // Clients may be gone, but coroutines of theirs still hold on to the parts; the database answers them soon.
    QEventLoop loop;
    QTimer poll;
    connect(&poll, &QTimer::timeout, &loop, [&] {
        const bool isIdle = m_routes->router().active() == 0 && m_admin->active() == 0;
        if (isIdle || deadline.hasExpired()) {
            loop.quit();
        }
    });
    poll.start(2ms);
    loop.exec();
}

} // namespace deskbell::server
