// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/access/auditlog.h"
#include "server/storage/changelog.h"
#include "server/storage/demorepository.h"

#include <QHash>
#include <QJsonObject>

namespace deskbell::server {

/// What `demo purge` would take away, row by row; also what its kept file holds.
struct DemoPurge {
    /// {"guests": [row, …], "calls": …, "transcript_lines": …, "orders": …}
    QJsonObject rows;
    QList<DemoMark> marks;   ///< of those rows
    QJsonArray kept;         ///< [{"entity", "id", "reason"}]: marked, and needed still
    QList<DemoMark> vanished; ///< of rows that are gone already

    [[nodiscard]] qint64 count(const char *table) const { return rows.value(QLatin1String(table)).toArray().size(); }
    /// {"guests": 3, …}
    [[nodiscard]] QJsonObject counts() const;
    bool operator==(const DemoPurge &other) const { return rows == other.rows; }
};

/// Takes marked rows out of the database and puts them back, with what consoles and the audit log must know of it. Inside the
/// caller's transaction; remove() and putBack() on the writer's thread.
class DemoBook final
{
public:
    /// More than that at once is not what marks are for.
    static constexpr qsizetype MostMarks = 20'000;

    DemoBook(ChangeLog &changes, const Clock &clock) : m_changes(changes), m_clock(clock), m_audit(clock) {}

    /// Reads. `loadId` empty: all marks. TooLarge over MostMarks.
    [[nodiscard]] static Result<DemoPurge> collect(sql::Connection &db, const TenantContext &who, const QString &loadId);
    /// Conflict "changed_meanwhile" when the rows are no longer those of `purge`.
    [[nodiscard]] Result<Done> remove(sql::Connection &db, const TenantContext &who, const QString &loadId, const DemoPurge &purge,
        const QString &file) const;
    /// Conflict "already_there" when one of the rows, or one that would be the same, is there.
    [[nodiscard]] Result<Done> putBack(sql::Connection &db, const TenantContext &who, const DemoPurge &purge) const;

private:
    [[nodiscard]] Result<Done> tell(sql::Connection &db, const TenantContext &who, const char *entity, const QString &id, const QJsonObject &body) const;
    [[nodiscard]] Result<Done> putBackRow(
        sql::Connection &db, const TenantContext &who, const DemoRepository::Table &table, QJsonObject row) const;

    ChangeLog &m_changes;
    const Clock &m_clock;
    AuditLog m_audit;
};

} // namespace deskbell::server
