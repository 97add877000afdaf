// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/commandline.h"
#include "server/ops/config.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class ConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFallbackIsValid();
    void laterSourcesWin();
    void refusals_data();
    void refusals();
    void listenAddresses_data();
    void listenAddresses();
    void passwordIsNeverAnArgument();
    void positionalOrNamed();
};

void ConfigTest::everyFallbackIsValid()
{
    Config config;
    for (const auto *key : config::All) {
        QVERIFY2(config.set(*key, QString::fromUtf8(key->fallback), QStringLiteral("test")), key->name);
        QVERIFY(findConfigKey(QString::fromLatin1(key->name)) == key);
        QVERIFY(*key->doc);
    }
}

void ConfigTest::laterSourcesWin()
{
    Config config;
    QVERIFY(config.readToml("stop_seconds = 2\n[http]\nmax_connections = 100\n[log]\njson = true\nlevel = \"debug\"\n",
        QStringLiteral("a.toml")));
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("DESKBELL_HTTP_MAX_CONNECTIONS"), QStringLiteral("200"));
    environment.insert(QStringLiteral("DESKBELL_LOG_LEVEL"), QStringLiteral("error"));
    environment.insert(QStringLiteral("DESKBELL_DATA_DIR"), QStringLiteral("not a setting"));
    QVERIFY(config.readEnvironment(environment));
    QVERIFY(config.set(QStringLiteral("http.max_connections = 300")));
    QCOMPARE(config.integer(config::StopSeconds), 2);
    QCOMPARE(config.origin(config::StopSeconds), QStringLiteral("a.toml line 1"));
    QCOMPARE(config.integer(config::MaxConnections), 300);
    QCOMPARE(config.text(config::LogLevel), QStringLiteral("error"));
    QCOMPARE(config.boolean(config::LogJson), true);
    QCOMPARE(config.origin(config::IdleHours), QStringLiteral("default"));
}

void ConfigTest::refusals_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("says");
    QTest::newRow("unknown key") << QByteArray("a = 1") << QStringLiteral("\"a\"");
    QTest::newRow("unknown in table") << QByteArray("[http]\nmax = 1") << QStringLiteral("x.toml line 2");
    QTest::newRow("wrong type") << QByteArray("stop_seconds = \"ten\"")
                                << QStringLiteral("a whole number from 1 to 300");
    QTest::newRow("out of range") << QByteArray("stop_seconds = 0") << QStringLiteral("a whole number from 1 to 300");
    QTest::newRow("unknown word") << QByteArray("[log]\nlevel = \"loud\"")
                                  << QStringLiteral("one of: debug info warning error");
    QTest::newRow("bad database") << QByteArray("[database]\nurl = \"mysql://a:geheim@b/c\"") << QStringLiteral("must be postgresql://");
    QTest::newRow("bad address") << QByteArray("listen = \"here\"") << QStringLiteral("HOST:PORT");
    QTest::newRow("no TOML") << QByteArray("listen = ") << QStringLiteral("x.toml line 1");
    QTest::newRow("array") << QByteArray("listen = [1]") << QStringLiteral("a text");
}

void ConfigTest::refusals()
{
    QFETCH(QByteArray, toml);
    QFETCH(QString, says);
    Config config;
    const auto read = config.readToml(toml, QStringLiteral("x.toml"));
    QVERIFY(!read);
    QCOMPARE(read.error().code, QStringLiteral("config"));
    QVERIFY2(read.error().detail.contains(says), qPrintable(read.error().detail));
}

void ConfigTest::listenAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::newRow("IPv4") << QStringLiteral("127.0.0.1:80") << QStringLiteral("127.0.0.1") << 80;
    QTest::newRow("IPv6") << QStringLiteral("[::1]:0") << QStringLiteral("::1") << 0;
    QTest::newRow("name") << QStringLiteral("localhost:65535") << QStringLiteral("localhost") << 65535;
    QTest::newRow("IPv6 without brackets") << QStringLiteral("::1:80") << QString() << -1;
    QTest::newRow("no port") << QStringLiteral("127.0.0.1") << QString() << -1;
    QTest::newRow("no host") << QStringLiteral(":80") << QString() << -1;
    QTest::newRow("port too big") << QStringLiteral("127.0.0.1:65536") << QString() << -1;
}

void ConfigTest::listenAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    const auto address = parseListen(text);
    QCOMPARE(address.ok(), port >= 0);
    if (address) {
        QCOMPARE(address.value().first, host);
        QCOMPARE(int(address.value().second), port);
    }
}

void ConfigTest::passwordIsNeverAnArgument()
{
    const QStringList line{QStringLiteral("deskbelld"), QStringLiteral("user"), QStringLiteral("add"),
        QStringLiteral("--data-dir"), QStringLiteral("d"), QStringLiteral("--tenant"), QStringLiteral("a"),
        QStringLiteral("--username"), QStringLiteral("b"), QStringLiteral("--password"), QStringLiteral("c")};
    QVERIFY(!parseCommandLine(line));
    const auto without = parseCommandLine(line.mid(0, 9));
    QVERIFY(without);
    QVERIFY(without.value().needsPassword);
}

void ConfigTest::positionalOrNamed()
{
    const QStringList line{QStringLiteral("deskbelld"), QStringLiteral("tenant"), QStringLiteral("add"),
        QStringLiteral("--data-dir"), QStringLiteral("d")};
    const auto named = parseCommandLine(line + QStringList{QStringLiteral("--slug"), QStringLiteral("aurora")});
    const auto positional = parseCommandLine(line + QStringList{QStringLiteral("aurora")});
    QVERIFY(named && positional);
    QCOMPARE(named.value().arguments, positional.value().arguments);
    QVERIFY(!parseCommandLine(line));
    QVERIFY(!parseCommandLine(line + QStringList{QStringLiteral("a"), QStringLiteral("b")}));
}

QTEST_GUILESS_MAIN(ConfigTest)
#include "tst_config.moc"
