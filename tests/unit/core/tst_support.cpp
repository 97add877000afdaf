// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"

#include <QSet>
#include <QTest>

using namespace deskbell;

class SupportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesSurviveTheirText()
    {
        const auto instant = fromMillis(1'795'200'000'123);
        QCOMPARE(fromRfc3339(toRfc3339(instant)), std::optional(instant));
        QVERIFY(toRfc3339(instant).endsWith(QLatin1Char('Z')));
        QCOMPARE(fromRfc3339(QStringLiteral("2026-11-21T22:00:00+02:00")), fromRfc3339(QStringLiteral("2026-11-21T20:00:00Z")));
    }

    void timesAreWrittenInFull_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("epoch") << qint64(0) << QStringLiteral("1970-01-01T00:00:00.000Z");
        QTest::newRow("leap day") << qint64(1'835'395'199'999) << QStringLiteral("2028-02-28T23:59:59.999Z");
        QTest::newRow("after it") << qint64(1'835'481'600'007) << QStringLiteral("2028-03-01T00:00:00.007Z");
        QTest::newRow("last") << qint64(7'258'118'399'999) << QStringLiteral("2199-12-31T23:59:59.999Z");
    }
    void timesAreWrittenInFull()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, text);
        QCOMPARE(toRfc3339(fromMillis(ms)), text);
        QCOMPARE(fromRfc3339(text), std::optional(fromMillis(ms)));
    }

    void timesWithoutAnOffsetAreRefused()
    {
        for (const auto *text : {"", "2026-11-21", "2026-11-21T20:00:00", "yesterday", "2026-13-41T20:00:00Z",
                                 "0001-01-01T00:00:00+02:00", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00"}) {
            QVERIFY2(!fromRfc3339(QString::fromLatin1(text)), text);
        }
    }

    void idsAreVersionSevenUniqueAndOrderedByTime()
    {
        test::ManualClock clock;
        test::SeededRng rng;
        const IdSource ids(clock, rng);
        QSet<QString> seen;
        QString last;
        for (int i = 0; i < 1000; ++i) {
            clock.advance(std::chrono::milliseconds(1));
            const auto id = ids.make<CallId>().value;
            QVERIFY2(isUuid(id), qPrintable(id));
            QCOMPARE(id.at(14), QLatin1Char('7'));
            QVERIFY(QStringLiteral("89ab").contains(id.at(19)));
            QVERIFY(last < id);
            QVERIFY(!seen.contains(id));
            seen.insert(id);
            last = id;
        }
    }

    void uuidCheckIsStrict()
    {
        QVERIFY(!isUuid(QStringLiteral("0195")));
        QVERIFY(!isUuid(QStringLiteral("01951234-0000-7000-8000-00000000000G")));
        QVERIFY(!isUuid(QStringLiteral("01951234-0000-7000-8000-00000000000A")));
        QVERIFY(isUuid(QStringLiteral("01951234-0000-7000-8000-00000000000a")));
    }
};

QTEST_GUILESS_MAIN(SupportTest)
#include "tst_support.moc"
