// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pairing/pairingcode.h"
#include "tests/support/seededrng.h"

#include <QTest>

using namespace deskbell;

/// The 26 characters people read out and type.
class PairingCodeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeComesBack()
    {
        test::SeededRng rng;
        for (int i = 0; i < 500; ++i) {
            const PairingCode code{rng.bytes(8), rng.bytes(8)};
            const auto text = toText(code);
            QCOMPARE(QString(text).remove(QLatin1Char('-')).size(), PairingCode::Length);
            const auto parsed = parsePairingCode(text);
            QVERIFY(parsed.ok());
            QVERIFY(parsed.value() == code);
        }
    }

    void theFormatStays()
    {
        // Codes of one version must be read by another.
        const PairingCode code{QByteArray::fromHex("0123456789abcdef"), QByteArray::fromHex("fedcba9876543210")};
        QCOMPARE(toText(code), QStringLiteral("04HMA-SW9NF-6YZZP-WQAC7-CN1J22"));
    }

    void peopleMayTypeItAsTheyRead()
    {
        const PairingCode code{QByteArray::fromHex("0001000000000001"), QByteArray::fromHex("0000000000000100")};
        const auto text = toText(code);
        auto typed = QString(text).toLower().replace(QLatin1Char('0'), QLatin1Char('o')).replace(QLatin1Char('1'), QLatin1Char('l'));
        typed.replace(QLatin1Char('-'), QLatin1Char(' '));
        const auto parsed = parsePairingCode(QStringLiteral("  ") + typed + QStringLiteral("\n"));
        QVERIFY(parsed.ok());
        QVERIFY(parsed.value() == code);
        QVERIFY(parsePairingCode(QString(text).remove(QLatin1Char('-'))).ok());
    }

    void whatIsNoCodeIsSaid_data()
    {
        QTest::addColumn<QString>("typed");
        for (const auto *typed : {"", "A", "04HMA-SW9NF-6YZZP-WQAC7-CN1J", "04HMA-SW9NF-6YZZP-WQAC7-CN1J2200", "04HMA-SW9NF-6YZZP-WQAC7-CU1J22", "04HMA-SW9NF-6YZZP-WQAC7-CN1J23",
                                  "\xc3\xa9\xc3\xa9\xc3\xa9", "https://desk.example", "deskbell://pair?code=1", "deskbell://elsewhere?code=04HMA"}) {
            QTest::newRow(typed) << QString::fromUtf8(typed);
        }
    }
    void whatIsNoCodeIsSaid()
    {
        QFETCH(QString, typed);
        const auto parsed = parsePairingLink(typed);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().kind, ErrorKind::Validation);
        QVERIFY(parsed.error().code == QLatin1String("bad_code") || parsed.error().code == QLatin1String("mistyped_code"));
    }

    void mostTyposAreNoticed()
    {
        test::SeededRng rng;
        const QString alphabet = QStringLiteral("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
        int noticed = 0;
        constexpr int Tries = 1000;
        for (int i = 0; i < Tries; ++i) {
            auto text = toText({rng.bytes(8), rng.bytes(8)}).remove(QLatin1Char('-'));
            const auto place = qsizetype(rng.next() % 26);
            text[place] = alphabet.at((alphabet.indexOf(text.at(place)) + 1 + qsizetype(rng.next() % 31)) % 32);
            noticed += parsePairingCode(text).ok() ? 0 : 1;
        }
        QVERIFY2(noticed > Tries * 70 / 100, qPrintable(QString::number(noticed))); // two bits: three of four
    }

    void linksSayWhere()
    {
        test::SeededRng rng;
        const PairingLink link{{rng.bytes(8), rng.bytes(8)}, QUrl(QStringLiteral("https://192.168.1.5:8642"))};
        const auto uri = toUri(link);
        QVERIFY(uri.startsWith(QLatin1String("deskbell://pair?")));
        const auto parsed = parsePairingLink(uri);
        QVERIFY2(parsed.ok(), qPrintable(uri));
        QVERIFY(parsed.value().code == link.code);
        QCOMPARE(parsed.value().server, link.server);
        QVERIFY(parsePairingLink(toText(link.code)).value().server.isEmpty());
    }

    void aCodeWithoutAKeySaysSo()
    {
        QVERIFY(!(PairingCode{QByteArray(8, '\0'), QByteArray(8, 'a')}).hasKey());
        QVERIFY((PairingCode{QByteArray(7, '\0') + 'a', QByteArray(8, 'a')}).hasKey());
    }
};

QTEST_GUILESS_MAIN(PairingCodeTest)
#include "tst_pairingcode.moc"
