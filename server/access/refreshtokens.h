// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"
#include "core/support/rng.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace deskbell::server {

/// What a console keeps to get new access tokens: session id, 256 random bits, and a tag of ours, as base64url.
/// The tag tells a token that we once gave out from one that somebody made up, without a look into the database:
/// only the former can end a session when it is used again. Thread-safe.
class RefreshTokens final
{
public:
    struct Parsed {
        SessionId session;
        QByteArray hash; ///< SHA-256 of the token: all that is stored
    };

    /// `key`: 32 bytes, see deriveKey().
    RefreshTokens(QByteArray key, Rng &rng) : m_key(std::move(key)), m_rng(rng) { }

    [[nodiscard]] QString make(const SessionId &session) const;
    /// std::nullopt for what we have never given out.
    [[nodiscard]] std::optional<Parsed> parse(const QString &token) const;

    /// Encrypts the successor of `token` so that only who shows `token` again can have it: the disk alone gives nothing.
    [[nodiscard]] QString seal(const QString &token, const QString &successor) const;
    [[nodiscard]] std::optional<QString> open(const QString &token, const QString &sealed) const;

private:
    [[nodiscard]] QByteArray tag(const QByteArray &body) const;

    QByteArray m_key;
    Rng &m_rng;
};

[[nodiscard]] QByteArray refreshHash(const QString &token);

} // namespace deskbell::server
