// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/callwatch.h"
#include "server/services/usageservice.h"
#include "server/storage/alertsrepository.h"
#include "tests/support/inboxrig.h"
#include "tests/support/vapimessages.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace std::chrono_literals;
namespace v = deskbell::test::vapi;

namespace {

const auto C = QStringLiteral("call-1");
constexpr qint64 T = 1'795'200'000'000;

/// Writes down what it is asked.
class HeardSpeaker final : public CallSpeaker
{
public:
    QCoro::Task<Result<Done>> say(TenantContext, Call, QString sentence) override
    {
        asked.append(sentence);
        co_return Done{};
    }
    QCoro::Task<Result<Done>> end(TenantContext, Call) override
    {
        asked.append(QStringLiteral("end"));
        co_return Done{};
    }

    QStringList asked;
};

class House final : public test::InboxRig
{
public:
    House() : watch(database, parts.orders, clock, IdSource(clock, rng), {}) {}

    void change(const QJsonObject &settings)
    {
        vapi.tenant.settings = settings;
        tenants.replace({vapi.tenant}, {vapi, generic});
    }
    /// One look a while later; empty when all went well.
    QString look(std::chrono::milliseconds later = 0ms)
    {
        clock.advance(later);
        const auto looked = QCoro::waitFor(watch.look(vapi.tenant));
        return looked.ok() ? QString() : looked.error().detail;
    }
    QStringList alerts()
    {
        const auto all = read([this](sql::Connection &db) { return AlertsRepository(db, who).page(false, {}, 100); });
        QStringList kinds;
        for (const auto &alert : all) {
            kinds.prepend(alert.kind);
        }
        return kinds;
    }

    CallWatch watch;
};

} // namespace

class CallWatchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCallThatLastsIsTakenToTheDesksAndEnded()
    {
        House house;
        HeardSpeaker speaker;
        house.watch.setSpeaker(&speaker);
        house.send(v::status(C, T, QStringLiteral("in-progress")));
        house.send(v::transcript(C, T + 1, QStringLiteral("user"), QStringLiteral("Hello?")));
        QCOMPARE(house.look(9min), QString());
        QCOMPARE(house.alerts(), QStringList());
        QCOMPARE(house.look(1min), QString());
        QCOMPARE(house.look(1min), QString());
        QCOMPARE(house.alerts(), QStringList{QStringLiteral("call_escalation")});
        QVERIFY(speaker.asked.isEmpty());
        QCOMPARE(house.look(3min), QString());
        QCOMPARE(speaker.asked.size(), 1);
        QVERIFY(speaker.asked.first().contains(QStringLiteral("one minute")));
        QCOMPARE(house.look(1min), QString());
        QCOMPARE(house.look(1min), QString());
        QCOMPARE(speaker.asked.mid(1), QStringList{QStringLiteral("end")});
    }

    void withoutASpeakerNobodyPretends()
    {
        House house;
        house.send(v::status(C, T, QStringLiteral("in-progress")));
        QCOMPARE(house.look(20min), QString());
        const auto alerts = house.read([&house](sql::Connection &db) { return AlertsRepository(db, house.who).page(true, {}, 10); });
        QCOMPARE(alerts.size(), 1);
        QCOMPARE(alerts.first().details, (QJsonObject{{QStringLiteral("can_be_ended"), false}}));
        QVERIFY(house.calls().first().isLive());
    }

    void aPersonIsNotHurried()
    {
        House house;
        house.send(v::status(C, T, QStringLiteral("in-progress")));
        house.send(v::status(C, T + 10, QStringLiteral("forwarding")));
        QCOMPARE(house.look(20min), QString());
        QCOMPARE(house.alerts(), QStringList());
    }

    void whoNobodyTookIsAnOrderOfTheDeskOnce()
    {
        House house;
        house.send(v::status(C, T, QStringLiteral("in-progress")));
        house.send(v::status(C, T + 1000, QStringLiteral("ended"), QStringLiteral("call.forwarding.operator-busy")));
        QCOMPARE(house.look(30s), QString());
        QVERIFY(house.orders().isEmpty()); // late messages may still say more
        QCOMPARE(house.look(1min), QString());
        QCOMPARE(house.look(1min), QString());
        const auto orders = house.orders();
        QCOMPARE(orders.size(), 1);
        QCOMPARE(orders.first().department, QStringLiteral("front_desk"));
        QCOMPARE(orders.first().items.first().name, QStringLiteral("Call back +15550100"));
        QCOMPARE(orders.first().callId, house.calls().first().id);
    }

    void whoWasServedIsNotCalledBack()
    {
        House house;
        house.send(v::status(C, T, QStringLiteral("in-progress")));
        house.send(v::status(C, T + 1000, QStringLiteral("ended"), QStringLiteral("customer-ended-call")));
        QCOMPARE(house.look(5min), QString());
        QVERIFY(house.orders().isEmpty());
    }

    void anEmergencyRingsOnce()
    {
        House house;
        house.send(v::transcript(C, T, QStringLiteral("assistant"), QStringLiteral("Is this an emergency?")));
        QCOMPARE(house.alerts(), QStringList());
        house.send(v::transcript(C, T + 1, QStringLiteral("user"), QStringLiteral("Es brennt! Bitte"), false));
        house.send(v::transcript(C, T + 2, QStringLiteral("user"), QStringLiteral("Es brennt! Bitte kommen Sie!")));
        QCOMPARE(house.alerts(), QStringList{QStringLiteral("emergency")});
        const auto raised = QString::fromUtf8(house.changes().changesArrayJson);
        QVERIFY(raised.contains(QStringLiteral("\"event\":\"alert_raised\"")));
    }

    void aMonthThatCostsTooMuchIsToldOnce()
    {
        House house;
        house.change({{QStringLiteral("costs"), QJsonObject{{QStringLiteral("monthly_limit_minor"), 13}}}});
        const auto call = [&house](const QString &id) {
            house.send(v::report(id, T, QStringLiteral("2026-11-20T20:00:00.000Z"), QStringLiteral("2026-11-20T20:00:09.000Z"), {}));
        };
        call(C); // twelve cents, says the provider
        QCOMPARE(house.look(6min), QString());
        QCOMPARE(house.alerts(), QStringList());
        call(QStringLiteral("call-2"));
        QCOMPARE(house.look(6min), QString());
        QCOMPARE(house.look(6min), QString());
        QCOMPARE(house.alerts(), QStringList{QStringLiteral("cost_limit")});
    }

    void callsArePricedBesideWhatTheProviderSays()
    {
        House house;
        house.change(QJsonDocument::fromJson(R"({"costs":{"currency":"EUR","prices":[{"kind":"telephony","unit":"minute","per":1,"minor":3,"from":"2026-01-01"},
            {"kind":"stt","unit":"second","per":6000,"minor":43,"from":"2026-01-01"}]}})").object());
        house.send(v::report(C, T + 61'000, QStringLiteral("2026-11-20T20:00:00.000Z"), QStringLiteral("2026-11-20T20:01:01.000Z"), {}));
        const auto call = house.calls().first();
        QCOMPARE(call.costs.size(), 2);
        QVERIFY(call.cost == std::optional(Money{6, QStringLiteral("EUR")})); // 6 + 0.437 cents
        QVERIFY(call.providerCost == std::optional(Money{12, QStringLiteral("USD")}));
        UsageService usage(house.database, house.tenants, house.clock);
        const auto sums = QCoro::waitFor(usage.usage(house.who, QStringLiteral("2026-11-20"), QStringLiteral("2026-11-21")));
        QVERIFY2(sums.ok(), qPrintable(sums.ok() ? QString() : sums.error().detail));
        const auto costs = sums.value().value(QLatin1String("total"))[QLatin1String("costs")].toArray();
        QCOMPARE(costs.size(), 2); // what is told in two currencies is not added
        QCOMPARE(costs.at(0)[QLatin1String("currency")].toString(), QStringLiteral("EUR"));
        QCOMPARE(costs.at(0)[QLatin1String("known_minor")].toInt(), 6);
        QCOMPARE(costs.at(1)[QLatin1String("provider_cost_minor")].toInt(), 12);
        QCOMPARE(costs.at(1)[QLatin1String("known_minor")].toInt(), 0);
        QCOMPARE(sums.value().value(QLatin1String("total"))[QLatin1String("calls")].toInt(), 1);
        QCOMPARE(sums.value().value(QLatin1String("month"))[QLatin1String("known_minor")].toInt(), 6);
    }

    void guestsAreGreetedInTheirLanguage()
    {
        House house;
        const auto request = [&house](qint64 at) { return QString::fromUtf8(house.send(v::message(QStringLiteral("assistant-request"), QStringLiteral("call-%1").arg(at), T + at)).answer); };
        const auto first = request(1);
        QVERIFY(first.contains(QStringLiteral("AI assistant of Seaview")));
        QVERIFY(first.contains(QStringLiteral("\"recordingEnabled\":false"))); // nobody knows what the country asks
        house.execute(QStringLiteral("UPDATE guests SET language = 'ru'"));
        QVERIFY(request(2).contains(QString::fromUtf8("ИИ-ассистент Seaview")));
        house.change({{QStringLiteral("country"), QStringLiteral("JP")}});
        QVERIFY(!request(3).contains(QStringLiteral("recordingEnabled")));
    }

    void numbersAreReadWithTheCountryOfTheHouse()
    {
        House house;
        house.change({{QStringLiteral("country"), QStringLiteral("DE")}});
        auto json = v::status(C, T, QStringLiteral("ringing"));
        auto message = json.value(QStringLiteral("message")).toObject();
        message.insert(QStringLiteral("customer"), QJsonObject{{QStringLiteral("number"), QStringLiteral("030 901820")}, {QStringLiteral("name"), QStringLiteral("Ana")}});
        message.insert(QStringLiteral("phoneNumber"), QJsonObject{{QStringLiteral("number"), QStringLiteral("214")}});
        house.send(QJsonObject{{QStringLiteral("message"), message}});
        const auto call = house.calls().first();
        QCOMPARE(call.customerNumber, QStringLiteral("+4930901820"));
        QVERIFY(call.parties == (QList<CallParty>{{PartyRole::Caller, QStringLiteral("+4930901820"), {}, QStringLiteral("Ana")},
                                                  {PartyRole::Callee, {}, QStringLiteral("214"), {}}}));
    }

    void whoHangsUpMidWordIsKept()
    {
        House house;
        house.send(v::status(C, T, QStringLiteral("in-progress")));
        house.send(v::transcript(C, T + 1000, QStringLiteral("user"), QStringLiteral("I need two more")));
        house.send(v::transcript(C, T + 2000, QStringLiteral("user"), QStringLiteral("and could you also"), false));
        house.send(v::status(C, T + 2500, QStringLiteral("ended"), QStringLiteral("customer-ended-call")));
        QVERIFY(house.calls().first().state == CallState::Incomplete);
        QCOMPARE(house.ask(QStringLiteral("SELECT text FROM transcript_lines WHERE is_shown = 1 AND is_interrupted = 1")), QStringLiteral("and could you also"));
        house.send(v::transcript(C, T + 2400, QStringLiteral("user"), QStringLiteral("and could you also bring")));
        QVERIFY(house.calls().first().state == CallState::Ended);
        QCOMPARE(house.ask(QStringLiteral("SELECT text FROM transcript_lines WHERE is_shown = 1 ORDER BY at")), QStringLiteral("I need two more,and could you also bring"));
    }
};

QTEST_GUILESS_MAIN(CallWatchTest)
#include "tst_callwatch.moc"
