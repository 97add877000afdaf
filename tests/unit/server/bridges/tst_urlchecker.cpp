// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/urlchecker.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

/// Where outgoing calls may go (RELIABILITY threat 15): the list of forms that have got past others.
class UrlCheckerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresses_data();
    void addresses();
    void refusedUrls_data();
    void refusedUrls();
    void allowedUrls_data();
    void allowedUrls();
    void everyAddressOfAHostCounts();
    void theHouseMustBeAskedFor();
    void onlyTheProvidersHosts();
};

void UrlCheckerTest::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("reach");
    const auto rows = [](AddressReach reach, std::initializer_list<const char *> list) {
        for (const auto *address : list) {
            QTest::newRow(address) << QString::fromLatin1(address) << int(reach);
        }
    };
    rows(AddressReach::Public, {"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "198.17.0.1", "198.20.0.0",
                                "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"});
    rows(AddressReach::Lan, {"10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "fc00::1", "fd12:3456::1"});
    rows(AddressReach::Loopback, {"127.0.0.1", "127.255.255.254", "::1"});
    rows(AddressReach::Never,
         {"0.0.0.0", "0.1.2.3", "100.64.0.1", "169.254.169.254", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
          "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "fe80::1", "fec0::1", "ff02::1", "100::1", "2001::1", "2001:db8::1", "2001:10::1", "2001:20::1",
          "3fff::1", "4000::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1",
          "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:1::1", "fe80::1%eth0"});
}

void UrlCheckerTest::addresses()
{
    QFETCH(const QString, address);
    QFETCH(const int, reach);
    QCOMPARE(int(reachOf(QHostAddress(address))), reach);
}

void UrlCheckerTest::refusedUrls_data()
{
    QTest::addColumn<QString>("url");
    for (const auto *url :
         {"", "nonsense", "ftp://a.example/", "file:///etc/passwd", "gopher://a.example/", "//a.example/", "javascript:alert(1)", "http://a.example/", "https:///x",
          "https://user@a.example/", "https://user:word@a.example/", "https://@a.example/", "https://a.example@127.0.0.1/", "https://a.example:8443/", "https://a.example:22/",
          "https://a.example:0/", "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/", "https://0177.0.0.1/",
          "https://017700000001/", "https://127.0.0.1./", "https://0/", "https://0.0.0.0/", "https://10.0.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/",
          "https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://[fe80::1]/",
          "https://[fd00::1]/", "https://[::ffff:a9fe:a9fe]/", "https://１２７.0.0.1/", "https://127。0。0。1/", "https://%31%32%37.0.0.1/", "https://127.0.0.1%00.a.example/"}) {
        QTest::newRow(url) << QString::fromUtf8(url);
    }
}

void UrlCheckerTest::refusedUrls()
{
    QFETCH(const QString, url);
    const auto checked = UrlChecker({}).check(QUrl(url));
    QVERIFY2(!checked, qPrintable(QUrl(url).host()));
    QCOMPARE(checked.error().code, QStringLiteral("url_refused"));
}

void UrlCheckerTest::allowedUrls_data()
{
    QTest::addColumn<QString>("url");
    for (const auto *url : {"https://a.example/", "https://a.example:443/x?y=z", "https://api.vapi.ai/assistant", "https://8.8.8.8/", "https://[2606:4700::1111]/",
                            "https://1.example/", "https://münchen.example/", "https://0x7f.example/"}) {
        QTest::newRow(url) << QString::fromUtf8(url);
    }
}

void UrlCheckerTest::allowedUrls()
{
    QFETCH(const QString, url);
    const auto checked = UrlChecker({}).check(QUrl(url));
    QVERIFY2(checked.ok(), checked ? "" : qPrintable(checked.error().detail));
}

void UrlCheckerTest::everyAddressOfAHostCounts()
{
    const UrlChecker checker({});
    QVERIFY(checker.check({QHostAddress(QStringLiteral("8.8.8.8")), QHostAddress(QStringLiteral("2606:4700::1111"))}).ok());
    QVERIFY(!checker.check({QHostAddress(QStringLiteral("8.8.8.8")), QHostAddress(QStringLiteral("10.0.0.1"))}).ok());
    QVERIFY(!checker.check(QList<QHostAddress>()).ok());
    QVERIFY(!checker.check({QHostAddress()}).ok());
}

void UrlCheckerTest::theHouseMustBeAskedFor()
{
    UrlPolicy policy;
    policy.allowsHttp = policy.allowsAnyPort = policy.allowsLan = true;
    const UrlChecker checker(policy);
    QVERIFY(checker.check(QUrl(QStringLiteral("http://192.168.1.20:8080/hook"))).ok());
    QVERIFY(!checker.check(QUrl(QStringLiteral("http://127.0.0.1:8080/hook"))).ok());
    QVERIFY(!checker.check(QUrl(QStringLiteral("http://169.254.169.254/"))).ok());
    // One private address has one form only.
    QVERIFY(!checker.check(QUrl(QStringLiteral("http://[::ffff:192.168.1.20]/"))).ok());
}

void UrlCheckerTest::onlyTheProvidersHosts()
{
    UrlPolicy policy;
    policy.hosts = {QStringLiteral("api.vapi.ai"), QStringLiteral(".example.com")};
    const UrlChecker checker(policy);
    QVERIFY(checker.check(QUrl(QStringLiteral("https://API.vapi.ai/"))).ok());
    QVERIFY(checker.check(QUrl(QStringLiteral("https://a.example.com/"))).ok());
    for (const auto *url : {"https://example.com/", "https://notexample.com/", "https://api.vapi.ai.evil.example/", "https://evil.example/?api.vapi.ai"}) {
        QVERIFY2(!checker.check(QUrl(QString::fromLatin1(url))), url);
    }
}

QTEST_GUILESS_MAIN(UrlCheckerTest)
#include "tst_urlchecker.moc"
