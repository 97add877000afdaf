// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/identity/openidprovider.h"

#include "core/wire/json.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QUrlQuery>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

constexpr auto KeepKnown = 1h;
constexpr auto LookAgainEvery = 5min;
constexpr int Ok = 200;
constexpr int BadRequest = 400;
constexpr int Unauthorized = 401;

Error unreachable(const QString &why)
{
    return Error{ErrorKind::Unavailable, QStringLiteral("the identity provider can not be asked now: %1").arg(why), 0,
        QStringLiteral("openid_unreachable"), {}};
}

Error misconfigured(const QString &why)
{
    return Error{ErrorKind::Protocol, QStringLiteral("the identity provider can not be used: %1").arg(why), 0, QStringLiteral("openid_discovery"), {}};
}

bool isLoopback(const QUrl &url) { return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback(); }

/// https; http only where the issuer itself is on this machine.
bool isSafe(const QUrl &url, const QUrl &issuer)
{
    const bool isPlain = url.scheme() == QLatin1String("http") && isLoopback(url) && isLoopback(issuer);
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && (url.scheme() == QLatin1String("https") || isPlain);
}

QByteArray form(const QList<std::pair<QString, QString>> &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields) {
        body += body.isEmpty() ? "" : "&";
        body += name.toLatin1() + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

/// A word of RFC 6749, or nothing: what a provider writes is for no log of ours.
QString errorWord(const QByteArray &body)
{
    static const QStringList Words{QStringLiteral("invalid_grant"), QStringLiteral("invalid_client"), QStringLiteral("invalid_request"),
        QStringLiteral("unauthorized_client"), QStringLiteral("unsupported_grant_type"), QStringLiteral("invalid_scope")};
    const auto json = wire::parseObject(body);
    const auto word = json ? json.value().value(QLatin1String("error")).toString() : QString();
    return Words.contains(word) ? word : QStringLiteral("another reason");
}

/// Where a provider may be. This machine only where the service's configuration says so, which HttpClient knows.
UrlPolicy policyOf(const QUrl &url, bool isInHouse)
{
    UrlPolicy policy;
    policy.allowsAnyPort = true;
    policy.allowsLan = isInHouse;
    policy.allowsHttp = isLoopback(url);
    return policy;
}

HttpCall tokenCall(const CodeGrant &grant)
{
    QList<std::pair<QString, QString>> fields{{QStringLiteral("grant_type"), QStringLiteral("authorization_code")}, {QStringLiteral("code"), grant.code},
        {QStringLiteral("redirect_uri"), grant.redirectUri}, {QStringLiteral("client_id"), grant.clientId},
        {QStringLiteral("code_verifier"), grant.verifier}};
    HttpCall call;
    call.method = "POST";
    call.url = grant.endpoints.token;
    call.policy = policyOf(call.url, grant.endpoints.isInHouse);
    call.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    if (!grant.clientSecret.isEmpty() && grant.endpoints.wantsBasic) {
        const auto pair = QUrl::toPercentEncoding(grant.clientId) + ':' + QUrl::toPercentEncoding(QString::fromUtf8(grant.clientSecret));
        call.headers.emplaceBack("Authorization", "Basic " + pair.toBase64());
    } else if (!grant.clientSecret.isEmpty()) {
        fields.emplaceBack(QStringLiteral("client_secret"), QString::fromUtf8(grant.clientSecret));
    }
    call.body = form(fields);
    return call;
}

} // namespace

Result<OpenIdEndpoints> endpointsFromJson(const QJsonObject &json, const QString &issuer)
{
    if (json.value(QLatin1String("issuer")).toString() != issuer) {
        return misconfigured(QStringLiteral("it says it is another issuer"));
    }
    const auto url = [&json](const char *name) { return QUrl(json.value(QLatin1String(name)).toString(), QUrl::StrictMode); };
    OpenIdEndpoints endpoints{issuer, url("authorization_endpoint"), url("token_endpoint"), url("jwks_uri"), url("userinfo_endpoint")};
    for (const auto &place : {endpoints.authorization, endpoints.token, endpoints.keys}) {
        if (!isSafe(place, QUrl(issuer))) {
            return misconfigured(QStringLiteral("an address of it is missing or not safe"));
        }
    }
    if (!isSafe(endpoints.userInfo, QUrl(issuer))) {
        endpoints.userInfo = {};
    }
    // It may keep silent about what it can; RFC 9700 wants it to say so, and then S256 must be among it.
    const auto challenges = json.value(QLatin1String("code_challenge_methods_supported"));
    if (challenges.isArray() && !challenges.toArray().contains(QStringLiteral("S256"))) {
        return misconfigured(QStringLiteral("it has no PKCE with SHA-256"));
    }
    endpoints.namesItself = json.value(QLatin1String("authorization_response_iss_parameter_supported")).toBool();
    const auto methods = json.value(QLatin1String("token_endpoint_auth_methods_supported"));
    // Without the list it is client_secret_basic (Discovery, section 3).
    endpoints.wantsBasic = !methods.isArray() || !methods.toArray().contains(QStringLiteral("client_secret_post"));
    return endpoints;
}

QCoro::Task<Result<QJsonObject>> OpenIdProvider::getJson(QUrl url, QByteArray bearer, bool isInHouse)
{
    HttpCall call;
    call.url = url;
    call.policy = policyOf(url, isInHouse);
    call.headers.emplaceBack("Accept", "application/json");
    if (!bearer.isEmpty()) {
        call.headers.emplaceBack("Authorization", "Bearer " + bearer);
    }
    auto calling = m_http.call(call, {});
    const auto answer = co_await calling;
    if (answer.end != HttpAnswer::End::Answered) {
        co_return unreachable(answer.error);
    }
    if (answer.status != Ok) {
        co_return unreachable(QStringLiteral("it answered %1").arg(answer.status));
    }
    auto json = wire::parseObject(answer.body);
    if (!json) {
        co_return misconfigured(QStringLiteral("it answers no JSON"));
    }
    co_return json;
}

