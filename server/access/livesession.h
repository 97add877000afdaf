// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/access/principal.h"

#include <QString>

namespace deskbell::server {

/// A signed-in console, as much of it as a request needs.
struct LiveSession {
    SessionId id;
    TenantId tenant;
    UserId user;
    QString username;
    QString displayName;
    Role role = Role::Staff;
    Instant endsAt{}; ///< when it ends unless it is refreshed before
    QString device{}; ///< the paired desk it is bound to; empty elsewhere
    bool mustChangePassword = false;
};

} // namespace deskbell::server
