// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/bridges/httpclient.h"
#include "server/bridges/identity/idtoken.h"

#include <QCoroTask>
#include <QHash>
#include <QUrl>
#include <optional>

namespace deskbell::server {

/// What a provider says of itself (OpenID Connect Discovery 1.0).
struct OpenIdEndpoints {
    QString issuer;
    QUrl authorization;
    QUrl token;
    QUrl keys;
    QUrl userInfo;         ///< empty when it has none
    bool namesItself = false; ///< every answer carries iss (RFC 9207)
    bool isInHouse = false;   ///< it may be on the property's own network
    bool wantsBasic = false;  ///< takes a client secret in the Authorization header only
};

struct CodeGrant {
    OpenIdEndpoints endpoints;
    QString clientId;
    QByteArray clientSecret; ///< empty: a public client
    QString code;
    QString redirectUri; ///< as it was sent before, byte for byte
    QString verifier;    ///< PKCE
};

struct OpenIdTokens {
    QByteArray idToken;
    QByteArray accessToken;
};

/// Talks to identity providers: discovery, keys, token exchange, user info. Keeps what they say of themselves for an hour. Main thread.
/// Outlives the tasks it has given out, and the client them.
class OpenIdProvider final
{
public:
    OpenIdProvider(HttpClient &http, const Clock &clock) : m_http(http), m_clock(clock) {}
    Q_DISABLE_COPY_MOVE(OpenIdProvider)

    /// Unavailable ("openid_unreachable") when it does not answer; Protocol ("openid_discovery") when it says it is another, has no
    /// PKCE with SHA-256, or sends us to places in the clear.
    [[nodiscard]] QCoro::Task<Result<OpenIdEndpoints>> discover(QString issuer, bool isInHouse);
    /// Auth ("openid_code") when it does not take the code; Unavailable when nobody knows whether it has: begin anew, codes count once.
    [[nodiscard]] QCoro::Task<Result<OpenIdTokens>> exchange(CodeGrant grant);
    /// The claims of a token that is what `expected` says. Unknown keys are looked for anew, at most every five minutes.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> verify(OpenIdEndpoints endpoints, QByteArray idToken, IdExpectation expected);
    /// More claims of the person `subject`, for providers that keep id_tokens small. Empty when there is no such place.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> userInfo(OpenIdEndpoints endpoints, QByteArray accessToken, QString subject);

private:
    struct Known {
        OpenIdEndpoints endpoints;
        Instant at{};
    };
    struct Keys {
        JwkSet set;
        Instant at{};
        std::optional<Instant> lookedAgainAt;
    };

    [[nodiscard]] QCoro::Task<Result<QJsonObject>> getJson(QUrl url, QByteArray bearer, bool isInHouse);
    [[nodiscard]] QCoro::Task<Result<Done>> loadKeys(QUrl url, bool isInHouse);
    [[nodiscard]] bool mayLookAgain(const QUrl &url) const;

    HttpClient &m_http;
    const Clock &m_clock;
    QHash<QString, Known> m_known; ///< by issuer; there are as many as properties have set
    QHash<QUrl, Keys> m_keys;
};

/// Endpoints of a discovery document that was asked for as `issuer`; errors as discover(). Pure.
[[nodiscard]] Result<OpenIdEndpoints> endpointsFromJson(const QJsonObject &json, const QString &issuer);

} // namespace deskbell::server
