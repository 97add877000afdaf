// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/usagefigures.h"
#include "server/voice/pricetable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

class CostsTest final : public QObject
{
    Q_OBJECT

private:
    static QJsonObject json(const char *text) { return QJsonDocument::fromJson(text).object(); }
    static PriceTable table()
    {
        return PriceTable::fromJson(json(R"({"currency":"USD","prices":[
            {"kind":"telephony","unit":"minute","per":100,"minor":85,"from":"2026-01-01"},
            {"kind":"stt","unit":"second","per":6000,"minor":43,"from":"2026-01-01"},
            {"kind":"stt","unit":"second","per":6000,"minor":77,"from":"2026-11-01"},
            {"kind":"llm","unit":"token","per":1000000,"minor":60,"from":"2026-01-01"},
            {"kind":"tts","unit":"character","per":1000,"minor":3,"from":"2026-01-01"},
            {"kind":"tts","unit":"character","per":1000,"minor":1,"from":"2026-01-01","provider":"own"},
            {"kind":"platform","unit":"call","per":1,"minor":2,"from":"2027-01-01"}]})"));
    }

private Q_SLOTS:
    void linesAreExact()
    {
        const CallUsage usage{61, 61, 12'345, 777};
        const auto lines = table().linesFor(usage, QStringLiteral("vapi"), QDate(2026, 10, 31));
        QCOMPARE(lines.size(), 4); // the price of the platform begins later
        const QString usd = QStringLiteral("USD");
        QVERIFY(lines.at(0) == (CostLine{CostKind::Telephony, CostUnit::Minute, 2, {1'700'000, usd}}));
        QVERIFY(lines.at(1) == (CostLine{CostKind::SpeechToText, CostUnit::Second, 61, {437'167, usd}})); // 61 * 43 / 6000 cents
        QVERIFY(lines.at(2) == (CostLine{CostKind::LanguageModel, CostUnit::Token, 12'345, {740'700, usd}}));
        QVERIFY(lines.at(3) == (CostLine{CostKind::TextToSpeech, CostUnit::Character, 777, {2'331'000, usd}}));
    }

    void theLatestPriceThatHasBegunCounts()
    {
        const CallUsage usage{std::nullopt, 6000, std::nullopt, 1000};
        const auto before = table().linesFor(usage, QStringLiteral("own"), QDate(2026, 10, 31));
        const auto after = table().linesFor(usage, QStringLiteral("own"), QDate(2026, 11, 1));
        QCOMPARE(before.size(), 2);
        QCOMPARE(before.at(0).amount.micro, 43'000'000);
        QCOMPARE(after.at(0).amount.micro, 77'000'000);
        QCOMPARE(after.at(1).amount.micro, 1'000'000); // the provider's own price stands above
        QVERIFY(table().linesFor(usage, {}, QDate(2025, 12, 31)).isEmpty());
    }

    void hugeQuantitiesDoNotOverflow()
    {
        const auto dear = PriceTable::fromJson(json(R"({"prices":[{"kind":"llm","unit":"token","per":1,"minor":1000000000,"from":"2026-01-01"}]})"));
        const auto lines = dear.linesFor({std::nullopt, std::nullopt, 1'000'000'000'000, std::nullopt}, {}, QDate(2026, 2, 1));
        QCOMPARE(lines.first().amount.micro, std::numeric_limits<qint64>::max());
    }

    void moneyIsRoundedOnce()
    {
        const auto rounded = [](qint64 micro) { return MicroMoney{micro, QStringLiteral("USD")}.rounded().minor; };
        QCOMPARE(rounded(0), 0);
        QCOMPARE(rounded(499'999), 0);
        QCOMPARE(rounded(500'000), 1);
        QCOMPARE(rounded(1'499'999), 1);
        QCOMPARE(rounded(-500'001), -1);
    }

    void settingsAreChecked_data()
    {
        QTest::addColumn<QByteArray>("costs");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const char *costs, const char *field) { QTest::newRow(name) << QByteArray(costs) << QString::fromLatin1(field); };
        row("nothing", "{}", "");
        row("good", R"({"currency":"EUR","monthly_limit_minor":0,"prices":[{"kind":"stt","unit":"minute","per":1,"minor":0,"from":"2026-01-01","provider":"vapi"}]})", "");
        row("unknown", R"({"color":1})", "costs.color");
        row("currency", R"({"currency":"euro"})", "costs.currency");
        row("limit", R"({"monthly_limit_minor":-1})", "costs.monthly_limit_minor");
        row("fraction", R"({"monthly_limit_minor":1.5})", "costs.monthly_limit_minor");
        row("no price", R"({"prices":[1]})", "costs.prices[0]");
        row("unit", R"({"prices":[{"kind":"llm","unit":"second","per":1,"minor":1,"from":"2026-01-01"}]})", "costs.prices[0].unit");
        row("per", R"({"prices":[{"kind":"llm","unit":"token","per":0,"minor":1,"from":"2026-01-01"}]})", "costs.prices[0].per");
        row("minor", R"({"prices":[{"kind":"llm","unit":"token","per":1,"minor":0.5,"from":"2026-01-01"}]})", "costs.prices[0].minor");
        row("from", R"({"prices":[{"kind":"llm","unit":"token","per":1,"minor":1,"from":"soon"}]})", "costs.prices[0].from");
        row("member", R"({"prices":[{"kind":"llm","unit":"token","per":1,"minor":1,"from":"2026-01-01","to":"x"}]})", "costs.prices[0].to");
    }
    void settingsAreChecked()
    {
        QFETCH(QByteArray, costs);
        QFETCH(QString, field);
        const auto checked = PriceTable::check(json(costs.constData()));
        QCOMPARE(checked.ok() ? QString() : checked.error().context.value(QLatin1String("field")).toString(), field);
    }

    void theDefaultLimitIsAHundredDollars()
    {
        const auto none = PriceTable::fromJson({});
        QCOMPARE(none.currency(), QStringLiteral("USD"));
        QCOMPARE(none.monthlyLimitMinor(), 10'000);
    }

    void daysAndMonthsAreThoseOfTheProperty()
    {
        const QTimeZone zone("America/New_York");
        const auto month = monthOf(*fromRfc3339(QStringLiteral("2026-11-01T03:59:00.000Z")), zone); // still October there
        QCOMPARE(month.name, QStringLiteral("2026-10"));
        QCOMPARE(toRfc3339(month.period.to), QStringLiteral("2026-11-01T04:00:00.000Z"));
        const Period period{*fromRfc3339(QStringLiteral("2026-11-01T04:00:00.000Z")), *fromRfc3339(QStringLiteral("2026-11-03T05:00:00.000Z"))};
        const QString usd = QStringLiteral("USD");
        const QList<UsageSum> sums{{period.from, usd, 2, 100, 30, 40, 30},
                                   {period.from + std::chrono::hours(24), usd, 1, 50, 0, 7, 7}, // 25 hours long: still the first
                                   {period.from + std::chrono::hours(25), {}, 1, 10, 0, 0, 0},
                                   {period.from + std::chrono::hours(26), QStringLiteral("EUR"), 1, 5, 3, 0, 3}};
        const auto figures = usageJson(sums, period, zone);
        const auto days = figures.value(QLatin1String("days")).toArray();
        QCOMPARE(days.size(), 2);
        QCOMPARE(days.at(0)[QLatin1String("date")].toString(), QStringLiteral("2026-11-01"));
        QCOMPARE(days.at(0)[QLatin1String("calls")].toInt(), 3);
        QCOMPARE(days.at(0)[QLatin1String("costs")][0][QLatin1String("known_minor")].toInt(), 37);
        QCOMPARE(days.at(0)[QLatin1String("costs")][0][QLatin1String("provider_cost_minor")].toInt(), 47);
        QCOMPARE(days.at(1)[QLatin1String("calls")].toInt(), 2);
        QCOMPARE(figures.value(QLatin1String("total"))[QLatin1String("costs")].toArray().size(), 2);
        QCOMPARE(figures.value(QLatin1String("total"))[QLatin1String("talk_seconds")].toInt(), 165);
    }
};

QTEST_GUILESS_MAIN(CostsTest)
#include "tst_costs.moc"
