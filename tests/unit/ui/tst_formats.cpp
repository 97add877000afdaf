// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/formats.h"

#include <QtTest>

using namespace deskbell;
using namespace deskbell::ui;

class FormatsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timesAreThoseOfTheProperty()
    {
        const Formats formats(QStringLiteral("Europe/Berlin"), QLocale(QLocale::English));
        const auto at = *fromRfc3339(QStringLiteral("2026-11-20T19:00:00Z"));
        QCOMPARE(formats.dateTime(at), QStringLiteral("Fri 20 Nov, 20:00"));
        QCOMPARE(formats.fullDateTime(at), QStringLiteral("Fri 20 Nov 2026, 20:00"));
        QCOMPARE(formats.shortDateTime(at, at), QStringLiteral("20:00"));
        QCOMPARE(Formats(QStringLiteral("Nowhere/Land"), QLocale(QLocale::English)).time(at), QStringLiteral("19:00"));
    }

    void durationsKeepTheirShape()
    {
        const Formats formats;
        QCOMPARE(formats.duration(0), QStringLiteral("0:00"));
        QCOMPARE(formats.duration(65), QStringLiteral("1:05"));
        QCOMPARE(formats.duration(3661), QStringLiteral("1:01:01"));
        QCOMPARE(formats.duration(-3), QStringLiteral("0:00"));
    }

    void moneyKnowsItsCurrency()
    {
        const Formats german({}, QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(german.money({8326, QStringLiteral("EUR")}).simplified().replace(QChar(QChar::Nbsp), QLatin1Char(' ')),
                 QStringLiteral("83,26 €"));
        QVERIFY(german.money({500, QStringLiteral("JPY")}).contains(QStringLiteral("500")));
        QCOMPARE(minorDigits(QStringLiteral("KWD")), 3);
    }

    void moneyReadsLikeMoney_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("text");
        const auto us = QLocale(QLocale::English, QLocale::UnitedStates);
        const auto german = QLocale(QLocale::German, QLocale::Germany);
        QTest::newRow("the C locale is English") << QLocale::c() << QStringLiteral("USD") << QStringLiteral("$0.01");
        QTest::newRow("own") << us << QStringLiteral("USD") << QStringLiteral("$0.01");
        QTest::newRow("euro") << us << QStringLiteral("EUR") << QStringLiteral("€0.01");
        QTest::newRow("code in front") << us << QStringLiteral("CHF") << QStringLiteral("CHF 0.01");
        QTest::newRow("code behind") << german << QStringLiteral("CHF") << QStringLiteral("0,01 CHF");
        QTest::newRow("dollar in German") << german << QStringLiteral("USD") << QStringLiteral("0,01 $");
        QTest::newRow("another dollar") << QLocale(QLocale::English, QLocale::Canada) << QStringLiteral("USD")
                                        << QStringLiteral("USD 0.01");
    }

    void moneyReadsLikeMoney()
    {
        QFETCH(QLocale, locale);
        QFETCH(QString, currency);
        auto text = Formats({}, locale).money({1, currency});
        QTEST(text.replace(QChar(QChar::Nbsp), QLatin1Char(' ')), "text");
    }

    void aFigureOfTimeSaysItsUnits()
    {
        const Formats formats;
        QCOMPARE(formats.span(1), QStringLiteral("1 s"));
        QCOMPARE(formats.span(125), QStringLiteral("2 min 5 s"));
        QCOMPARE(formats.span(180), QStringLiteral("3 min"));
        QCOMPARE(formats.span(3780), QStringLiteral("1 h 3 min"));
    }

    void relativeIsAnAddition()
    {
        const Formats formats;
        const auto now = fromMillis(1'700'000'000'000);
        QCOMPARE(formats.relative(now - std::chrono::seconds(20), now), QStringLiteral("just now"));
        QCOMPARE(formats.relative(now + std::chrono::minutes(12), now), QStringLiteral("in 12 min"));
        QCOMPARE(formats.relative(now - std::chrono::hours(3), now), QStringLiteral("3 h ago"));
    }
};

QTEST_GUILESS_MAIN(FormatsTest)
#include "tst_formats.moc"
