// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <memory>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace deskbell::test {

/// A key pair of an identity provider that a test plays: signs tokens, and shows its public half as a JWK.
class TestKey final
{
public:
    [[nodiscard]] static TestKey rsa(unsigned bits = 2048) { return TestKey(EVP_RSA_gen(bits), true); }
    [[nodiscard]] static TestKey p256() { return TestKey(EVP_EC_gen("P-256"), false); }

    [[nodiscard]] QJsonObject jwk(const QString &id) const
    {
        QJsonObject jwk{{QStringLiteral("kid"), id}, {QStringLiteral("use"), QStringLiteral("sig")}};
        if (m_isRsa) {
            jwk.insert(QStringLiteral("kty"), QStringLiteral("RSA"));
            jwk.insert(QStringLiteral("n"), number(OSSL_PKEY_PARAM_RSA_N, 0));
            jwk.insert(QStringLiteral("e"), number(OSSL_PKEY_PARAM_RSA_E, 0));
        } else {
            jwk.insert(QStringLiteral("kty"), QStringLiteral("EC"));
            jwk.insert(QStringLiteral("crv"), QStringLiteral("P-256"));
            jwk.insert(QStringLiteral("x"), number(OSSL_PKEY_PARAM_EC_PUB_X, 32));
            jwk.insert(QStringLiteral("y"), number(OSSL_PKEY_PARAM_EC_PUB_Y, 32));
        }
        return jwk;
    }

    [[nodiscard]] QByteArray sign(const QJsonObject &header, const QJsonObject &claims) const
    {
        const auto text = part(header) + '.' + part(claims);
        std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        size_t size = 0;
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get());
        EVP_DigestSign(context.get(), nullptr, &size, raw(text), size_t(text.size()));
        QByteArray signature(qsizetype(size), '\0');
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, raw(text), size_t(text.size()));
        signature.truncate(qsizetype(size));
        return text + '.' + encoded(m_isRsa ? signature : joined(signature));
    }

    [[nodiscard]] static QByteArray encoded(const QByteArray &bytes) { return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); }
    [[nodiscard]] static QByteArray part(const QJsonObject &json) { return encoded(QJsonDocument(json).toJson(QJsonDocument::Compact)); }

private:
    TestKey(EVP_PKEY *key, bool isRsa) : m_key(key, &EVP_PKEY_free), m_isRsa(isRsa) {}

    [[nodiscard]] static const unsigned char *raw(const QByteArray &bytes) { return reinterpret_cast<const unsigned char *>(bytes.constData()); }

    [[nodiscard]] static QByteArray bytes(const BIGNUM *number, int size)
    {
        QByteArray all(size > 0 ? size : BN_num_bytes(number), '\0');
        BN_bn2binpad(number, reinterpret_cast<unsigned char *>(all.data()), int(all.size()));
        return all;
    }
    [[nodiscard]] QString number(const char *name, int size) const
    {
        BIGNUM *found = nullptr;
        EVP_PKEY_get_bn_param(m_key.get(), name, &found);
        const auto text = QString::fromLatin1(encoded(bytes(found, size)));
        BN_free(found);
        return text;
    }
    /// OpenSSL's ASN.1 as the two numbers of a JWS.
    [[nodiscard]] static QByteArray joined(const QByteArray &der)
    {
        const auto *begin = raw(der);
        ECDSA_SIG *signature = d2i_ECDSA_SIG(nullptr, &begin, long(der.size()));
        const auto both = bytes(ECDSA_SIG_get0_r(signature), 32) + bytes(ECDSA_SIG_get0_s(signature), 32);
        ECDSA_SIG_free(signature);
        return both;
    }

    std::shared_ptr<EVP_PKEY> m_key;
    bool m_isRsa;
};

} // namespace deskbell::test
