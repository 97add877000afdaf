// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/access/tenantdirectory.h"

#include <QStringList>

namespace deskbell::server {

/// What a service may be sold as.
[[nodiscard]] QStringList tenantPlans();

/// What all properties must be like: slug, name, time zone, currency, languages and plan. Validation (code "invalid_field") names the
/// field. Settings and profile have rules of their own. Pure; any thread.
[[nodiscard]] Result<Done> checkTenant(const TenantInfo &tenant);

} // namespace deskbell::server
