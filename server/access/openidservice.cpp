// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/openidservice.h"

#include "server/bridges/credentials/openidchecker.h"
#include "server/services/credentialsservice.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <QJsonArray>
#include <QLoggingCategory>
#include <QUrlQuery>
#include <sodium.h>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcOpenId, "deskbell.server.access.openid", QtInfoMsg)

Error denied(const char *code, const char *sentence)
{
    return Error{ErrorKind::Auth, QString::fromLatin1(sentence), 0, QString::fromLatin1(code), {}};
}

Error noOpenId()
{
    return Error{ErrorKind::NotFound, QStringLiteral("This property has no sign-in of that kind."), 0, QStringLiteral("no_openid"), {}};
}

bool isSame(const QString &one, const QString &other)
{
    const auto a = one.toUtf8();
    const auto b = other.toUtf8();
    return a.size() == b.size() && sodium_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

QUrl authorizationUrl(const OpenIdEndpoints &endpoints, const OpenIdSettings &settings, const OpenIdLogin &login)
{
    QUrlQuery query(endpoints.authorization);
    const auto add = [&query](const char *name, const QString &value) {
        query.addQueryItem(QString::fromLatin1(name), QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    auto scopes = settings.scopes;
    scopes.prepend(QStringLiteral("openid"));
    scopes.removeDuplicates();
    add("response_type", QStringLiteral("code"));
    add("client_id", settings.clientId);
    add("redirect_uri", login.redirectUri);
    add("scope", scopes.join(QLatin1Char(' ')));
    add("state", login.state);
    add("nonce", login.nonce);
    add("code_challenge", pkceChallenge(login.verifier));
    add("code_challenge_method", QStringLiteral("S256"));
    auto url = endpoints.authorization;
    url.setQuery(query);
    return url;
}

QString claimText(const QJsonObject &claims, const char *name) { return claims.value(QLatin1String(name)).toString(); }

/// An address that nobody has checked may be anybody's.
QString usernameIn(const QJsonObject &claims)
{
    if (const auto name = claimText(claims, "preferred_username"); !name.isEmpty()) {
        return name;
    }
    return claims.value(QLatin1String("email_verified")).toBool() ? claimText(claims, "email") : QString();
}

} // namespace

QStringList groupsIn(const QJsonObject &claims, const QString &claim)
{
    auto value = claims.value(claim);
    if (value.isUndefined() && claim.contains(QLatin1Char('.'))) {
        value = claims;
        const auto path = claim.split(QLatin1Char('.'));
        for (const auto &step : path) {
            value = value[step];
        }
    }
    QStringList groups;
    const auto list = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const auto &group : list) {
        if (group.isString()) {
            groups.append(group.toString());
        }
    }
    return groups;
}

OpenIdService::OpenIdService(Parts parts, HttpClient::Options http)
    : m_parts(parts), m_ids(parts.clock, parts.rng), m_http(http), m_provider(m_http, parts.clock), m_logins(parts.clock, parts.rng)
{
}

std::optional<OpenIdSettings> OpenIdService::settingsOf(const QString &slug) const
{
    const auto tenant = m_parts.directory.bySlug(slug);
    return tenant ? OpenIdSettings::fromJson(tenant->settings) : std::nullopt;
}

QCoro::Task<Result<OpenIdService::Started>> OpenIdService::start(Wish wish)
{
    const auto tenant = m_parts.directory.bySlug(wish.tenant);
    const auto settings = settingsOf(wish.tenant);
    if (!tenant || !settings) {
        co_return noOpenId();
    }
    if (!isLoopbackCallback(wish.redirectUri)) {
        co_return Error{ErrorKind::Validation, QStringLiteral("redirect_uri must be http://127.0.0.1:PORT/callback"), 0, QStringLiteral("invalid_field"),
            {{QStringLiteral("field"), QStringLiteral("redirect_uri")}}};
    }
    auto discovering = m_provider.discover(settings->issuer, settings->isInHouse);
    const auto endpoints = co_await discovering;
    if (!endpoints) {
        qCWarning(lcOpenId) << "sign-in of" << wish.tenant << "can not begin:" << endpoints.error().detail;
        co_return endpoints.error();
    }
    OpenIdLogin wanted;
    wanted.tenant = tenant->id;
    wanted.issuer = settings->issuer;
    wanted.isInHouse = settings->isInHouse;
    wanted.clientId = settings->clientId;
    wanted.redirectUri = wish.redirectUri;
    wanted.origin = wish.origin;
    wanted.origin.method = QStringLiteral("openid");
    const auto login = m_logins.begin(wanted);
    if (!login) {
        co_return login.error();
    }
    Started started;
    started.loginId = login.value().id;
    started.authorization = authorizationUrl(endpoints.value(), *settings, login.value());
    co_return started;
}

QCoro::Task<Result<SignIn>> OpenIdService::finish(Callback callback)
{
    const auto login = m_logins.take(callback.loginId);
    if (!login) {
        co_return denied("openid_login", "This sign-in is not known, was used, or took too long. Sign in again.");
    }
    if (!isSame(login->state, callback.state)) {
        co_return denied("openid_state", "The answer belongs to another sign-in. Sign in again.");
    }
    const auto tenant = m_parts.directory.tenant(login->tenant);
    const auto settings = tenant ? OpenIdSettings::fromJson(tenant->settings) : std::nullopt;
    if (!settings || settings->issuer != login->issuer || settings->clientId != login->clientId) {
        co_return denied("openid_login", "The sign-in of this property has been changed. Sign in again.");
    }
    auto proving = prove(*login, callback.code, callback.issuer);
    const auto claims = co_await proving;
    if (!claims) {
        qCInfo(lcOpenId) << "sign-in refused for" << tenant->slug << claims.error().code << claims.error().detail;
        co_return claims.error();
    }
    const auto role = settings->roleFor(groupsIn(claims.value(), settings->groupsClaim));
    if (!role) {
        co_return Error{ErrorKind::Forbidden, QStringLiteral("None of your groups may sign in here."), 0, QStringLiteral("openid_role"), {}};
    }
    ProvenIdentity identity;
    identity.issuer = login->issuer;
    identity.subject = claimText(claims.value(), "sub");
    identity.username = usernameIn(claims.value());
    identity.name = claimText(claims.value(), "name");
    identity.role = *role;
    auto admitting = admit(*tenant, identity, login->origin);
    auto signedIn = co_await admitting;
    co_return signedIn;
}

QCoro::Task<Result<QByteArray>> OpenIdService::clientSecret(TenantId tenant)
{
    if (!m_credentials) {
        co_return QByteArray();
    }
    const TenantContext who{tenant, QStringLiteral("openid")};
    auto asking = m_credentials->active(who, QString::fromLatin1(OpenIdChecker::Provider));
    const auto values = co_await asking;
    if (!values && values.error().kind != ErrorKind::NotFound) {
        co_return values.error();
    }
    co_return values ? values.value().value(QString::fromLatin1(OpenIdChecker::ClientSecret)).toUtf8() : QByteArray();
}

QCoro::Task<Result<QJsonObject>> OpenIdService::prove(OpenIdLogin login, QString code, QString issuer)
{
    auto discovering = m_provider.discover(login.issuer, login.isInHouse);
    const auto endpoints = co_await discovering;
    if (!endpoints) {
        co_return endpoints.error();
    }
    // RFC 9207: else the answer of one provider could be given to another.
    const bool isNamed = !issuer.isEmpty();
    if ((isNamed && issuer != login.issuer) || (!isNamed && endpoints.value().namesItself)) {
        co_return denied("openid_iss", "The answer is of another identity provider. Sign in again.");
    }
    auto asking = clientSecret(login.tenant);
    const auto secret = co_await asking;
    if (!secret) {
        co_return secret.error();
    }
    CodeGrant grant;
    grant.endpoints = endpoints.value();
    grant.clientId = login.clientId;
    grant.clientSecret = secret.value();
    grant.code = code;
    grant.redirectUri = login.redirectUri;
    grant.verifier = login.verifier;
    auto exchanging = m_provider.exchange(grant);
    const auto tokens = co_await exchanging;
    if (!tokens) {
        co_return tokens.error();
    }
    IdExpectation expected;
    expected.issuer = login.issuer;
    expected.clientId = login.clientId;
    expected.nonce = login.nonce;
    expected.accessToken = tokens.value().accessToken;
    expected.now = m_parts.clock.now();
    auto verifying = m_provider.verify(endpoints.value(), tokens.value().idToken, expected);
    const auto claims = co_await verifying;
    if (!claims) {
        co_return claims.error();
    }
    auto askingMore = m_provider.userInfo(endpoints.value(), tokens.value().accessToken, claimText(claims.value(), "sub"));
    const auto more = co_await askingMore;
    if (!more) {
        co_return more.error();
    }
    // What is signed has the last word.
    auto all = more.value();
    const auto proven = claims.value();
    for (auto claim = proven.constBegin(); claim != proven.constEnd(); ++claim) {
        all.insert(claim.key(), claim.value());
    }
    co_return all;
}

QCoro::Task<Result<SignIn>> OpenIdService::admit(TenantInfo tenant, ProvenIdentity identity, SessionOrigin origin)
{
    const TenantContext who{tenant.id, QStringLiteral("openid")};
    auto write = m_parts.database.write([book = IdentityBook(m_parts.clock, m_ids), who, identity](sql::Connection &db) { return book.admit(db, who, identity); });
    const auto user = co_await write;
    if (!user) {
        co_return user.error();
    }
    const auto sessions = m_parts.registry.all();
    for (auto session : sessions) {
        // A change of role counts at once, where the person is signed in already too.
        if (session.tenant == tenant.id && session.user == user.value().id && session.role != user.value().role) {
            session.role = user.value().role;
            m_parts.registry.put(session);
        }
    }
    auto opening = m_parts.auth.open(tenant, user.value(), origin);
    auto signedIn = co_await opening;
    co_return signedIn;
}

} // namespace deskbell::server
