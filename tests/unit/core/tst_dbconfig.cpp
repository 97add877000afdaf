// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/dbconfig.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::sql;

class DbConfigTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAllOfAUrl()
    {
        const auto config = DbConfig::fromUrl(QStringLiteral(
            "postgresql://desk:s%3Ac%2Fr%40t@db.example:6543/aurora?sslmode=verify-ca&sslrootcert=/etc/ca.pem&connect_timeout=9"));
        QVERIFY(config.ok());
        QVERIFY(config.value().dialect().isPostgreSql());
        QCOMPARE(config.value().name, QStringLiteral("aurora"));
        QCOMPARE(config.value().server.host, QStringLiteral("db.example"));
        QCOMPARE(config.value().server.port, 6543);
        QCOMPARE(config.value().server.user, QStringLiteral("desk"));
        QCOMPARE(config.value().server.password, QStringLiteral("s:c/r@t"));
        QCOMPARE(config.value().server.sslMode, QStringLiteral("verify-ca"));
        QCOMPARE(config.value().server.connectSeconds, 9);
    }

    void anotherMachineMustProveItsName()
    {
        QCOMPARE(DbConfig::fromUrl(QStringLiteral("postgresql://u@db.example/n")).value().server.sslMode, QStringLiteral("verify-full"));
        QCOMPARE(DbConfig::fromUrl(QStringLiteral("postgresql://u@127.0.0.1/n")).value().server.sslMode, QStringLiteral("prefer"));
        const auto socket = DbConfig::fromUrl(QStringLiteral("postgresql://u@/n?host=/run/pg"));
        QCOMPARE(socket.value().server.host, QStringLiteral("/run/pg"));
        QCOMPARE(socket.value().server.sslMode, QString());
    }

    void refusesWhatItDoesNotUnderstand_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("other scheme") << QStringLiteral("mysql://u@h/n");
        QTest::newRow("no database") << QStringLiteral("postgresql://u@h");
        QTest::newRow("two names") << QStringLiteral("postgresql://u@h/a/b");
        QTest::newRow("no user") << QStringLiteral("postgresql://h/n");
        QTest::newRow("unknown option") << QStringLiteral("postgresql://u:geheim@h/n?fsync=off");
        QTest::newRow("sslmode") << QStringLiteral("postgresql://u:geheim@h/n?sslmode=maybe");
        QTest::newRow("smuggled option") << QStringLiteral("postgresql://u@h/n?sslrootcert=a;options=-c");
        QTest::newRow("no time to connect") << QStringLiteral("postgresql://u@h/n?connect_timeout=0");
        QTest::newRow("no URL") << QStringLiteral("a file");
    }

    void refusesWhatItDoesNotUnderstand()
    {
        QFETCH(QString, url);
        const auto config = DbConfig::fromUrl(url);
        QVERIFY(!config.ok());
        QCOMPARE(config.error().code, QStringLiteral("database_url"));
        QVERIFY2(!config.error().detail.contains(QStringLiteral("geheim")), "the password is shown");
    }

    void showsNoPassword()
    {
        QCOMPARE(withoutPassword(QStringLiteral("postgresql://u:p@ss@h:1/n?x=y")), QStringLiteral("postgresql://u:***@h:1/n?x=y"));
        QCOMPARE(withoutPassword(QStringLiteral("postgresql://u@h:1/n")), QStringLiteral("postgresql://u@h:1/n"));
        QVERIFY(!DbConfig::fromUrl(QStringLiteral("postgresql://u:geheim@h/n")).value().label().contains(QStringLiteral("geheim")));
        QCOMPARE(DbConfig{}.dialect().backend, Backend::Sqlite);
    }

    void settingsGoWithTheConnection()
    {
        auto config = DbConfig::fromUrl(QStringLiteral("postgresql://u@h/n?application_name=it's")).value();
        const auto writer = config.connectOptions(false);
        QVERIFY(writer.contains(QStringLiteral("synchronous_commit=on")));
        QVERIFY(!writer.contains(QStringLiteral("default_transaction_read_only")));
        QVERIFY(writer.contains(QStringLiteral("application_name='it\\'s'")));
        QVERIFY(config.connectOptions(true).contains(QStringLiteral("default_transaction_read_only=on")));
        config.durable = false;
        QVERIFY(config.connectOptions(false).contains(QStringLiteral("synchronous_commit=off")));
    }
};

QTEST_GUILESS_MAIN(DbConfigTest)
#include "tst_dbconfig.moc"
