// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/storage/tenantcontext.h"

#include <QString>
#include <optional>

namespace deskbell::server {

/// Ordered: each role may do what the one before may.
enum class Role { Staff, Manager, Admin };

[[nodiscard]] QString word(Role role); ///< staff manager admin
[[nodiscard]] std::optional<Role> roleFromWord(const QString &word);

/// Who sends a request. Made only from a verified access token of a live session.
struct Principal {
    UserId userId;
    QString username;
    QString displayName;
    Role role = Role::Staff;
    TenantId tenantId;
    SessionId sessionId;
    Instant expiresAt{}; ///< of the access token

    [[nodiscard]] bool isEmpty() const { return userId.isEmpty(); }
    /// What repositories and services take.
    [[nodiscard]] TenantContext context() const { return {tenantId, QStringLiteral("user:") + username}; }
};

} // namespace deskbell::server
