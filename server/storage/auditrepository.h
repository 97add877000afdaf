// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

/// One line of the audit log.
struct AuditEntry {
    TenantId tenant;    ///< empty: the service itself
    qint64 number = 0;  ///< 1, 2, 3 … per tenant
    Instant at{};
    QString actor;
    QString action;     ///< "order.change", "session.opened", "transcript.read"
    QString entity;
    QString entityId;
    CommandId commandId; ///< may be empty
    QString detail;      ///< canonical JSON: the bytes that were hashed
    QByteArray hash;
};

/// How a chain ends.
struct AuditHead {
    TenantId tenant;
    qint64 entries = 0;
    QByteArray hash;
};

struct AuditFilter {
    QString entity;
    QString entityId;
    QString actor;
    std::optional<Instant> from;
    std::optional<Instant> to; ///< exclusive
};

struct AuditPage {
    QList<AuditEntry> entries; ///< newest first
    qint64 next = 0;           ///< continue below this number; 0: that was all
};

/// The audit log of one tenant (RELIABILITY rule 97). The tables refuse UPDATE and DELETE by triggers.
class AuditRepository final
{
public:
    AuditRepository(sql::Connection &db, TenantContext who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_who(std::move(who)) {}

    /// The head as it is before the next entry; `beginning` is the hash of a new chain's. Holds the chain for this transaction, so
    /// that two services can not append at once.
    [[nodiscard]] Result<AuditHead> takeHead(const QByteArray &beginning);
    /// `entry.number` is one more than the head's entries. Tenant: the context's.
    [[nodiscard]] Result<Done> append(const AuditEntry &entry);
    /// `before` 0: from the newest.
    [[nodiscard]] Result<AuditPage> page(const AuditFilter &filter, qint64 before, int limit);
    /// In the order of their numbers, above `number`.
    [[nodiscard]] Result<QList<AuditEntry>> after(qint64 number, int limit);
    /// std::nullopt: nothing was ever written.
    [[nodiscard]] Result<std::optional<AuditHead>> head();
    /// The chains there are, by what the heads and the entries themselves say.
    [[nodiscard]] static Result<QList<TenantId>> chains(sql::Connection &db);

private:
    sql::ScopedConnection m_db;
    TenantContext m_who;
};

} // namespace deskbell::server
