// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"

#include <QString>

namespace deskbell::server {

/// Small facts about the database itself, by name. On a database thread, inside the caller's transaction.
class MetaRepository final
{
public:
    /// Which history the feeds belong to; another one after every restore (RELIABILITY rule 3).
    static constexpr auto Lineage = "lineage_id";
    /// There from a restore until its hooks have run; JSON.
    static constexpr auto RestorePending = "restore_pending";
    /// When the first account was made over SetupService.
    static constexpr auto SetUp = "set_up_at";

    explicit MetaRepository(sql::Connection &db) : m_db(db, sql::RowScope::unguarded()) { }

    /// Empty when there is none.
    [[nodiscard]] Result<QString> value(const char *key);
    [[nodiscard]] Result<Done> set(const char *key, const QString &value);
    [[nodiscard]] Result<Done> remove(const char *key);

private:
    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
