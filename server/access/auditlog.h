// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/result.h"
#include "server/storage/auditrepository.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace deskbell::server {

/// What happened. `detail` holds facts by id and name, never texts of guests, numbers or secrets: the log can not be erased.
struct AuditRecord {
    QString action;   ///< "order.change", "session.opened", "transcript.read"
    QString entity;   ///< "order"
    QString entityId; ///< may be empty
    QJsonObject detail;
    CommandId commandId; ///< may be empty
};

/// Who did what (RELIABILITY rule 97): append-only, one hash chain per tenant. Entries of the whole service use TenantId{}.
/// Keeps nothing but the clock, so every service may have its own.
class AuditLog final
{
public:
    explicit AuditLog(const Clock &clock) : m_clock(&clock) {}

    /// Writer's thread, inside the transaction of what it tells about. Storage when the database refuses.
    [[nodiscard]] Result<Done> append(sql::Connection &db, const TenantContext &who, const AuditRecord &record) const;

private:
    const Clock *m_clock;
};

/// As people and programs read it.
[[nodiscard]] QJsonObject toJson(const AuditEntry &entry);

/// SHA-256(previous ‖ the entry as canonical JSON: compact, keys sorted, all columns but the hash; `detail` as text).
[[nodiscard]] QByteArray auditHash(const QByteArray &previous, const AuditEntry &entry);
/// What stands before the first entry: 32 zero bytes.
[[nodiscard]] QByteArray auditBeginning();

} // namespace deskbell::server
