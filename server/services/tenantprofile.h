// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QJsonObject>

namespace deskbell::server {

/// What a house is like, as consoles show it and the assistant may tell it; one JSON object of sections, all of them optional:
///     research       {"summary", "website", "address", "phone", "email", "stars", "check_in", "check_out", "researched_at",
///                     "sources": [url], "facts": [{"topic", "text", "source"}]}
///     house_rules    [{"title", "text"}]
///     opening_hours  [{"place", "days": ["mon", …], "open": "07:00", "close": "10:30", "note"}]
///     departments    [{"id", "name", "phone", "email", "is_active"}]
///     floors         [{"name", "rooms": [{"number", "type", "beds", "is_active"}]}]
///     services       [{"id", "name", "department", "description", "price_minor", "is_active"}]
/// How the assistant behaves is in the settings ("assistant", see tenantsettings.h), which the voice service reads.
struct TenantProfile {
    /// As JSON, all sections together.
    static constexpr qsizetype MaxBytes = 512 * 1024;

    /// Validation (code "invalid_field"), naming the path, for what is unknown, too long, of another type, or there twice
    /// (ids, room numbers), and for a service of a department that is not listed. Pure; any thread.
    [[nodiscard]] static Result<Done> check(const QJsonObject &profile);
};

} // namespace deskbell::server
