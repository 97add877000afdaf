// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"
#include "server/access/sessionorigin.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <optional>

namespace deskbell::server {

/// A sign-in that has gone to the browser.
struct OpenIdLogin {
    QString id;
    TenantId tenant;
    QString issuer;   ///< as it was set when the sign-in began
    bool isInHouse = false; ///< the provider is on the property's own network
    QString clientId;
    QString redirectUri;
    SessionOrigin origin; ///< who began it
    QString state;
    QString nonce;
    QString verifier; ///< PKCE
    Instant startedAt{};
};

/// Sign-ins under way: each is good for one answer within five minutes, and is gone with the service. Main thread.
class OpenIdLogins final
{
public:
    static constexpr std::chrono::minutes Life{5};
    /// Anybody may begin a sign-in, so there is an end to how many.
    static constexpr qsizetype Most = 5000;
    static constexpr qsizetype MostOfAddress = 50;

    OpenIdLogins(const Clock &clock, Rng &rng) : m_clock(clock), m_ids(clock, rng) {}

    /// Fills in id, state, nonce, verifier and time. RateLimited when too many are under way.
    [[nodiscard]] Result<OpenIdLogin> begin(OpenIdLogin login);
    /// Once. std::nullopt for one that is unknown, used or too old.
    [[nodiscard]] std::optional<OpenIdLogin> take(const QString &id);
    [[nodiscard]] qsizetype count() const { return m_logins.size(); }

private:
    void forgetOld();

    const Clock &m_clock;
    IdSource m_ids;
    QHash<QString, OpenIdLogin> m_logins;
};

/// http://127.0.0.1:PORT/callback, http://[::1]:PORT/callback or http://localhost:PORT/callback, and nothing else: the answer must stay
/// on the machine of the person who asked.
[[nodiscard]] bool isLoopbackCallback(const QString &uri);
/// BASE64URL(SHA-256(verifier)), RFC 7636.
[[nodiscard]] QString pkceChallenge(const QString &verifier);

} // namespace deskbell::server
