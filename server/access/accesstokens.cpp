// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/accesstokens.h"

#include <cstdlib>
#include <jwt.h>
#include <memory>
#include <sodium.h>

namespace deskbell::server {
namespace {

constexpr int MaxTokenLength = 2048;
constexpr auto Base64
    = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors;

struct FreeJwt {
    void operator()(jwt_t *jwt) const { jwt_free(jwt); }
};
using Jwt = std::unique_ptr<jwt_t, FreeJwt>;

/// libjwt 1.10 has no jwt_free_str(); its texts come from malloc().
struct FreeText {
    void operator()(char *text) const { std::free(text); }
};

const unsigned char *raw(const QByteArray &bytes) { return reinterpret_cast<const unsigned char *>(bytes.constData()); }

Error invalid()
{
    return Error{
        ErrorKind::Auth, QStringLiteral("The access token is not valid."), 0, QStringLiteral("token_invalid"), {}};
}

/// libjwt compares signatures with strcmp (CVE-2024-25189) and takes the algorithm from the token, so both are done here.
bool isSigned(const QByteArray &token, const QByteArray &key)
{
    const auto dot = token.lastIndexOf('.');
    const auto mac = QByteArray::fromBase64Encoding(token.mid(dot + 1), Base64);
    if (dot < 0 || !mac || mac.decoded.size() != qsizetype(crypto_auth_hmacsha256_BYTES)) {
        return false;
    }
    return crypto_auth_hmacsha256_verify(raw(mac.decoded), raw(token), size_t(dot), raw(key)) == 0;
}

QString text(jwt_t *jwt, const char *claim) { return QString::fromUtf8(jwt_get_grant(jwt, claim)); }

} // namespace

AccessTokens::AccessTokens(QByteArray key) : m_key(std::move(key))
{
    Q_ASSERT(m_key.size() == crypto_auth_hmacsha256_KEYBYTES);
}

Result<QByteArray> AccessTokens::issue(const AccessClaims &claims) const
{
    jwt_t *made = nullptr;
    if (jwt_new(&made) != 0) {
        return Error{ErrorKind::Internal, QStringLiteral("no token could be made"), 0, {}, {}};
    }
    const Jwt jwt(made);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(claims.expiresAt.time_since_epoch()).count();
    const bool isFilled = jwt_add_grant(made, "sub", claims.user.value.toUtf8().constData()) == 0
        && jwt_add_grant(made, "tenant", claims.tenant.value.toUtf8().constData()) == 0
        && jwt_add_grant(made, "session", claims.session.value.toUtf8().constData()) == 0
        && jwt_add_grant(made, "role", word(claims.role).toUtf8().constData()) == 0
        && jwt_add_grant_int(made, "exp", long(seconds)) == 0
        && jwt_set_alg(made, JWT_ALG_HS256, raw(m_key), int(m_key.size())) == 0;
    const std::unique_ptr<char, FreeText> encoded(isFilled ? jwt_encode_str(made) : nullptr);
    if (!encoded) {
        return Error{ErrorKind::Internal, QStringLiteral("no token could be signed"), 0, {}, {}};
    }
    return QByteArray(encoded.get());
}

Result<AccessClaims> AccessTokens::verify(const QByteArray &token, Instant now) const
{
    if (token.size() > MaxTokenLength || !isSigned(token, m_key)) {
        return invalid();
    }
    jwt_t *read = nullptr;
    if (jwt_decode(&read, token.constData(), raw(m_key), int(m_key.size())) != 0) {
        return invalid();
    }
    const Jwt jwt(read);
    AccessClaims claims;
    claims.user.value = text(read, "sub");
    claims.tenant.value = text(read, "tenant");
    claims.session.value = text(read, "session");
    const auto role = roleFromWord(text(read, "role"));
    claims.expiresAt = Instant(std::chrono::seconds(jwt_get_grant_int(read, "exp")));
    if (jwt_get_alg(read) != JWT_ALG_HS256 || !role || claims.user.isEmpty() || claims.tenant.isEmpty()
        || claims.session.isEmpty()) {
        return invalid();
    }
    claims.role = *role;
    if (now >= claims.expiresAt) {
        return Error{
            ErrorKind::Auth, QStringLiteral("The access token has expired."), 0, QStringLiteral("token_expired"), {}};
    }
    return claims;
}

} // namespace deskbell::server
