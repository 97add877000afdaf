// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/migrator.h"
#include "server/storage/database.h"
#include "server/storage/tablesrepository.h"
#include "tests/support/testdatabase.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class MigrationsTest final : public QObject
{
    Q_OBJECT

private:
    static QStringList names(const char *backend)
    {
        return QDir(QStringLiteral(":/deskbell/migrations/") + QLatin1String(backend)).entryList(QDir::Files, QDir::Name);
    }

private Q_SLOTS:
    void bothBackEndsHaveTheSame()
    {
        QVERIFY(!names("sqlite").isEmpty());
        QCOMPARE(names("postgresql"), names("sqlite"));
    }

    void numbersAreUnique()
    {
        QStringList numbers;
        for (const auto &name : names("sqlite")) {
            QVERIFY2(!numbers.contains(name.left(4)), qPrintable(name));
            numbers.append(name.left(4));
        }
    }

    void bothMakeTheSameTablesAndColumns()
    {
        if (!test::TestDatabase::isPostgreSql()) {
            QSKIP("compares the two back ends; runs as .postgresql");
        }
        QTemporaryDir dir;
        Database sqlite({dir.filePath(QStringLiteral("x.db")), false, {}, {}});
        QVERIFY(sqlite.open().ok());
        const test::TestDatabase base;
        Database postgresql({{}, false, {}, {}, base.url()});
        QVERIFY(postgresql.open().ok());
        auto here = sqlite.read([](sql::Connection &db) { return TablesRepository(db).tables(); });
        auto there = postgresql.read([](sql::Connection &db) { return TablesRepository(db).columns(); });
        here.waitForFinished();
        there.waitForFinished();
        QVERIFY(here.result().ok());
        QVERIFY(there.result().ok());
        QHash<QString, QStringList> columns;
        for (const auto &table : here.result().value()) {
            for (const auto &column : table.columns) {
                columns[table.name].append(column.name);
            }
            columns[table.name].sort();
            QCOMPARE(there.result().value().value(table.name), columns.value(table.name));
        }
        QCOMPARE(there.result().value().size(), columns.size());
    }
};

QTEST_GUILESS_MAIN(MigrationsTest)
#include "tst_migrations.moc"
