// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/identity/jwkset.h"

#include <QJsonArray>
#include <memory>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <optional>

namespace deskbell::server {
namespace {

constexpr qsizetype MaxKeys = 64;
constexpr int LeastRsaBits = 2048;
constexpr qsizetype CoordinateBytes = 32;
constexpr auto Base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors;

struct Free {
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(BIGNUM *number) const { BN_free(number); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX *context) const { EVP_PKEY_CTX_free(context); }
    void operator()(OSSL_PARAM *parameters) const { OSSL_PARAM_free(parameters); }
    void operator()(OSSL_PARAM_BLD *builder) const { OSSL_PARAM_BLD_free(builder); }
};
template<typename T>
using Owned = std::unique_ptr<T, Free>;

QByteArray bytesOf(const QJsonObject &json, const char *name)
{
    const auto decoded = QByteArray::fromBase64Encoding(json.value(QLatin1String(name)).toString().toLatin1(), Base64);
    return decoded ? decoded.decoded : QByteArray();
}

const unsigned char *raw(const QByteArray &bytes) { return reinterpret_cast<const unsigned char *>(bytes.constData()); }

Owned<BIGNUM> numberOf(const QByteArray &bytes) { return Owned<BIGNUM>(BN_bin2bn(raw(bytes), int(bytes.size()), nullptr)); }

Owned<EVP_PKEY> keyFrom(const char *type, OSSL_PARAM_BLD *builder)
{
    const Owned<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(builder));
    const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        return {};
    }
    return Owned<EVP_PKEY>(key);
}

QByteArray pemOf(EVP_PKEY *key)
{
    const Owned<BIO> memory(BIO_new(BIO_s_mem()));
    if (!key || !memory || PEM_write_bio_PUBKEY(memory.get(), key) != 1) {
        return {};
    }
    char *text = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &text);
    return QByteArray(text, qsizetype(size));
}

QByteArray rsaPem(const QJsonObject &json)
{
    const auto modulus = numberOf(bytesOf(json, "n"));
    const auto exponent = numberOf(bytesOf(json, "e"));
    const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
    if (!modulus || !exponent || !builder || BN_num_bits(modulus.get()) < LeastRsaBits || !BN_is_odd(exponent.get()) || BN_is_one(exponent.get())
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1) {
        return {};
    }
    return pemOf(keyFrom("RSA", builder.get()).get());
}

QByteArray p256Pem(const QJsonObject &json)
{
    const auto x = bytesOf(json, "x");
    const auto y = bytesOf(json, "y");
    const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
    if (x.size() != CoordinateBytes || y.size() != CoordinateBytes || !builder) {
        return {};
    }
    const auto point = QByteArray(1, '\x04') + x + y; // uncompressed; a point off the curve is refused
    if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1
        || OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, raw(point), size_t(point.size())) != 1) {
        return {};
    }
    return pemOf(keyFrom("EC", builder.get()).get());
}

std::optional<SigningKey> keyOf(const QJsonObject &json)
{
    const auto text = [&json](const char *name) { return json.value(QLatin1String(name)).toString(); };
    SigningKey key;
    key.id = text("kid");
    const bool isRsa = text("kty") == QLatin1String("RSA");
    const bool isP256 = text("kty") == QLatin1String("EC") && text("crv") == QLatin1String("P-256");
    const auto use = text("use");
    if ((!isRsa && !isP256) || (!use.isEmpty() && use != QLatin1String("sig"))) {
        return std::nullopt;
    }
    key.kind = isRsa ? SigningKey::Kind::Rsa : SigningKey::Kind::P256;
    const auto algorithm = text("alg");
    if (!algorithm.isEmpty() && algorithm != algorithmOf(key.kind)) {
        return std::nullopt;
    }
    key.pem = isRsa ? rsaPem(json) : p256Pem(json);
    return key.pem.isEmpty() ? std::nullopt : std::optional(key);
}

} // namespace

QString algorithmOf(SigningKey::Kind kind) { return kind == SigningKey::Kind::Rsa ? QStringLiteral("RS256") : QStringLiteral("ES256"); }

Result<JwkSet> JwkSet::fromJson(const QJsonObject &json)
{
    JwkSet set;
    const auto keys = json.value(QLatin1String("keys")).toArray();
    for (const auto &value : keys) {
        if (auto key = keyOf(value.toObject()); key && set.m_keys.size() < MaxKeys) {
            set.m_keys.append(*key);
        }
    }
    if (set.m_keys.isEmpty()) {
        return Error{ErrorKind::Protocol, QStringLiteral("the identity provider has no key that we can use"), 0, QStringLiteral("openid_keys"), {}};
    }
    return set;
}

const SigningKey *JwkSet::find(const QString &id, const QString &algorithm) const
{
    const SigningKey *found = nullptr;
    for (const auto &key : m_keys) {
        if (algorithmOf(key.kind) != algorithm || (!id.isEmpty() && key.id != id)) {
            continue;
        }
        if (found) {
            return nullptr; // which of them is not said
        }
        found = &key;
    }
    return found;
}

} // namespace deskbell::server
