// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/callbackrule.h"
#include "server/voice/calldeadlines.h"
#include "server/voice/callsentences.h"
#include "server/voice/emergencywords.h"
#include "server/voice/greetingrule.h"
#include "server/voice/phonenumbers.h"
#include "server/voice/recordingconsent.h"

#include <QTest>
#include <array>

using namespace deskbell;
using namespace deskbell::server;

namespace {

constexpr std::array Languages{"en", "de", "es", "fr", "ru", "zh", "ar", "vi"};

QString text(const char *utf8) { return QString::fromUtf8(utf8); }

} // namespace

/// The rules of the house on the telephone, one by one.
class CallRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emergenciesAreHeard_data()
    {
        QTest::addColumn<QString>("said");
        const auto row = [](const char *said) { QTest::newRow(said) << text(said); };
        row("Please, it's an emergency, room 214!");
        row("My husband can't breathe.");
        row("There's a FIRE in the corridor");
        row("I think he had a heart attack");
        row("Es ist ein Notfall, schnell!");
        row("Rufen Sie bitte einen Krankenwagen");
        row("Hilfe, es brennt im dritten Stock");
        row("Meine Frau ist bewusstlos");
        row("¡Es una emergencia! Mi hijo no respira");
        row("Necesitamos una ambulancia, por favor");
        row("Hay un incendio en la cocina");
        row("C'est une urgence, vite");
        row("Appelez les pompiers, il y a de la fumée");
        row("Mon mari n'arrive pas à respirer");
        row("Вызовите скорую, пожалуйста!");
        row("У нас пожар на этаже");
        row("Моя жена без сознания");
        row("救命啊，快来人");
        row("我先生心脏病发作了");
        row("房间着火了");
        row("نحتاج إلى الإسعاف فوراً");
        row("هناك حريق في الغرفة");
        row("زوجي لا يتنفس");
        row("Gọi cấp cứu giúp tôi với");
        row("Phòng tôi bị cháy rồi");
        row("Chồng tôi bất tỉnh");
    }
    void emergenciesAreHeard()
    {
        QFETCH(QString, said);
        QVERIFY(!EmergencyWords::find(said).isEmpty());
        QVERIFY(!EmergencyWords::find(QStringLiteral("hello ") + said).isEmpty());
    }

    void othersRingNobody_data()
    {
        QTest::addColumn<QString>("said");
        const auto row = [](const char *said) { QTest::newRow(said) << text(said); };
        row("");
        row("Can you help me with the television?");
        row("Where is the emergency exit?");
        row("Is there a fireplace in the lobby?");
        row("Two more towels for room 112, please.");
        row("Können Sie mir helfen? Ich brauche ein Kissen.");
        row("¿Me puede ayudar con el equipaje?");
        row("Pouvez-vous m'aider à réserver une table ?");
        row("Можно завтрак в номер на восемь?");
        row("请给我送两条毛巾");
        row("هل يمكنكم إرسال مناشف إلى الغرفة؟");
        row("Cho tôi thêm hai cái khăn nhé");
        row("The ambulances");
    }
    void othersRingNobody()
    {
        QFETCH(QString, said);
        QCOMPARE(EmergencyWords::find(said), QString());
    }

    void wordsAreCheapToLookFor()
    {
        const auto longLine = QStringLiteral("I would like to have breakfast in the garden room tomorrow ").repeated(35);
        QBENCHMARK {
            QVERIFY(EmergencyWords::find(longLine).isEmpty());
        }
    }

    void everyGreetingSaysThatAMachineSpeaks()
    {
        const GreetingRule rule{QStringLiteral("Seaview"), {}, {}};
        for (const auto *language : Languages) {
            const auto greeting = rule.greet(QLatin1String(language));
            QCOMPARE(greeting.language, QLatin1String(language));
            QVERIFY2(GreetingRule::saysMachine(greeting.text), language);
            QVERIFY2(greeting.text.contains(QStringLiteral("Seaview")), language);
            QVERIFY2(GreetingRule::saysMachine(sentences::disclosure(QLatin1String(language))), language);
            QVERIFY(!sentences::consentQuestion(QLatin1String(language)).isEmpty() && !sentences::endWarning(QLatin1String(language)).isEmpty());
        }
        QVERIFY(!GreetingRule::saysMachine(QStringLiteral("Hello, this is the Seaview. How can I help?")));
        QVERIFY(!GreetingRule::saysMachine(QStringLiteral("Kind regards from Aidan")));
    }

    void theHousesOwnGreetingIsUsedInItsLanguage()
    {
        GreetingRule rule{QStringLiteral("Seaview"), QStringLiteral("de"), QStringLiteral("Moin, hier ist die KI vom Seaview.")};
        QCOMPARE(rule.greet({}).text, rule.ownGreeting);
        QCOMPARE(rule.greet(QStringLiteral("de-AT")).text, rule.ownGreeting);
        QCOMPARE(rule.greet(QStringLiteral("sw")).text, rule.ownGreeting); // a language we can not say anything in
        QVERIFY(rule.greet(QStringLiteral("ru")).text.contains(text("ИИ")));
        rule.ownGreeting = QStringLiteral("Moin, hier ist das Seaview.");
        QCOMPARE(rule.greet({}).text, sentences::disclosure(QStringLiteral("de")) + QLatin1Char(' ') + rule.ownGreeting);
    }

    void consentIsAskedWhereTheCountryAsks()
    {
        QVERIFY(RecordingConsent::isAsked(QStringLiteral("DE"), {}));
        QVERIFY(RecordingConsent::isAsked(QStringLiteral("US"), {}));
        QVERIFY(RecordingConsent::isAsked({}, {}));
        QVERIFY(!RecordingConsent::isAsked(QStringLiteral("JP"), {}));
        QVERIFY(RecordingConsent::isAsked(QStringLiteral("JP"), QStringLiteral("ask")));
        QVERIFY(!RecordingConsent::isAsked(QStringLiteral("DE"), QStringLiteral("not_needed")));
    }

    void answersAreUnderstood()
    {
        for (const auto *yes : {"Yes, sure.", "Ja, gerne", "Sí, claro", "Oui", "Да, можно", "可以", "نعم", "Vâng, được"}) {
            QCOMPARE(RecordingConsent::answerIn(text(yes)), std::optional(true));
        }
        for (const auto *no : {"No.", "I'd rather you don't, ok?", "Nein danke", "No, gracias", "Non merci", "Нет", "不可以", "لا", "Không"}) {
            QCOMPARE(RecordingConsent::answerIn(text(no)), std::optional(false));
        }
        QCOMPARE(RecordingConsent::answerIn(QStringLiteral("I need towels")), std::nullopt);
    }

    void longCallsAreHurried()
    {
        using Action = CallDeadlines::Action;
        using Actions = QList<Action>;
        using namespace std::chrono_literals;
        const CallDeadlines rules;
        Call call;
        call.state = CallState::Live;
        call.startedAt = fromMillis(1'795'200'000'000);
        const auto begin = *call.startedAt;
        QCOMPARE(rules.due(call, begin + 10min - 1ms), Actions());
        QCOMPARE(rules.due(call, begin + 10min), Actions{Action::Escalate});
        QCOMPARE(rules.due(call, begin + 14min), (Actions{Action::Escalate, Action::Warn}));
        QCOMPARE(rules.due(call, begin + 15min), (Actions{Action::Escalate, Action::Warn, Action::End}));
        for (const auto state : {CallState::Ringing, CallState::Transferring, CallState::WithPerson, CallState::Ended}) {
            call.state = state;
            QCOMPARE(rules.due(call, begin + 60min), Actions());
        }
    }

    void whoNobodyTookIsCalledBack()
    {
        Call call;
        call.state = CallState::Failed;
        call.outcome = CallOutcome::Failed;
        QVERIFY(!CallBackRule::isNeeded(call, false)); // nobody knows where to
        call.parties = {{PartyRole::Caller, {}, QStringLiteral("214"), {}}};
        QVERIFY(CallBackRule::isNeeded(call, false));
        QCOMPARE(CallBackRule::numberOf(call), QStringLiteral("214"));
        call.customerNumber = QStringLiteral("+442079460123");
        QCOMPARE(CallBackRule::numberOf(call), call.customerNumber);
        call.direction = CallDirection::Outbound;
        QVERIFY(!CallBackRule::isNeeded(call, false));
        call.direction = CallDirection::Inbound;
        call.state = CallState::Ended;
        call.outcome = CallOutcome::Completed;
        QVERIFY(!CallBackRule::isNeeded(call, false));
        QVERIFY(CallBackRule::isNeeded(call, true));
        call.outcome = CallOutcome::Escalated;
        QVERIFY(!CallBackRule::isNeeded(call, true));
        call.outcome = CallOutcome::NoAnswer;
        QVERIFY(CallBackRule::isNeeded(call, false));
        call.state = CallState::Live;
        QVERIFY(!CallBackRule::isNeeded(call, true));
    }

    void numbersAreMadeOneOfAKind_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("country");
        QTest::addColumn<QString>("e164");
        QTest::addColumn<QString>("extension");
        QTest::newRow("is one") << "+442079460123" << "DE" << "+442079460123" << "";
        QTest::newRow("national") << "030 901820" << "DE" << "+4930901820" << "";
        QTest::newRow("brackets") << "(415) 555-2671" << "US" << "+14155552671" << "";
        QTest::newRow("double zero") << "0044 20 7946 0123" << "DE" << "+442079460123" << "";
        QTest::newRow("with extension") << "+1 415-555-2671 ext. 12" << "US" << "+14155552671" << "12";
        QTest::newRow("room") << "214" << "DE" << "" << "214";
        QTest::newRow("no country") << "030 901820" << "" << "030 901820" << "";
        QTest::newRow("no number") << "anonymous" << "DE" << "anonymous" << "";
        QTest::newRow("nothing") << " " << "DE" << "" << "";
    }
    void numbersAreMadeOneOfAKind()
    {
        QFETCH(QString, said);
        QFETCH(QString, country);
        QFETCH(QString, e164);
        QFETCH(QString, extension);
        PhoneNumbers numbers;
        const PhoneNumbers::Number expected{e164, extension};
        QVERIFY(numbers.read(said, country) == expected);
        QVERIFY(numbers.read(said, country) == expected); // remembered
    }
};

QTEST_GUILESS_MAIN(CallRulesTest)
#include "tst_callrules.moc"
