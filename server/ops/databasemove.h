// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/storage/tablesrepository.h"

#include <QJsonObject>
#include <QString>
#include <functional>

namespace deskbell::server {

/// `deskbelld migrate --from sqlite:PATH --to postgresql://…`: moves a property up to the database of a group. The source
/// is only read. The target must be empty and unused; everything is written in one transaction, read again and compared,
/// so after any failure the target still is empty. The lineage stays: to consoles it is the same database.
class DatabaseMove final
{
public:
    /// One line about how far it is.
    using Progress = std::function<void(const QString &)>;

    /// `source`: "sqlite:" and a data directory or a database file. `target`: see sql::DbConfig::fromUrl().
    DatabaseMove(QString source, QString target, Progress progress)
        : m_source(std::move(source)), m_target(std::move(target)), m_progress(std::move(progress))
    {
    }

    /// The report: {"from", "to", "schema", "lineage", "rows", "seconds", "tables": [{"name", "rows", "sha256"}]}. Errors:
    /// Conflict "busy" (a service works on the source), "not_empty", "in_use"; Storage "schema_differs", "copy_differs".
    [[nodiscard]] Result<QJsonObject> run();

private:
    [[nodiscard]] Result<QJsonObject> move(sql::Connection &from, sql::Connection &to);
    [[nodiscard]] Result<QList<Table>> check(TablesRepository &from, TablesRepository &to) const;
    [[nodiscard]] Result<TableDigest> copy(TablesRepository &from, TablesRepository &to, const Table &table) const;

    QString m_source;
    QString m_target;
    Progress m_progress;
};

} // namespace deskbell::server
