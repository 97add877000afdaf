// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/change.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QList>

namespace deskbell::server {

/// Most of a batch of the feed (RELIABILITY rule 14).
inline constexpr int MaxBatchChanges = 500;
inline constexpr qsizetype MaxBatchBytes = 256 * 1024;

/// Consecutive changes as a JSON array, ready to be sent.
struct EncodedChanges {
    qint64 from = 0;
    qint64 to = 0; ///< from - 1 when there are none
    qint64 head = 0;
    QByteArray changesArrayJson = QByteArrayLiteral("[]");
};

/// Runs on a reader's thread.
class ChangesRepository final
{
public:
    ChangesRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    [[nodiscard]] Result<qint64> head();
    /// The last seq that retention has removed; 0 when all are there.
    [[nodiscard]] Result<qint64> floor();
    /// The changes after `after`, at most `limit` and about MaxBatchBytes of them. Conflict with code "resync" when `after` is
    /// beyond the head, as after a restored backup, or so far back that changes after it are gone (rule 16).
    [[nodiscard]] Result<EncodedChanges> after(qint64 after, int limit);
    /// What a unit has recorded so far, without bodies; on the writer's thread, where the head is not stored yet.
    [[nodiscard]] Result<QList<Change>> recordedSince(qint64 after);

private:
    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
