// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/ticketcode.h"
#include "server/access/totp.h"
#include "tests/support/seededrng.h"

#include <QSet>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

namespace {

const QByteArray Secret = QByteArrayLiteral("12345678901234567890");

Instant at(qint64 seconds) { return fromMillis(seconds * 1000); }

} // namespace

class TotpTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectorsOfTheRfc_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("code");
        // RFC 6238 appendix B, SHA-1; its eight digits end with our six.
        QTest::newRow("1970") << qint64(59) << QStringLiteral("287082");
        QTest::newRow("2005") << qint64(1111111109) << QStringLiteral("081804");
        QTest::newRow("2005, next step") << qint64(1111111111) << QStringLiteral("050471");
        QTest::newRow("2009") << qint64(1234567890) << QStringLiteral("005924");
        QTest::newRow("2033") << qint64(2000000000) << QStringLiteral("279037");
        QTest::newRow("2603") << qint64(20000000000) << QStringLiteral("353130");
    }

    void vectorsOfTheRfc()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, code);
        QCOMPARE(totpCode(Secret, totpStep(at(seconds))), code);
        QCOMPARE(matchTotp(Secret, code, at(seconds), 0), std::optional<qint64>(seconds / 30));
    }

    void oneStepEitherWay()
    {
        const auto code = totpCode(Secret, 1000);
        QVERIFY(matchTotp(Secret, code, at(1000 * 30), 0));
        QVERIFY(matchTotp(Secret, code, at(1001 * 30 + 29), 0));
        QVERIFY(!matchTotp(Secret, code, at(1002 * 30), 0));
        QVERIFY(matchTotp(Secret, code, at(999 * 30), 0));
        QVERIFY(!matchTotp(Secret, code, at(998 * 30 + 29), 0));
    }

    void noStepOpensTwice()
    {
        const auto now = at(1000 * 30);
        const auto code = totpCode(Secret, 1000);
        const auto used = matchTotp(Secret, code, now, 999);
        QCOMPARE(used, std::optional<qint64>(1000));
        QVERIFY(!matchTotp(Secret, code, now, *used));
        QVERIFY(!matchTotp(Secret, totpCode(Secret, 999), now, *used)); // nor an older one
        QVERIFY(matchTotp(Secret, totpCode(Secret, 1001), now, *used));
    }

    void strangeCodesOpenNothing()
    {
        const auto now = at(1000 * 30);
        for (const auto &code : {QString(), QStringLiteral("12345"), QStringLiteral("1234567"), QStringLiteral("abcdef"), QStringLiteral("１２３４５６")}) {
            QVERIFY(!matchTotp(Secret, code, now, 0));
        }
        QVERIFY(!matchTotp({}, totpCode({}, 1000), now, 0));
        auto typed = totpCode(Secret, 1000);
        typed.insert(3, QLatin1Char(' '));
        QVERIFY(matchTotp(Secret, typed, now, 0));
    }

    void whatAppsTake()
    {
        QCOMPARE(totpSecretText("foobar"), QStringLiteral("MZXW6YTBOI")); // RFC 4648 section 10, without padding
        QCOMPARE(totpSecretText("fooba"), QStringLiteral("MZXW6YTB"));
        QCOMPARE(totpUri("foobar", QStringLiteral("anna b@aurora")),
            QStringLiteral("otpauth://totp/Deskbell:anna%20b@aurora?secret=MZXW6YTBOI&issuer=Deskbell&algorithm=SHA1&digits=6&period=30"));
    }

    void ticketCodesAreReadAsPeopleTypeThem()
    {
        test::SeededRng rng;
        const auto code = makeTicketCode(rng);
        QCOMPARE(code.size(), 23);
        const auto plain = readTicketCode(code);
        QCOMPARE(plain, QString(code).remove(QLatin1Char('-')));
        QCOMPARE(readTicketCode(code.toLower().replace(QLatin1Char('-'), QLatin1Char(' '))), plain);
        QCOMPARE(readTicketCode(QString(plain).replace(QLatin1Char('0'), QLatin1Char('o')).replace(QLatin1Char('1'), QLatin1Char('l'))), plain);
        QCOMPARE(readTicketCode(plain + QLatin1Char('A')), QString());
        QCOMPARE(readTicketCode(plain.left(19)), QString());
        QCOMPARE(readTicketCode(plain.left(19) + QLatin1Char('U')), QString()); // U is no sign of a code
        QVERIFY(ticketHash(plain, QStringLiteral("a")) != ticketHash(plain, QStringLiteral("b")));
        QVERIFY(isSameHash(ticketHash(plain, QStringLiteral("a")), ticketHash(plain, QStringLiteral("a"))));
        QSet<QString> codes;
        for (int i = 0; i < 1000; ++i) {
            codes.insert(makeTicketCode(rng));
        }
        QCOMPARE(codes.size(), 1000);
    }
};

QTEST_GUILESS_MAIN(TotpTest)
#include "tst_totp.moc"
