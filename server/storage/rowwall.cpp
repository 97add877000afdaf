// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/rowwall.h"

#include "core/sql/transaction.h"

#include <QStringList>

namespace deskbell::server {
namespace {

using sql::RowScope;

/// Several services may start at once.
const auto LockWall = QStringLiteral("SELECT pg_advisory_xact_lock(7301116)");
const auto SelectOpen = QStringLiteral(
    "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped "
    "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = to_regnamespace(current_schema()) "
    "AND NOT (c.relrowsecurity AND c.relforcerowsecurity "
    "AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'deskbell_wall')) ORDER BY 1");
const auto Enable = QStringLiteral("ALTER TABLE %1 ENABLE ROW LEVEL SECURITY");
/// Or the owner of the tables, which the service is, would pass.
const auto Force = QStringLiteral("ALTER TABLE %1 FORCE ROW LEVEL SECURITY");
const auto DropPolicy = QStringLiteral("DROP POLICY IF EXISTS deskbell_wall ON %1");
/// In sub-selects the settings are read once a statement, not once a row. What was never set is NULL, which lets nothing pass.
const auto CreatePolicy = QStringLiteral(
    "CREATE POLICY deskbell_wall ON %1 USING ((SELECT current_setting('deskbell.scope', true)) = 'service' "
    "OR ((SELECT current_setting('deskbell.scope', true)) = 'tenant' AND tenant_id = (SELECT current_setting('deskbell.tenant', true))))");
const auto SelectRole = QStringLiteral("SELECT COUNT(*) FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)");

Result<QStringList> openTables(sql::Connection &db)
{
    QStringList tables;
    auto query = db.query(SelectOpen, RowScope::unguarded());
    while (query.next()) {
        tables.append(query.text(0));
    }
    return query.error() ? Result<QStringList>(*query.error()) : Result<QStringList>(std::move(tables));
}

} // namespace

Result<Done> raiseRowWall(sql::Connection &db)
{
    if (!db.dialect().isPostgreSql()) {
        return Done{};
    }
    // Without a lock first: at most starts there is nothing to do.
    if (const auto open = openTables(db); !open || open.value().isEmpty()) {
        return open ? Result<Done>(Done{}) : Result<Done>(open.error());
    }
    auto transaction = sql::Transaction::begin(db);
    if (!transaction) {
        return transaction.error();
    }
    if (auto locked = db.exec(LockWall, RowScope::unguarded()); !locked) {
        return locked;
    }
    const auto open = openTables(db);
    if (!open) {
        return open.error();
    }
    for (const auto &table : open.value()) {
        for (const auto &statement : {DropPolicy, CreatePolicy, Enable, Force}) {
            if (auto done = db.exec(statement.arg(table), RowScope::unguarded()); !done) {
                return done;
            }
        }
    }
    return transaction.value()->commit();
}

Result<bool> isAboveRowWall(sql::Connection &db)
{
    if (!db.dialect().isPostgreSql()) {
        return false;
    }
    auto query = db.query(SelectRole, RowScope::unguarded());
    const bool isAbove = query.next() && query.number(0) > 0;
    return query.error() ? Result<bool>(*query.error()) : Result<bool>(isAbove);
}

} // namespace deskbell::server
