// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/database.h"
#include "server/storage/tenantsrepository.h"
#include "tests/support/testdatabase.h"

#include <QTemporaryDir>
#include <memory>

namespace deskbell::test {

/// A database of its own with the properties "t" (Europe/Lisbon) and "u" (Asia/Kathmandu).
struct PropertyDatabase {
    QTemporaryDir dir;
    TestDatabase place;
    std::unique_ptr<server::Database> database;

    template<typename F>
    auto write(F fn)
    {
        return database->write(std::move(fn)).result();
    }
    [[nodiscard]] bool open()
    {
        server::Database::Options options{dir.filePath(QStringLiteral("x.db")), false, {}, {}};
        options.url = place.url();
        database = std::make_unique<server::Database>(std::move(options));
        return database->open().ok();
    }
    [[nodiscard]] bool make()
    {
        return open() && add(QStringLiteral("t"), QStringLiteral("Europe/Lisbon")) && add(QStringLiteral("u"), QStringLiteral("Asia/Kathmandu"));
    }
    [[nodiscard]] bool add(const QString &id, const QString &zone)
    {
        const server::TenantInfo tenant{TenantId{id}, id, id, zone, QStringLiteral("EUR"), {}};
        return write([tenant](sql::Connection &db) { return server::TenantsRepository(db).insert(tenant, fromMillis(1'000)); }).ok();
    }
    /// The first column of all rows.
    [[nodiscard]] QStringList texts(const QString &sql)
    {
        return write([sql](sql::Connection &db) -> Result<QStringList> {
                   auto query = db.query(sql, sql::RowScope::everybody());
                   QStringList all;
                   while (query.next()) {
                       all.append(query.text(0));
                   }
                   return query.error() ? Result<QStringList>(*query.error()) : Result<QStringList>(all);
               })
            .value();
    }
};

} // namespace deskbell::test
