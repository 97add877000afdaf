// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/auditlog.h"
#include "server/access/tenantstate.h"
#include "server/secrets/sealer.h"
#include "server/storage/changelog.h"
#include "server/storage/tenantcontext.h"

#include <QJsonObject>
#include <QList>
#include <optional>

namespace deskbell::server {

/// A change of a property.
struct TenantEdit {
    QJsonObject patch;                 ///< members of tenantState()
    std::optional<qint64> baseVersion; ///< the version it was made over
    Merge merge = Merge::Sections;
    std::optional<qint64> restores;    ///< instead of `patch`: what this version of the history was like
};

struct EditedTenant {
    TenantInfo tenant;
    QList<SessionId> ended; ///< a property that is suspended has nobody signed in
};

/// Changes properties: the row, its history, the audit entry and the change on the feed together. Writer's thread, inside the caller's
/// transaction; repeatable.
class TenantEditor final
{
public:
    /// Older ones are forgotten.
    static constexpr qint64 KeptVersions = 200;

    /// `sealer`: the secrets of settings are stored sealed.
    TenantEditor(ChangeLog &changes, const Clock &clock, const Sealer &sealer) : m_changes(changes), m_clock(clock), m_sealer(sealer), m_audit(clock) {}

    /// Nothing happens when nothing is different. NotFound; Validation; Conflict "slug_taken", "version_conflict" with `context.current`.
    /// Restoring leaves slug, plan and status as they are.
    [[nodiscard]] Result<EditedTenant> edit(sql::Connection &db, const TenantContext &who, const TenantEdit &edit) const;

private:
    [[nodiscard]] Result<TenantInfo> wanted(sql::Connection &db, const TenantContext &who, const TenantInfo &before, const TenantEdit &edit) const;
    [[nodiscard]] Result<Done> note(sql::Connection &db, const TenantContext &who, const TenantInfo &before, const TenantInfo &after,
        const TenantEdit &edit) const;
    [[nodiscard]] Result<Done> keepVersion(sql::Connection &db, const TenantContext &who, const TenantInfo &before, const TenantInfo &after,
        const QJsonArray &changed) const;

    ChangeLog &m_changes;
    const Clock &m_clock;
    const Sealer &m_sealer;
    AuditLog m_audit;
};

} // namespace deskbell::server
