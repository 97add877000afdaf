// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/bridges/identity/jwkset.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace deskbell::server {

/// What an id_token must say to be ours.
struct IdExpectation {
    QString issuer;
    QString clientId;
    QString nonce;
    QByteArray accessToken; ///< checked against at_hash, where that is there
    Instant now{};
};

/// How a token says it was signed; not to be believed before verifyIdToken() has.
struct IdTokenHeader {
    QString algorithm;
    QString keyId;
};

/// Auth (code "openid_token") for what is no JWS, or is signed by an algorithm we do not take: only RS256 and ES256 are, never "none"
/// or a shared secret.
[[nodiscard]] Result<IdTokenHeader> readIdTokenHeader(const QByteArray &token);

/// The claims of an id_token (OpenID Connect Core, section 3.1.3.7): signature by `key`, iss, aud and azp, exp, iat, nonce, at_hash.
/// Auth (code "openid_token"); the detail says which of them is wrong. Pure; any thread.
[[nodiscard]] Result<QJsonObject> verifyIdToken(const QByteArray &token, const SigningKey &key, const IdExpectation &expected);

} // namespace deskbell::server
