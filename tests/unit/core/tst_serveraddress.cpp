// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/serveraddress.h"

#include <QTest>

using namespace deskbell;

class ServerAddressTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typedAddressesBecomeUrls_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        const auto row = [](const char *typed, const char *url) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(url);
        };
        row("hotel.local:8080", "https://hotel.local:8080");
        row("10.0.0.5", "https://10.0.0.5");
        row("  192.168.1.20:8443 ", "https://192.168.1.20:8443");
        row("172.31.0.1", "https://172.31.0.1");
        row("localhost:8080", "http://localhost:8080");
        row("frontdesk", "https://frontdesk");
        row("127.0.0.1:9", "http://127.0.0.1:9");
        row("::1", "http://[::1]");
        row("[fe80::1]:8080", "https://[fe80::1]:8080");
        row("https://hotel.lan/", "https://hotel.lan");
        row("http://127.0.0.1:8642/", "http://127.0.0.1:8642");
        row("https://10.0.0.5/", "https://10.0.0.5");
        row("desk.example.com", "https://desk.example.com");
        row("https://desk.example.com//", "https://desk.example.com");
        row("https://desk.example.com/deskbell/", "https://desk.example.com/deskbell");
        row("HTTPS://Desk.Example.com", "https://desk.example.com");
        row("172.32.0.1", "https://172.32.0.1");
        row("8.8.8.8:8080", "https://8.8.8.8:8080");
    }
    void typedAddressesBecomeUrls()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        const auto parsed = parseServerAddress(typed);
        QVERIFY2(parsed.ok(), parsed ? "" : qPrintable(parsed.error().detail));
        QCOMPARE(parsed.value().toString(), url);
    }

    void nonsenseIsRefusedBeforeAnyNetwork_data()
    {
        QTest::addColumn<QString>("typed");
        for (const auto *typed : {"", "   ", "ftp://hotel.local", "http://", "hotel local", "http://user:pw@hotel.local", "hotel.local:99999",
                                  "hotel.local:0", "hotel.local?x=1", "hotel.local#x", "<script>", "http://a..b", "file:///etc/passwd"}) {
            QTest::newRow(typed) << QString::fromLatin1(typed);
        }
    }
    void nonsenseIsRefusedBeforeAnyNetwork()
    {
        QFETCH(QString, typed);
        const auto parsed = parseServerAddress(typed);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().kind, ErrorKind::Validation);
        QCOMPARE(parsed.error().code, QStringLiteral("bad_address"));
    }

    void plainHttpToAnotherMachineNeedsTheSetting()
    {
        for (const auto *address : {"http://desk.example.com", "http://192.168.1.20:8642", "http://hotel.local"}) {
            const auto typed = QString::fromLatin1(address);
            QCOMPARE(parseServerAddress(typed).error().code, QStringLiteral("plain_http_refused"));
            QCOMPARE(parseServerAddress(typed, true).value().toString(), typed);
        }
    }
};

QTEST_GUILESS_MAIN(ServerAddressTest)
#include "tst_serveraddress.moc"
