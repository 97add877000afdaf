// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/identity/idtoken.h"

#include "core/wire/json.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <jwt.h>
#include <memory>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

constexpr qsizetype MaxTokenBytes = 32 * 1024;
/// Clocks differ.
constexpr auto Leeway = 60s;
constexpr auto MostAhead = 5min;
/// A token that was fetched a moment ago was made a moment ago.
constexpr auto MostBehind = 1h;
constexpr auto Base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors;

struct FreeJwt {
    void operator()(jwt_t *jwt) const { jwt_free(jwt); }
};

Error refused(const char *what)
{
    return Error{ErrorKind::Auth, QStringLiteral("The identity provider's answer is not valid: %1.").arg(QLatin1String(what)), 0,
        QStringLiteral("openid_token"), {}};
}

Result<QJsonObject> partOf(const QByteArray &token, int part)
{
    const auto parts = token.split('.');
    if (token.size() > MaxTokenBytes || parts.size() != 3) {
        return refused("it is no token");
    }
    const auto decoded = QByteArray::fromBase64Encoding(parts.at(part), Base64);
    auto json = decoded ? wire::parseObject(decoded.decoded) : Result<QJsonObject>(refused("it is no token"));
    return json ? json : Result<QJsonObject>(refused("it is no token"));
}

/// libjwt takes the algorithm from the token; readIdTokenHeader() and the key have said before which one it must be.
bool isSigned(const QByteArray &token, const SigningKey &key)
{
    jwt_t *read = nullptr;
    const bool isGood = jwt_decode(&read, token.constData(), reinterpret_cast<const unsigned char *>(key.pem.constData()), int(key.pem.size())) == 0;
    const std::unique_ptr<jwt_t, FreeJwt> jwt(read);
    const auto wanted = key.kind == SigningKey::Kind::Rsa ? JWT_ALG_RS256 : JWT_ALG_ES256;
    return isGood && jwt_get_alg(read) == wanted;
}

bool isForUs(const QJsonObject &claims, const QString &clientId)
{
    const auto audience = claims.value(QLatin1String("aud"));
    const auto authorized = claims.value(QLatin1String("azp"));
    if (!authorized.isUndefined() && authorized.toString() != clientId) {
        return false;
    }
    if (!audience.isArray()) {
        return audience.toString() == clientId && !clientId.isEmpty();
    }
    const auto list = audience.toArray();
    return list.contains(clientId) && (list.size() == 1 || !authorized.isUndefined());
}

bool isInTime(const QJsonObject &claims, Instant now, const char **why)
{
    const auto expires = claims.value(QLatin1String("exp"));
    const auto made = claims.value(QLatin1String("iat"));
    *why = "exp";
    if (!expires.isDouble() || now - Leeway >= Instant(std::chrono::seconds(expires.toInteger()))) {
        return false;
    }
    *why = "iat";
    const Instant madeAt{std::chrono::seconds(made.toInteger())};
    return made.isDouble() && madeAt <= now + MostAhead && madeAt >= now - MostBehind;
}

/// The left half of the SHA-256 of the access token: RS256 and ES256 both go with it.
bool fitsAccessToken(const QJsonObject &claims, const QByteArray &accessToken)
{
    const auto hash = claims.value(QLatin1String("at_hash"));
    if (hash.isUndefined() || accessToken.isEmpty()) {
        return true;
    }
    const auto whole = QCryptographicHash::hash(accessToken, QCryptographicHash::Sha256);
    return hash.toString().toLatin1() == whole.left(whole.size() / 2).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

Result<IdTokenHeader> readIdTokenHeader(const QByteArray &token)
{
    const auto header = partOf(token, 0);
    if (!header) {
        return header.error();
    }
    IdTokenHeader read{header.value().value(QLatin1String("alg")).toString(), header.value().value(QLatin1String("kid")).toString()};
    const bool isTaken = read.algorithm == QLatin1String("RS256") || read.algorithm == QLatin1String("ES256");
    if (!isTaken || header.value().contains(QLatin1String("crit"))) {
        return refused("alg");
    }
    return read;
}

Result<QJsonObject> verifyIdToken(const QByteArray &token, const SigningKey &key, const IdExpectation &expected)
{
    const auto header = readIdTokenHeader(token);
    if (!header) {
        return header.error();
    }
    if (header.value().algorithm != algorithmOf(key.kind) || !isSigned(token, key)) {
        return refused("signature");
    }
    auto claims = partOf(token, 1);
    if (!claims) {
        return claims.error();
    }
    const auto text = [&claims](const char *name) { return claims.value().value(QLatin1String(name)).toString(); };
    if (text("iss") != expected.issuer || expected.issuer.isEmpty()) {
        return refused("iss");
    }
    if (!isForUs(claims.value(), expected.clientId)) {
        return refused("aud");
    }
    const char *why = "";
    if (!isInTime(claims.value(), expected.now, &why)) {
        return refused(why);
    }
    if (text("nonce") != expected.nonce || expected.nonce.isEmpty()) {
        return refused("nonce");
    }
    if (!fitsAccessToken(claims.value(), expected.accessToken)) {
        return refused("at_hash");
    }
    if (text("sub").isEmpty()) {
        return refused("sub");
    }
    return claims;
}

} // namespace deskbell::server
