// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/access/tenantdirectory.h"
#include "server/jobs/ratelimit.h"

#include <QJsonObject>

namespace deskbell::server {

/// What limits the buckets of a property: its settings' "limits" over defaults. "provider:NAME" is before "provider".
///     {"provider" | "provider:NAME" | "number" | "guest": {"tokens", "per_seconds", "burst", "daily_cap"}}
class PropertyLimits final
{
public:
    explicit PropertyLimits(const TenantDirectory &directory) : m_directory(directory) {}

    /// For a bucket named by providerBucket(), numberBucket() or guestBucket(). Thread-safe.
    [[nodiscard]] RateLimit limitOf(const QString &bucket) const;
    /// Of the value of "limits": Validation naming the field.
    [[nodiscard]] static Result<Done> check(const QJsonObject &limits);

private:
    const TenantDirectory &m_directory;
};

} // namespace deskbell::server
