// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace deskbell::server {

/// A public key that an identity provider signs with.
struct SigningKey {
    enum class Kind {
        Rsa, ///< of 2048 bits or more; signs RS256
        P256, ///< signs ES256
    };
    QString id; ///< "kid"; may be empty
    Kind kind = Kind::Rsa;
    QByteArray pem; ///< SubjectPublicKeyInfo
};

/// The algorithm of JWS that goes with the key, and no other: "RS256", "ES256".
[[nodiscard]] QString algorithmOf(SigningKey::Kind kind);

/// The signing keys of a provider (RFC 7517). Pure; any thread.
class JwkSet final
{
public:
    JwkSet() = default;
    /// Keys that are for something else, or of a kind we do not take, are left out. Protocol when there is none left.
    [[nodiscard]] static Result<JwkSet> fromJson(const QJsonObject &json);

    /// The key of this id for this algorithm; without an id only when there is exactly one. Null when there is none.
    [[nodiscard]] const SigningKey *find(const QString &id, const QString &algorithm) const;
    [[nodiscard]] qsizetype size() const { return m_keys.size(); }

private:
    QList<SigningKey> m_keys;
};

} // namespace deskbell::server
