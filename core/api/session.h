// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/api/sessioninfo.h"
#include "core/support/environment.h"
#include "core/support/secretstore.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <chrono>
#include <memory>

namespace deskbell {

/// A signed-in session: keeps the access token fresh and calls the service with it. However many calls find the token
/// too old, one refresh runs. GUI thread. `client` and `secrets` outlive it.
class Session final : public QObject
{
    Q_OBJECT
public:
    /// `secretKey` is where the refresh token is kept over restarts; empty: found once it is known who signs in.
    Session(ApiClient &client, SecretStore &secrets, Environment environment, QString secretKey, QObject *parent = nullptr);
    ~Session() override;

    /// Auth for wrong credentials; otherwise the errors of ApiClient.
    QCoro::Task<Result<SessionInfo>> signIn(QString property, QString user, QString password);
    /// Signs in by any way whose answer is that of a sign-in: a PIN, a code, the first set-up, OpenID.
    QCoro::Task<Result<SessionInfo>> enter(QString path, QJsonObject body);
    /// With the refresh token kept before. NotFound when there is none; Auth when it is no longer good.
    QCoro::Task<Result<SessionInfo>> resume();
    /// Ends the session here at once, and on the server if that can be reached.
    QCoro::Task<Result<Done>> signOut();

    /// Calls with a fresh token; a 401 leads to one refresh and one repeat. When it still fails with Auth, expired() was emitted.
    QCoro::Task<Result<QJsonObject>> call(ApiRequest request, std::stop_token stop = {});
    /// A token that is good for a while yet. `refused`: a token the server no longer takes, so not that one.
    QCoro::Task<Result<QString>> freshToken(QString refused = {});

    /// Where the refresh token of this person is kept.
    [[nodiscard]] static QString secretKeyOf(const QUrl &server, const QString &property, const QString &user);

    [[nodiscard]] bool isSignedIn() const { return !m_refreshToken.isEmpty(); }
    [[nodiscard]] const SessionInfo &info() const { return m_info; }
    [[nodiscard]] const QUrl &baseUrl() const { return m_client.baseUrl(); }
    [[nodiscard]] const ServerTrust &trust() const { return m_client.trust(); }

Q_SIGNALS:
    void signedIn();
    /// The server wants a new sign-in; the kept refresh token was removed.
    void expired();

private:
    using Refresh = QPromise<Result<Done>>;

    [[nodiscard]] QFuture<Result<Done>> refresh();
    void onRefreshed(const std::shared_ptr<Refresh> &promise, const Result<QJsonObject> &answer);
    [[nodiscard]] Result<SessionInfo> adopt(const Result<QJsonObject> &answer);
    void forget();
    void expire();
    void keepSecret();

    ApiClient &m_client;
    SecretStore &m_secrets;
    Environment m_environment;
    QString m_secretKey;
    SessionInfo m_info;
    QString m_accessToken;
    QString m_refreshToken;
    std::chrono::steady_clock::time_point m_freshUntil;
    std::shared_ptr<Refresh> m_refreshing;
    std::stop_source m_signedIn; ///< ends what belongs to the session that was
    bool m_keeping = false;      ///< a write to the secret store is under way
};

} // namespace deskbell
