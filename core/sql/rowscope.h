// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace deskbell::sql {

/// Whose rows a statement sees and may write: the second wall of PostgreSQL (docs/adr/0021). SQLite has none, there the
/// statement's own WHERE is all. A value; every statement carries one, and one that was given none sees nothing.
struct RowScope {
    enum class Kind {
        Nobody,
        Owner, ///< rows whose tenant_id is `owner`, which may be empty: rows of no property
        Everybody, ///< work that must look over all properties
        Unguarded, ///< tables without tenant_id only; what the session sees of others stays as it was
    };
    Kind kind = Kind::Nobody;
    QString owner{};

    [[nodiscard]] static RowScope of(const QString &owner) { return {Kind::Owner, owner}; }
    [[nodiscard]] static RowScope everybody() { return {Kind::Everybody, {}}; }
    [[nodiscard]] static RowScope unguarded() { return {Kind::Unguarded, {}}; }
    bool operator==(const RowScope &) const = default;
};

} // namespace deskbell::sql
