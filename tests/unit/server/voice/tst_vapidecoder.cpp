// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/json.h"
#include "server/hooks/vapi/vapianswers.h"
#include "server/hooks/vapi/vapidecoder.h"
#include "tests/support/vapimessages.h"

#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using Kind = VoiceEvent::Kind;

class VapiDecoderTest final : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 T = 1'795'200'000'000;

    static Result<VoiceEvent> decode(const QByteArray &json)
    {
        const auto parsed = wire::parseObject(json);
        return parsed ? decodeVapi(parsed.value(), fromMillis(7)) : Result<VoiceEvent>(parsed.error());
    }

private Q_SLOTS:
    void everyTypeHasItsKind_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("kind");
        QTest::newRow("assistant-request") << QStringLiteral("assistant-request") << int(Kind::AssistantRequest);
        QTest::newRow("user-interrupted") << QStringLiteral("user-interrupted") << int(Kind::Interrupted);
        QTest::newRow("hang") << QStringLiteral("hang") << int(Kind::Hang);
        QTest::newRow("report") << QStringLiteral("end-of-call-report") << int(Kind::Report);
        QTest::newRow("transfer") << QStringLiteral("transfer-destination-request") << int(Kind::TransferRequest);
        QTest::newRow("unknown") << QStringLiteral("model-output") << int(Kind::Other);
    }
    void everyTypeHasItsKind()
    {
        QFETCH(QString, type);
        QFETCH(int, kind);
        const auto event = decodeVapi(test::vapi::message(type, QStringLiteral("c1"), T), fromMillis(7));
        QVERIFY2(event.ok(), qPrintable(event.ok() ? QString() : event.error().detail));
        QCOMPARE(int(event.value().kind), kind);
        QCOMPARE(event.value().call.providerCallId, QStringLiteral("c1"));
        QCOMPARE(event.value().call.customerNumber, QStringLiteral("+15550100"));
        QCOMPARE(toMillis(event.value().at), T);
    }

    void transcriptTypeMayStandInTheTypeItself()
    {
        const auto event = decodeVapi(test::vapi::message(QStringLiteral("transcript[transcriptType=\"final\"]"), QStringLiteral("c"), 0,
                                                          {{QStringLiteral("role"), QStringLiteral("user")},
                                                           {QStringLiteral("transcript"), QStringLiteral("Hi")}}),
                                      fromMillis(7));
        QVERIFY(event.ok());
        QVERIFY(event.value().kind == Kind::FinalTranscript);
        QCOMPARE(toMillis(event.value().at), 7);
    }

    void timestampMayBeText()
    {
        const auto event = decode("{\"message\":{\"type\":\"hang\",\"timestamp\":\"2026-11-21T10:00:00.000Z\",\"call\":{\"id\":\"c\"}}}");
        QVERIFY(event.ok());
        QCOMPARE(toRfc3339(event.value().at), QStringLiteral("2026-11-21T10:00:00.000Z"));
    }

    void toolCallsInAllShapes_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::newRow("function, arguments as text") << QByteArray("\"toolCallList\":[{\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"createOrder\",\"arguments\":\"{\\u0022room\\u0022:\\u00227\\u0022}\"}}]");
        QTest::newRow("function, arguments as object") << QByteArray("\"toolCallList\":[{\"id\":\"t1\",\"function\":{\"name\":\"createOrder\",\"arguments\":{\"room\":\"7\"}}}]");
        QTest::newRow("flat, parameters") << QByteArray("\"toolCallList\":[{\"id\":\"t1\",\"name\":\"createOrder\",\"parameters\":{\"room\":\"7\"}}]");
        QTest::newRow("flat, arguments") << QByteArray("\"toolCallList\":[{\"id\":\"t1\",\"name\":\"createOrder\",\"arguments\":{\"room\":\"7\"}}]");
        QTest::newRow("with tool") << QByteArray("\"toolWithToolCallList\":[{\"type\":\"function\",\"function\":{\"name\":\"createOrder\",\"parameters\":{\"type\":\"object\"}},\"toolCall\":{\"id\":\"t1\",\"function\":{\"name\":\"createOrder\",\"arguments\":\"{\\u0022room\\u0022:\\u00227\\u0022}\"}}}]");
        QTest::newRow("toolCalls") << QByteArray("\"toolCalls\":[{\"id\":\"t1\",\"function\":{\"name\":\"createOrder\",\"arguments\":{\"room\":\"7\"}}}]");
    }
    void toolCallsInAllShapes()
    {
        QFETCH(QByteArray, fields);
        const auto event = decode("{\"message\":{\"type\":\"tool-calls\",\"call\":{\"id\":\"c\"}," + fields + "}}");
        QVERIFY(event.ok());
        QCOMPARE(event.value().tools.size(), 1);
        const auto &tool = event.value().tools.first();
        QCOMPARE(tool.id, QStringLiteral("t1"));
        QCOMPARE(tool.name, QStringLiteral("createOrder"));
        QCOMPARE(tool.arguments.value(QStringLiteral("room")).toString(), QStringLiteral("7"));
        QVERIFY(tool.problem.isEmpty());
    }

    void brokenArgumentsAreAProblemAndNoError()
    {
        const auto event = decode("{\"message\":{\"type\":\"tool-calls\",\"call\":{\"id\":\"c\"},\"toolCallList\":[{\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"{broken\"}},{\"id\":\"t2\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]}}");
        QVERIFY(event.ok());
        QCOMPARE(event.value().tools.size(), 2);
        QVERIFY(!event.value().tools.at(0).problem.isEmpty());
        QVERIFY(event.value().tools.at(1).problem.isEmpty());
    }

    void wrongTypesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no message") << QByteArray("{}");
        QTest::newRow("message is text") << QByteArray("{\"message\":\"x\"}");
        QTest::newRow("type is a number") << QByteArray("{\"message\":{\"type\":5}}");
        QTest::newRow("no type") << QByteArray("{\"message\":{}}");
        QTest::newRow("call id is a number") << QByteArray("{\"message\":{\"type\":\"hang\",\"call\":{\"id\":5}}}");
        QTest::newRow("call is a list") << QByteArray("{\"message\":{\"type\":\"hang\",\"call\":[]}}");
        QTest::newRow("no call") << QByteArray("{\"message\":{\"type\":\"hang\"}}");
        QTest::newRow("words are a number") << QByteArray("{\"message\":{\"type\":\"transcript\",\"role\":\"user\",\"transcriptType\":\"final\",\"transcript\":5,\"call\":{\"id\":\"c\"}}}");
        QTest::newRow("nobody speaks") << QByteArray("{\"message\":{\"type\":\"transcript\",\"role\":\"ghost\",\"transcript\":\"x\",\"call\":{\"id\":\"c\"}}}");
        QTest::newRow("status is a number") << QByteArray("{\"message\":{\"type\":\"status-update\",\"status\":1,\"call\":{\"id\":\"c\"}}}");
    }
    void wrongTypesAreRefused()
    {
        QFETCH(QByteArray, json);
        const auto event = decode(json);
        QVERIFY(!event.ok());
        QCOMPARE(event.error().kind, ErrorKind::Validation);
    }

    void repeatsHaveOneKeyAndOthersAnother()
    {
        namespace v = test::vapi;
        const auto key = [](const QJsonObject &json) { return decodeVapi(json, fromMillis(7)).value().key; };
        const auto c = QStringLiteral("c1");
        const auto user = QStringLiteral("user");
        QCOMPARE(key(v::transcript(c, T + 1, user, QStringLiteral("a"))), key(v::transcript(c, T + 1, user, QStringLiteral("a"))));
        QVERIFY(key(v::transcript(c, T + 1, user, QStringLiteral("a"))) != key(v::transcript(c, T + 1, user, QStringLiteral("b"))));
        QVERIFY(key(v::transcript(c, T + 1, user, QStringLiteral("a"))) != key(v::transcript(c, T + 2, user, QStringLiteral("a"))));
        QVERIFY(key(v::transcript(c, T + 1, user, QStringLiteral("a"))) != key(v::transcript(c, T + 1, user, QStringLiteral("a"), false)));
        // A second delivery of the report carries freshly signed URLs and perhaps another time.
        auto first = v::report(c, T + 5, QStringLiteral("2026-11-21T10:00:00Z"), QStringLiteral("2026-11-21T10:01:00Z"), {});
        auto second = v::report(c, T + 9, QStringLiteral("2026-11-21T10:00:00Z"), QStringLiteral("2026-11-21T10:01:00Z"), {});
        QCOMPARE(key(first), key(second));
        QVERIFY(key(v::status(c, T + 1, QStringLiteral("ringing"))) < key(v::status(c, T + 99'999'999, QStringLiteral("ended"))));
    }

    void withoutATimeARepeatIsStillKnown()
    {
        const auto key = [](const char *arguments, qint64 receivedAt) {
            const auto json = test::vapi::message(QStringLiteral("function-call"), QStringLiteral("c"), 0,
                                                  {{QStringLiteral("functionCall"), QJsonObject{{QStringLiteral("name"), QStringLiteral("createOrder")},
                                                                                                {QStringLiteral("parameters"), QString::fromLatin1(arguments)}}}});
            return decodeVapi(json, fromMillis(receivedAt)).value().key;
        };
        QCOMPARE(key("soup", T), key("soup", T + 5000));
        QVERIFY(key("soup", T) != key("cake", T));
    }

    void differentCallsInOneMillisecondAreDifferent()
    {
        namespace v = test::vapi;
        const auto key = [](const char *item) {
            return decodeVapi(v::toolCalls(QStringLiteral("c"), T, {v::toolCall({}, QStringLiteral("createOrder"), {{QStringLiteral("items"), QString::fromLatin1(item)}})}),
                              fromMillis(7)).value().key;
        };
        QVERIFY(key("soup") != key("cake"));
        QCOMPARE(key("soup"), key("soup"));
    }

    void absurdTimesAreNotBelieved_data()
    {
        QTest::addColumn<double>("timestamp");
        for (const double absurd : {0.0, -1.0, 1.5, 1e18, 1e300, 253402300800000.0}) {
            QTest::addRow("%g", absurd) << absurd;
        }
    }
    void absurdTimesAreNotBelieved()
    {
        QFETCH(double, timestamp);
        auto json = test::vapi::message(QStringLiteral("hang"), QStringLiteral("c"), 0).value(QStringLiteral("message")).toObject();
        json.insert(QStringLiteral("timestamp"), timestamp);
        const auto event = decodeVapi({{QStringLiteral("message"), json}}, fromMillis(T));
        QVERIFY(event.ok());
        QCOMPARE(toMillis(event.value().at), T);
    }

    void anOddReportCountsAsFarAsItGoes()
    {
        const auto json = test::vapi::message(QStringLiteral("end-of-call-report"), QStringLiteral("c"), T,
                                              {{QStringLiteral("cost"), QStringLiteral("0.12")},
                                               {QStringLiteral("startedAt"), double(T)},
                                               {QStringLiteral("endedAt"), QStringLiteral("9999-12-31T23:59:59Z")},
                                               {QStringLiteral("analysis"), QJsonArray()},
                                               {QStringLiteral("endedReason"), QString(300, QLatin1Char('x'))}});
        const auto event = decodeVapi(json, fromMillis(7));
        QVERIFY(event.ok());
        QCOMPARE(event.value().report->startedAt, std::optional(fromMillis(T)));
        QVERIFY(!event.value().report->endedAt);
        QVERIFY(!event.value().report->cost);
        QCOMPARE(event.value().report->providerReason.size(), 200);
    }

    void answersHaveTheFormVapiReads()
    {
        VoiceEvent event;
        const ToolResults results{{QStringLiteral("t1"), QStringLiteral("f"), QStringLiteral("one\ntwo"), false},
                                  {QStringLiteral("t2"), QStringLiteral("g"), QStringLiteral("no"), true}};
        QCOMPARE(encodeVapiAnswer(event, results),
                 QByteArray("{\"results\":[{\"name\":\"f\",\"result\":\"one two\",\"toolCallId\":\"t1\"},{\"error\":\"no\",\"name\":\"g\",\"toolCallId\":\"t2\"}]}"));
        event.isLegacyFunction = true;
        QCOMPARE(encodeVapiAnswer(event, results), QByteArray("{\"result\":\"one two\"}"));
        QCOMPARE(encodeVapiAnswer(event, AssistantOffer{QStringLiteral("a-1"), {}, {}, {}, {}, {}, true}), QByteArray("{\"assistantId\":\"a-1\"}"));
        QCOMPARE(encodeVapiAnswer(event, AssistantOffer{QStringLiteral("a-1"), {}, {}, {}, {}, {}, false}),
                 QByteArray("{\"assistantId\":\"a-1\",\"assistantOverrides\":{\"artifactPlan\":{\"recordingEnabled\":false}}}"));
        QCOMPARE(encodeVapiAnswer(event, SpokenRefusal{QStringLiteral("Sorry.")}), QByteArray("{\"error\":\"Sorry.\"}"));
        QCOMPARE(encodeVapiAnswer(event, TransferOffer{QStringLiteral("+1")}), QByteArray("{\"destination\":{\"number\":\"+1\",\"type\":\"number\"}}"));
        QCOMPARE(encodeVapiAnswer(event, {}), QByteArray("{}"));
    }
};

QTEST_GUILESS_MAIN(VapiDecoderTest)
#include "tst_vapidecoder.moc"
