// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/secrets/sealer.h"

#include <QJsonObject>

namespace deskbell::server {

/// The secrets inside a property's settings: `notifications[].secret`. Sealed in the database, clear in memory, masked in
/// what people are shown.
[[nodiscard]] QJsonObject sealSettings(const QJsonObject &settings, const TenantId &tenant, const Sealer &sealer);
/// One that can not be opened is left out.
[[nodiscard]] QJsonObject openSettings(const QJsonObject &settings, const TenantId &tenant, const Sealer &sealer);
/// With "•••" for each secret.
[[nodiscard]] QJsonObject maskSettings(const QJsonObject &settings);
/// Nothing in it is clear, or sealed with an earlier key.
[[nodiscard]] bool isCurrent(const QJsonObject &settings, const Sealer &sealer);

} // namespace deskbell::server
