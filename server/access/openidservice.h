// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"
#include "server/access/authservice.h"
#include "server/access/identitybook.h"
#include "server/access/openidlogins.h"
#include "server/bridges/identity/openidprovider.h"
#include "server/services/openidsettings.h"

#include <QCoroTask>

namespace deskbell::server {

class CredentialsService;

/// Sign-in with the company's own account: authorization code with PKCE, in the browser of the person who signs in (RFC 8252, OpenID
/// Connect Core). Local sign-in always remains. Main thread. Outlives the tasks it has given out.
class OpenIdService final
{
public:
    struct Parts {
        Database &database;
        AuthService &auth;
        SessionRegistry &registry;
        const TenantDirectory &directory;
        const Clock &clock;
        Rng &rng;
    };
    struct Wish {
        QString tenant; ///< slug
        QString redirectUri;
        SessionOrigin origin;
    };
    struct Started {
        QString loginId;
        QUrl authorization; ///< to be opened in the system's browser
    };
    struct Callback {
        QString loginId;
        QString code;
        QString state;
        QString issuer; ///< "iss" of the answer; empty when there was none
    };
    OpenIdService(Parts parts, HttpClient::Options http);
    Q_DISABLE_COPY_MOVE(OpenIdService)

    /// Where client secrets are, for providers that want one; without it there are none. Outlives this object.
    void setCredentials(CredentialsService &credentials) { m_credentials = &credentials; }
    /// What the sign-in page offers; std::nullopt when the property has none, or does not exist.
    [[nodiscard]] std::optional<OpenIdSettings> settingsOf(const QString &slug) const;

    /// NotFound ("no_openid"), Validation for the address, RateLimited; what OpenIdProvider::discover() says.
    [[nodiscard]] QCoro::Task<Result<Started>> start(Wish wish);
    /// Auth: "openid_login" (unknown, used or over five minutes), "openid_state", "openid_iss", "openid_code", "openid_token". Forbidden:
    /// "openid_role" when no group of the person has a role here, "user_inactive", "tenant_suspended".
    [[nodiscard]] QCoro::Task<Result<SignIn>> finish(Callback callback);

private:
    [[nodiscard]] QCoro::Task<Result<QByteArray>> clientSecret(TenantId tenant);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> prove(OpenIdLogin login, QString code, QString issuer);
    [[nodiscard]] QCoro::Task<Result<SignIn>> admit(TenantInfo tenant, ProvenIdentity identity, SessionOrigin origin);

    Parts m_parts;
    IdSource m_ids;
    HttpClient m_http;
    OpenIdProvider m_provider;
    OpenIdLogins m_logins;
    CredentialsService *m_credentials = nullptr;
};

/// The groups of a claim: one text or a list. "realm_access.roles" walks into objects when no claim is called that.
[[nodiscard]] QStringList groupsIn(const QJsonObject &claims, const QString &claim);

} // namespace deskbell::server