QCoro::Task<Result<OpenIdEndpoints>> OpenIdProvider::discover(QString issuer, bool isInHouse)
{
    const auto known = m_known.constFind(issuer);
    if (known != m_known.constEnd() && known->endpoints.isInHouse == isInHouse && m_clock.now() - known->at < KeepKnown) {
        co_return known->endpoints;
    }
    auto place = issuer;
    if (place.endsWith(QLatin1Char('/'))) {
        place.chop(1);
    }
    const QUrl url(place + QStringLiteral("/.well-known/openid-configuration"));
    auto asking = getJson(url, {}, isInHouse);
    const auto json = co_await asking;
    if (!json) {
        co_return json.error();
    }
    auto endpoints = endpointsFromJson(json.value(), issuer);
    if (endpoints) {
        endpoints.value().isInHouse = isInHouse;
        m_known.insert(issuer, {endpoints.value(), m_clock.now()});
    }
    co_return endpoints;
}

QCoro::Task<Result<OpenIdTokens>> OpenIdProvider::exchange(CodeGrant grant)
{
    const auto call = tokenCall(grant);
    auto calling = m_http.call(call, {});
    const auto answer = co_await calling;
    if (answer.end != HttpAnswer::End::Answered) {
        // Never again: a code that comes twice makes a provider end everything it has given for it.
        co_return unreachable(answer.error);
    }
    if (answer.status == BadRequest || answer.status == Unauthorized) {
        co_return Error{ErrorKind::Auth, QStringLiteral("The identity provider did not take the sign-in (%1). Sign in again.").arg(errorWord(answer.body)), 0,
            QStringLiteral("openid_code"), {}};
    }
    if (answer.status != Ok) {
        co_return unreachable(QStringLiteral("it answered %1").arg(answer.status));
    }
    const auto json = wire::parseObject(answer.body);
    OpenIdTokens tokens;
    if (json) {
        tokens.idToken = json.value().value(QLatin1String("id_token")).toString().toLatin1();
        tokens.accessToken = json.value().value(QLatin1String("access_token")).toString().toLatin1();
    }
    if (tokens.idToken.isEmpty()) {
        co_return misconfigured(QStringLiteral("it gave no id_token"));
    }
    co_return tokens;
}

QCoro::Task<Result<Done>> OpenIdProvider::loadKeys(QUrl url, bool isInHouse)
{
    auto asking = getJson(url, {}, isInHouse);
    const auto json = co_await asking;
    if (!json) {
        co_return json.error();
    }
    const auto set = JwkSet::fromJson(json.value());
    if (!set) {
        co_return set.error();
    }
    auto &keys = m_keys[url];
    keys.set = set.value();
    keys.at = m_clock.now();
    co_return Done{};
}

bool OpenIdProvider::mayLookAgain(const QUrl &url) const
{
    const auto keys = m_keys.value(url);
    return !keys.lookedAgainAt || m_clock.now() - *keys.lookedAgainAt >= LookAgainEvery;
}

QCoro::Task<Result<QJsonObject>> OpenIdProvider::verify(OpenIdEndpoints endpoints, QByteArray idToken, IdExpectation expected)
{
    const auto header = readIdTokenHeader(idToken);
    if (!header) {
        co_return header.error();
    }
    const auto url = endpoints.keys;
    bool isFresh = false;
    if (!m_keys.contains(url) || m_clock.now() - m_keys.value(url).at >= KeepKnown) {
        auto loading = loadKeys(url, endpoints.isInHouse);
        const auto loaded = co_await loading;
        if (!loaded) {
            co_return loaded.error();
        }
        isFresh = true;
    }
    if (!m_keys[url].set.find(header.value().keyId, header.value().algorithm) && !isFresh && mayLookAgain(url)) {
        m_keys[url].lookedAgainAt = m_clock.now();
        auto loading = loadKeys(url, endpoints.isInHouse);
        const auto loaded = co_await loading;
        if (!loaded) {
            co_return loaded.error();
        }
    }
    const auto *key = m_keys[url].set.find(header.value().keyId, header.value().algorithm);
    if (!key) {
        co_return Error{ErrorKind::Auth, QStringLiteral("The identity provider's answer is not valid: kid."), 0, QStringLiteral("openid_token"), {}};
    }
    co_return verifyIdToken(idToken, *key, expected);
}

QCoro::Task<Result<QJsonObject>> OpenIdProvider::userInfo(OpenIdEndpoints endpoints, QByteArray accessToken, QString subject)
{
    if (endpoints.userInfo.isEmpty() || accessToken.isEmpty()) {
        co_return QJsonObject();
    }
    auto asking = getJson(endpoints.userInfo, accessToken, endpoints.isInHouse);
    auto json = co_await asking;
    if (!json) {
        co_return json.error();
    }
    // Core, section 5.3.2: else somebody could put another person's claims in.
    if (json.value().value(QLatin1String("sub")).toString() != subject) {
        co_return Error{ErrorKind::Auth, QStringLiteral("The identity provider's answer is not valid: sub."), 0, QStringLiteral("openid_token"), {}};
    }
    co_return json;
}

} // namespace deskbell::server
