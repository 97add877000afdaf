// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/storage/tenantcontext.h"

#include <QString>
#include <QStringList>
#include <optional>

namespace deskbell::server {

using ApiKeyId = StrongId<struct ApiKeyTag>;

/// Ordered: each role may do what the one before may. A superadmin is the service's: lives in one property and may act on the
/// administration of all.
enum class Role { Staff, Manager, Admin, Superadmin };

[[nodiscard]] QString word(Role role); ///< staff manager admin superadmin
[[nodiscard]] std::optional<Role> roleFromWord(const QString &word);

/// Who sends a request. Made only from a verified access token of a live session, or from an API key. A key acts for the person
/// who made it: with that person's id and present role, within its scopes.
struct Principal {
    UserId userId;
    QString username;
    QString displayName;
    Role role = Role::Staff;
    TenantId tenantId;
    SessionId sessionId; ///< of a key: a session id of its own, so that its sockets can be cut
    Instant expiresAt{}; ///< of the access token or the key
    bool mustChangePassword = false;
    ApiKeyId keyId{}; ///< empty for a person
    QString keyName{};
    QStringList scopes{}; ///< of a key: the permissions it has

    [[nodiscard]] bool isEmpty() const { return userId.isEmpty(); }
    [[nodiscard]] bool isKey() const { return !keyId.isEmpty(); }
    /// What repositories and services take.
    [[nodiscard]] TenantContext context() const
    {
        return {tenantId, isKey() ? QStringLiteral("key:") + keyName : QStringLiteral("user:") + username};
    }
};

} // namespace deskbell::server
