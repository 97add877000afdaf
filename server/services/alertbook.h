// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/alert.h"
#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/storage/changelog.h"

namespace deskbell::server {

/// Raises what desks must be told, once for each kind and subject. Lives on the writer's thread, inside the caller's transaction.
class AlertBook final
{
public:
    static inline const QString Emergency = QStringLiteral("emergency");           ///< subject: the call
    static inline const QString Escalation = QStringLiteral("call_escalation");    ///< subject: the call
    static inline const QString CostLimit = QStringLiteral("cost_limit");          ///< subject: the month, "2026-11"

    AlertBook(ChangeLog &changes, const Clock &clock, const IdSource &ids) : m_changes(changes), m_clock(clock), m_ids(ids) {}

    /// True when it is new; one that was raised before stays as it is.
    [[nodiscard]] Result<bool> raise(sql::Connection &db, const TenantContext &who, const QString &kind, const QString &subject, const CallId &call,
                                     const QJsonObject &details);
    /// Who has acknowledged it first stays. Errors: NotFound.
    [[nodiscard]] Result<Alert> acknowledge(sql::Connection &db, const TenantContext &who, const QString &id);

private:
    [[nodiscard]] Result<Done> record(sql::Connection &db, const TenantContext &who, const Alert &alert, const QString &event);

    ChangeLog &m_changes;
    const Clock &m_clock;
    IdSource m_ids;
};

} // namespace deskbell::server
