// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/result.h"

#include <QMap>
#include <QString>

namespace deskbell::server {

/// What can be said about a database without knowing what should be in it.
struct DatabaseFacts {
    QString lineage;
    int schemaVersion = 0;
    QMap<QString, qint64> counts; ///< rows by table
};

/// What an open connection sees.
[[nodiscard]] Result<DatabaseFacts> factsOf(sql::Connection &db);

/// Opens a database file and reads its facts; with `isChecked` after quick_check and the check of its references. Storage
/// "corrupt" when one of them complains. Any thread.
[[nodiscard]] Result<DatabaseFacts> readFacts(const sql::DbConfig &config, bool isChecked);

/// SHA-256 of a file, hex.
[[nodiscard]] Result<QString> hashFile(const QString &path);

} // namespace deskbell::server
