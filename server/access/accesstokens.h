// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"
#include "server/access/principal.h"

#include <QByteArray>

namespace deskbell::server {

struct AccessClaims {
    UserId user;
    TenantId tenant;
    SessionId session;
    Role role = Role::Staff;
    Instant expiresAt{}; ///< whole seconds
};

/// Short-lived bearer tokens: JWT, HS256, nothing else. A token alone admits nobody, its session must live too.
/// Thread-safe.
class AccessTokens final
{
public:
    /// `key`: 32 bytes, see deriveKey().
    explicit AccessTokens(QByteArray key);

    [[nodiscard]] Result<QByteArray> issue(const AccessClaims &claims) const;
    /// Auth with code "token_invalid" or "token_expired".
    [[nodiscard]] Result<AccessClaims> verify(const QByteArray &token, Instant now) const;

private:
    QByteArray m_key;
};

} // namespace deskbell::server
