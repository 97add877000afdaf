// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/session.h"

#include "core/support/clock.h"
#include "core/wire/json.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <QPointer>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcSession, "deskbell.core.api.session", QtInfoMsg)

constexpr std::chrono::seconds Margin{60};
constexpr std::chrono::seconds LogoutTimeout{5};

Error cancelled() { return Error{ErrorKind::Cancelled, {}, 0, {}, {}}; }

Error notSignedIn() { return Error{ErrorKind::Auth, QStringLiteral("not signed in"), 0, QStringLiteral("session_expired"), {}}; }

/// What login and refresh answer.
struct Grant {
    QString accessToken;
    QString refreshToken;
    std::chrono::seconds expiresIn{0};
    SessionInfo info;
};

Result<Grant> readGrant(const QJsonObject &data)
{
    wire::FieldReader reader(data);
    Grant grant;
    grant.accessToken = reader.requiredText("access_token");
    grant.refreshToken = reader.requiredText("refresh_token");
    grant.expiresIn = std::chrono::seconds(reader.optionalInteger("expires_in").value_or(600));
    grant.info.sessionId = SessionId{reader.text("session_id")};
    wire::FieldReader user(reader.optionalObject("user").value_or(QJsonObject()), QStringLiteral("user"));
    grant.info.userId = UserId{user.text("id")};
    grant.info.username = user.text("username");
    grant.info.displayName = user.text("name");
    grant.info.role = user.text("role");
    grant.info.mustChangePassword = user.optionalBool("must_change_password").value_or(false);
    wire::FieldReader tenant(reader.optionalObject("tenant").value_or(QJsonObject()), QStringLiteral("tenant"));
    grant.info.tenantId = TenantId{tenant.text("id")};
    grant.info.property = tenant.text("slug");
    grant.info.propertyName = tenant.text("name");
    grant.info.timeZone = tenant.text("time_zone");
    grant.info.currency = tenant.text("currency");
    for (const auto *part : {&reader, &user, &tenant}) {
        if (!part->ok()) {
            return Error{ErrorKind::Protocol, QStringLiteral("sign-in answer: ") + part->error().detail, 200,
                         QStringLiteral("not_deskbell"), {}};
        }
    }
    return grant;
}

ApiRequest refreshRequest(const QString &token)
{
    return ApiRequest::post(QStringLiteral("/v1/auth/refresh"), {{QStringLiteral("refresh_token"), token}});
}

} // namespace

Session::Session(ApiClient &client, SecretStore &secrets, Environment environment, QString secretKey, QObject *parent)
    : QObject(parent), m_client(client), m_secrets(secrets), m_environment(environment), m_secretKey(std::move(secretKey))
{
}

Session::~Session()
{
    m_signedIn.request_stop();
    if (m_refreshing) {
        m_refreshing->addResult(cancelled());
        m_refreshing->finish();
    }
}

QCoro::Task<Result<SessionInfo>> Session::signIn(QString property, QString user, QString password)
{
    const QJsonObject body{{QStringLiteral("tenant"), property}, {QStringLiteral("username"), user}, {QStringLiteral("password"), password}};
    auto entering = enter(QStringLiteral("/v1/auth/login"), body);
    auto result = co_await entering;
    co_return result;
}

QString Session::secretKeyOf(const QUrl &server, const QString &property, const QString &user)
{
    return QStringLiteral("refresh|%1|%2|%3").arg(server.toString(), property, user);
}

QCoro::Task<Result<SessionInfo>> Session::enter(QString path, QJsonObject body)
{
    const QPointer<Session> self(this);
    forget();
    auto sending = m_client.send(ApiRequest::post(path, body), m_signedIn.get_token());
    const auto answer = co_await sending;
    if (!self) {
        co_return cancelled();
    }
    auto result = adopt(answer);
    if (result) {
        Q_EMIT signedIn();
    }
    co_return result;
}

QCoro::Task<Result<SessionInfo>> Session::resume()
{
    const QPointer<Session> self(this);
    forget();
    const auto stop = m_signedIn.get_token();
    auto reading = m_secrets.read(m_secretKey);
    const auto secret = co_await reading;
    if (!self || stop.stop_requested()) {
        co_return cancelled();
    }
    if (!secret) {
        co_return secret.error();
    }
    auto sending = m_client.send(refreshRequest(secret.value()), stop);
    const auto answer = co_await sending;
    if (!self) {
        co_return cancelled();
    }
    if (!answer && answer.error().kind == ErrorKind::Auth) {
        keepSecret(); // none: what is kept is no longer good
    }
    auto result = adopt(answer);
    if (result) {
        Q_EMIT signedIn();
    }
    co_return result;
}

