// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/consolesession.h"

#include "core/api/apiclient.h"
#include "core/api/serveraddress.h"
#include "core/api/session.h"
#include "core/pairing/truststore.h"
#include "core/store/memorystore.h"
#include "core/support/ids.h"
#include "core/support/secretstore.h"
#include "core/support/settings.h"
#include "core/sync/syncengine.h"

#include <QLoggingCategory>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcSession, "deskbell.core.sync.session", QtInfoMsg)

struct Entrance {
    QString path;
    QJsonObject body;
};

Entrance entrance(const SignInRequest &request, const QString &deviceId)
{
    const auto property = request.property.trimmed();
    const auto user = request.user.trimmed();
    switch (request.way) {
    case SignInRequest::Way::Password: {
        QJsonObject body{{QStringLiteral("tenant"), property}, {QStringLiteral("username"), user}, {QStringLiteral("password"), request.secret},
                         {QStringLiteral("device_id"), deviceId}};
        if (!request.code.isEmpty()) {
            body.insert(QStringLiteral("code"), request.code);
        }
        return {QStringLiteral("/v1/auth/login"), body};
    }
    case SignInRequest::Way::Pin:
        return {QStringLiteral("/v1/auth/pin"), {{QStringLiteral("tenant"), property}, {QStringLiteral("username"), user}, {QStringLiteral("pin"), request.secret}}};
    case SignInRequest::Way::Code:
        return {QStringLiteral("/v1/auth/accept"),
                {{QStringLiteral("tenant"), property}, {QStringLiteral("code"), request.code}, {QStringLiteral("password"), request.secret},
                 {QStringLiteral("device_id"), deviceId}}};
    case SignInRequest::Way::Setup: return {QStringLiteral("/v1/setup"), request.body};
    case SignInRequest::Way::OpenId: return {QStringLiteral("/v1/auth/openid/finish"), request.body};
    }
    return {};
}

/// Names that have to be there before the network is asked.
bool hasNames(const SignInRequest &request)
{
    const bool hasProperty = !request.property.trimmed().isEmpty();
    switch (request.way) {
    case SignInRequest::Way::Password:
    case SignInRequest::Way::Pin: return hasProperty && !request.user.trimmed().isEmpty();
    case SignInRequest::Way::Code: return hasProperty;
    case SignInRequest::Way::Setup:
    case SignInRequest::Way::OpenId: return true;
    }
    return true;
}

} // namespace

/// What somebody asked for.
struct ConsoleSession::Wish {
    quint64 attempt = 0;
    QUrl server;
    SignInRequest request;
    bool resumes = false; ///< with the kept token
};

/// Everything that belongs to one sign-in. Deleted from the event loop, never from within one of its own signals.
class ConsoleSession::Link final : public QObject
{
public:
    Link(const QUrl &server, const ServerTrust &trust, const QString &secretKey, ConsoleSession &owner)
        : client(server, trust), session(client, owner.m_secrets, owner.m_environment, secretKey),
          engine(session, *owner.m_store, owner.m_environment, owner.deviceId())
    {
    }

    ApiClient client;
    Session session;
    SyncEngine engine;
};

/// Sends with the session there is at that moment.
class ConsoleSession::Admin final : public AdminLink
{
public:
    explicit Admin(ConsoleSession &owner) : m_owner(owner) { }

    void send(ApiRequest request, QObject *context, Answer<QJsonObject> done) override
    {
        if (!m_owner.m_link) {
            const Error none{ErrorKind::Auth, QStringLiteral("nobody is signed in"), 0, QStringLiteral("session_expired"), {}};
            QMetaObject::invokeMethod(context, [done = std::move(done), none] { done(none); }, Qt::QueuedConnection);
            return;
        }
        auto task = m_owner.m_link->session.call(std::move(request));
        QCoro::connect(std::move(task), context, [done = std::move(done)](const Result<QJsonObject> &answer) { done(answer); });
    }

private:
    ConsoleSession &m_owner;
};

ConsoleSession::ConsoleSession(Environment environment, SecretStore &secrets, Settings &settings, QString outboxes, QObject *parent)
    : QObject(parent), m_environment(environment), m_secrets(secrets), m_settings(settings), m_outboxes(std::move(outboxes)),
      m_store(std::make_unique<MemoryStore>(environment)), m_desks(settings), m_admin(std::make_unique<Admin>(*this)), m_closing(std::make_unique<QObject>())
{
}

ConsoleSession::~ConsoleSession() = default;

Store &ConsoleSession::store() { return *m_store; }

AdminLink &ConsoleSession::admin() { return *m_admin; }

bool ConsoleSession::isPaired() const { return m_link && !m_link->client.trust().deviceToken.isEmpty(); }

std::optional<SessionInfo> ConsoleSession::info() const
{
    if (!m_link || !m_link->session.isSignedIn()) {
        return std::nullopt;
    }
    return m_link->session.info();
}

void ConsoleSession::signIn(const QString &address, const QString &property, const QString &user, const QString &password)
{
    signIn({SignInRequest::Way::Password, address, property, user, password, {}, {}});
}

void ConsoleSession::signIn(const SignInRequest &request) { begin(request, false); }

