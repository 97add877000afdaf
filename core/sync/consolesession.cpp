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

QString secretKey(const QUrl &server, const QString &property, const QString &user)
{
    return QStringLiteral("refresh|%1|%2|%3").arg(server.toString(), property, user);
}

} // namespace

/// What somebody asked for.
struct ConsoleSession::Wish {
    quint64 attempt = 0;
    QString address; ///< as typed
    QUrl server;
    QString property;
    QString user;
    std::optional<QString> password; ///< none: with the kept token
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

ConsoleSession::ConsoleSession(Environment environment, SecretStore &secrets, Settings &settings, QString outboxes, QObject *parent)
    : QObject(parent), m_environment(environment), m_secrets(secrets), m_settings(settings), m_outboxes(std::move(outboxes)),
      m_store(std::make_unique<MemoryStore>(environment)), m_closing(std::make_unique<QObject>())
{
}

ConsoleSession::~ConsoleSession() = default;

Store &ConsoleSession::store() { return *m_store; }

std::optional<SessionInfo> ConsoleSession::info() const
{
    if (!m_link || !m_link->session.isSignedIn()) {
        return std::nullopt;
    }
    return m_link->session.info();
}

void ConsoleSession::signIn(const QString &address, const QString &property, const QString &user, const QString &password)
{
    begin(address, property, user, password);
}

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
    begin(m_settings.value(Settings::Server), m_settings.value(Settings::Property), m_settings.value(Settings::User), std::nullopt);
}

void ConsoleSession::begin(const QString &address, const QString &property, const QString &user, const std::optional<QString> &password)
{
    const auto attempt = ++m_attempt;
    if (m_candidate) {
        dispose(std::move(m_candidate));
    }
    const auto server = parseServerAddress(address, m_settings.value(Settings::AllowPlainHttp));
    if (!server) {
        fail(attempt, server.error());
        return;
    }
    const auto slug = property.trimmed();
    const auto name = user.trimmed();
    if (slug.isEmpty() || name.isEmpty()) {
        fail(attempt, Error{ErrorKind::Validation, QStringLiteral("property and user are needed"), 0, QStringLiteral("missing_name"), {}});
        return;
    }
    // First by what this console knows the server: without that nothing may be said to it.
    const Wish wish{attempt, address, server.value(), slug, name, password};
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
    m_candidate = std::make_unique<Link>(wish.server, trust.value(), secretKey(wish.server, wish.property, wish.user), *this);
    auto &session = m_candidate->session;
    auto task = wish.password ? session.signIn(wish.property, wish.user, *wish.password) : session.resume();
    QCoro::connect(std::move(task), this, [this, wish](const Result<SessionInfo> &result) {
        if (wish.attempt == m_attempt && result) {
            m_settings.set(Settings::Property, wish.property);
            m_settings.set(Settings::User, wish.user);
        }
        onSignedIn(wish.attempt, wish.address, result);
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
    m_settings.set(Settings::Server, address);
    if (m_link) {
        m_link->engine.stop();
        dispose(std::move(m_link));
    }
    m_link = std::move(m_candidate);
    connect(&m_link->session, &Session::expired, this, &ConsoleSession::expired, Qt::QueuedConnection);
    const auto &info = result.value();
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
