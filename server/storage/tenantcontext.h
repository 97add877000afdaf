// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/ids.h"

#include <QString>

namespace deskbell::server {

/// Whose data, and who acts. Every repository takes one; a query without a tenant does not compile.
/// Made only from a verified session, a hook's path token, or an administrator's command.
struct TenantContext {
    TenantId tenant;
    QString actor; ///< "user:<name>", "assistant", "provider:vapi", "system"
};

} // namespace deskbell::server