bool ConsoleSession::canResume() const
{
    return !m_settings.value(Settings::Server).isEmpty() && !m_settings.value(Settings::Property).isEmpty()
        && !m_settings.value(Settings::User).isEmpty();
}

void ConsoleSession::resume()
{
    if (!canResume()) {
        fail(++m_attempt, Error{ErrorKind::NotFound, QStringLiteral("nobody has signed in here before"), 0, {}, {}});
        return;
    }
    SignInRequest request;
    request.address = m_settings.value(Settings::Server);
    request.property = m_settings.value(Settings::Property);
    request.user = m_settings.value(Settings::User);
    begin(request, true);
}

void ConsoleSession::begin(const SignInRequest &request, bool resumes)
{
    const auto attempt = ++m_attempt;
    if (m_candidate) {
        dispose(std::move(m_candidate));
    }
    const auto server = parseServerAddress(request.address, m_settings.value(Settings::AllowPlainHttp));
    if (!server) {
        fail(attempt, server.error());
        return;
    }
    if (!hasNames(request)) {
        fail(attempt, Error{ErrorKind::Validation, QStringLiteral("property and user are needed"), 0, QStringLiteral("missing_name"), {}});
        return;
    }
    // First by what this console knows the server: without that nothing may be said to it.
    const Wish wish{attempt, server.value(), request, resumes};
    auto reading = TrustStore(m_secrets).read(server.value());
    QCoro::connect(std::move(reading), this, [this, wish](const Result<ServerTrust> &trust) { onTrust(wish, trust); });
}

void ConsoleSession::onTrust(const Wish &wish, const Result<ServerTrust> &trust)
{
    if (wish.attempt != m_attempt) {
        return;
    }
    if (!trust) {
        fail(wish.attempt, trust.error());
        return;
    }
    const auto &request = wish.request;
    const auto key = wish.resumes ? Session::secretKeyOf(wish.server, request.property.trimmed(), request.user.trimmed()) : QString();
    m_candidate = std::make_unique<Link>(wish.server, trust.value(), key, *this);
    const auto way = entrance(request, deviceId());
    auto task = wish.resumes ? m_candidate->session.resume() : m_candidate->session.enter(way.path, way.body);
    QCoro::connect(std::move(task), this, [this, attempt = wish.attempt, address = request.address](const Result<SessionInfo> &result) {
        onSignedIn(attempt, address, result);
    });
}

void ConsoleSession::fail(quint64 attempt, const Error &error)
{
    // From the event loop, as every other answer.
    const auto tell = [this, attempt, error] {
        if (attempt == m_attempt) {
            Q_EMIT signInFinished(error);
        }
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

void ConsoleSession::onSignedIn(quint64 attempt, const QString &address, const Result<SessionInfo> &result)
{
    if (attempt != m_attempt) {
        return;
    }
    if (!result) {
        dispose(std::move(m_candidate));
        fail(attempt, result.error());
        return;
    }
    const auto &info = result.value();
    m_settings.set(Settings::Server, address);
    m_settings.set(Settings::Property, info.property);
    m_settings.set(Settings::User, info.username);
    m_desks.remember(address, info, m_environment.clock.now());
    if (m_link) {
        m_link->engine.stop();
        dispose(std::move(m_link));
    }
    m_link = std::move(m_candidate);
    connect(&m_link->session, &Session::expired, this, &ConsoleSession::expired, Qt::QueuedConnection);
    const auto owner = m_link->client.baseUrl().toString() + QLatin1Char('|') + info.tenantId.value + QLatin1Char('|') + info.userId.value;
    if (owner != m_owner) {
        m_store->clear(); // unsent writes belong to who made them
        m_owner = owner;
        openOutbox();
    }
    m_link->engine.start();
    Q_EMIT signInFinished(result);
}

void ConsoleSession::openOutbox()
{
    if (m_outboxes.isEmpty()) {
        return;
    }
    auto outbox = Outbox::open(m_outboxes, m_owner, m_environment);
    if (outbox) {
        m_store->attach(std::move(outbox).value());
    } else {
        // The desk must work even so; what is written now lives as long as this program.
        m_store->failOutbox();
        qCCritical(lcSession, "unsent changes can not be kept on this computer: %s", qUtf8Printable(outbox.error().detail));
    }
}

void ConsoleSession::signOut()
{
    ++m_attempt;
    if (m_candidate) {
        dispose(std::move(m_candidate));
    }
    m_owner.clear();
    if (m_link) {
        auto *link = m_link.release();
        link->setParent(m_closing.get());
        link->engine.stop();
        disconnect(&link->session, &Session::expired, this, &ConsoleSession::expired);
        auto task = link->session.signOut();
        QCoro::connect(std::move(task), link, [link](const Result<Done> &) { link->deleteLater(); });
    }
    m_store->clear();
    Q_EMIT signedOut();
}

QString ConsoleSession::deviceId()
{
    auto id = m_settings.value(Settings::DeviceId);
    if (id.isEmpty()) {
        id = makeUuid7(m_environment.clock, m_environment.rng);
        m_settings.set(Settings::DeviceId, id);
    }
    return id;
}

void ConsoleSession::dispose(std::unique_ptr<Link> link)
{
    if (link) {
        link.release()->deleteLater();
    }
}

} // namespace deskbell