QCoro::Task<Result<Done>> Session::signOut()
{
    auto request = ApiRequest::post(QStringLiteral("/v1/auth/logout"), {});
    request.accessToken = m_accessToken;
    request.timeout = LogoutTimeout;
    forget();
    keepSecret();
    if (request.accessToken.isEmpty()) {
        co_return Done{};
    }
    auto sending = m_client.send(request);
    const auto answer = co_await sending;
    if (!answer) {
        co_return answer.error();
    }
    co_return Done{};
}

QCoro::Task<Result<QJsonObject>> Session::call(ApiRequest request, std::stop_token stop)
{
    const QPointer<Session> self(this);
    const auto session = m_signedIn.get_token();
    QString refused;
    while (true) {
        auto asking = freshToken(refused);
        const auto token = co_await asking;
        if (!self || stop.stop_requested()) {
            co_return cancelled();
        }
        if (!token) {
            co_return token.error();
        }
        request.accessToken = token.value();
        auto sending = m_client.send(request, stop);
        auto answer = co_await sending;
        if (!self) {
            co_return cancelled();
        }
        if (session.stop_requested()) {
            co_return isSignedIn() ? cancelled() : notSignedIn(); // that session is over, whoever noticed
        }
        if (answer || answer.error().httpStatus != 401) {
            co_return answer;
        }
        if (!refused.isEmpty()) {
            expire(); // even a token made a moment ago is refused
            co_return answer;
        }
        refused = token.value();
    }
}

QCoro::Task<Result<QString>> Session::freshToken(QString refused)
{
    const QPointer<Session> self(this);
    if (!isSignedIn()) {
        co_return notSignedIn();
    }
    if (m_accessToken != refused && m_environment.clock.monotonic() < m_freshUntil) {
        co_return QString(m_accessToken);
    }
    const auto refreshing = refresh();
    const auto done = co_await refreshing;
    if (!self) {
        co_return cancelled();
    }
    if (!done) {
        co_return done.error();
    }
    co_return QString(m_accessToken);
}

QFuture<Result<Done>> Session::refresh()
{
    if (m_refreshing) {
        return m_refreshing->future();
    }
    const auto promise = std::make_shared<Refresh>();
    promise->start();
    m_refreshing = promise;
    auto task = m_client.send(refreshRequest(m_refreshToken), m_signedIn.get_token());
    QCoro::connect(std::move(task), this, [this, promise](const Result<QJsonObject> &answer) { onRefreshed(promise, answer); });
    return promise->future();
}

void Session::onRefreshed(const std::shared_ptr<Refresh> &promise, const Result<QJsonObject> &answer)
{
    if (m_refreshing == promise) {
        m_refreshing.reset();
    }
    const QPointer<Session> self(this);
    Result<Done> result = Done{};
    if (!answer) {
        result = answer.error();
        if (answer.error().kind == ErrorKind::Auth || answer.error().kind == ErrorKind::Forbidden) {
            qCInfo(lcSession, "the session has ended: %s", qPrintable(answer.error().detail));
            expire();
        }
    } else if (const auto adopted = adopt(answer); !adopted) {
        result = adopted.error();
    }
    promise->addResult(result);
    promise->finish();
}

Result<SessionInfo> Session::adopt(const Result<QJsonObject> &answer)
{
    if (!answer) {
        return answer.error();
    }
    const auto grant = readGrant(answer.value());
    if (!grant) {
        return grant.error();
    }
    const auto &fresh = grant.value();
    m_accessToken = fresh.accessToken;
    m_refreshToken = fresh.refreshToken;
    m_info = fresh.info;
    if (m_secretKey.isEmpty()) {
        m_secretKey = secretKeyOf(m_client.baseUrl(), m_info.property, m_info.username);
    }
    const std::chrono::seconds margin = std::min(Margin, fresh.expiresIn / 4);
    m_freshUntil = m_environment.clock.monotonic() + fresh.expiresIn - margin;
    keepSecret();
    return m_info;
}

void Session::forget()
{
    m_signedIn.request_stop();
    m_signedIn = std::stop_source();
    m_accessToken.clear();
    m_refreshToken.clear();
}

void Session::expire()
{
    if (!isSignedIn()) {
        return;
    }
    forget();
    keepSecret();
    Q_EMIT expired();
}

void Session::keepSecret()
{
    if (m_keeping) {
        return; // when that write ends it looks again
    }
    m_keeping = true;
    const auto wanted = m_refreshToken;
    auto task = wanted.isEmpty() ? m_secrets.remove(m_secretKey) : m_secrets.write(m_secretKey, wanted);
    QCoro::connect(std::move(task), this, [this, wanted](const Result<Done> &done) {
        if (!done) {
            qCInfo(lcSession, "the keychain did not take the session: %s", qPrintable(done.error().detail));
        }
        m_keeping = false;
        if (m_refreshToken != wanted) {
            keepSecret();
        }
    });
}

} // namespace deskbell
