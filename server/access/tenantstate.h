// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/access/tenantdirectory.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace deskbell::server {

/// Stands where a secret of the settings is shown or kept in the history; sent back, it means "as it is".
inline const QString KeptSecret = QStringLiteral("(kept)");

/// Name, place, plan and status: what everybody of the property may see, and what the feed tells.
[[nodiscard]] QJsonObject tenantFacts(const TenantInfo &tenant);

/// Everything that can be changed, as one object: slug, name, time_zone, currency, languages, plan, status, profile, settings. Secrets
/// of the settings are KeptSecret.
[[nodiscard]] QJsonObject tenantState(const TenantInfo &tenant);

/// [{"field": "settings.assistant", "before", "after"}] of two states; profile and settings by section. What is longer than 8 KiB as
/// JSON is shown as {"omitted_bytes": N}; what is not there as null.
[[nodiscard]] QJsonArray differences(const QJsonObject &before, const QJsonObject &after);

enum class Merge {
    Sections, ///< of profile and settings those that are named; null removes one
    Whole,    ///< profile and settings as they are given, where they are given
};
enum class LostSecret {
    Refuse, ///< KeptSecret where there is none to keep is a mistake
    Forget, ///< it is left out
};

/// `tenant` with the members of `patch` in place of its own, all rules checked. Validation names the field's path
/// ("settings.assistant.enabled"); unknown members are refused. Pure; any thread.
[[nodiscard]] Result<TenantInfo> patched(TenantInfo tenant, const QJsonObject &patch, Merge merge, LostSecret lost = LostSecret::Refuse);

} // namespace deskbell::server
