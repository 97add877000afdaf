// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/transcript.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"
#include "server/voice/transcriptmerge.h"

#include <QList>
#include <optional>

namespace deskbell::server {

/// Runs on a database thread, inside the caller's transaction.
class TranscriptsRepository final
{
public:
    TranscriptsRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    /// False when a line of this source and key is there already; it stays as it is.
    [[nodiscard]] Result<bool> insert(const SourcedLine &line);
    /// Rewrites text, time, visibility and version of a line.
    [[nodiscard]] Result<Done> update(const SourcedLine &line);
    /// Every line of a call, shown or not, in no order.
    [[nodiscard]] Result<QList<SourcedLine>> all(const CallId &call);
    /// The newest version of a call's lines; 0 when it has none.
    [[nodiscard]] Result<qint64> lastVersion(const CallId &call);
    /// Shown lines by time, from `offset` on; `startedAt` gives offset_ms.
    [[nodiscard]] Result<QList<TranscriptLine>> page(const CallId &call, const std::optional<Instant> &startedAt, int offset, int limit);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

/// Milliseconds since the start of the call, never negative; 0 when the start is not known.
[[nodiscard]] qint64 offsetMs(Instant at, const std::optional<Instant> &startedAt);

} // namespace deskbell::server
