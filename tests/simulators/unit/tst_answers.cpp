// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/json.h"
#include "tests/simulators/answercheck.h"

#include <QJsonArray>
#include <QTest>

using namespace deskbell;
using namespace deskbell::sim;
using namespace Qt::Literals::StringLiterals;

namespace {

Answer answer(const QByteArray &body, int status = 200)
{
    return {status, body, {}, 1000, 1};
}

const QList<PlacedTool> TwoTools{{u"call_a"_s, u"createOrder"_s, {}}, {u"call_b"_s, u"getHotelInfo"_s, {}}};

QJsonObject messageOf(const Outgoing &outgoing)
{
    return wire::parseObject(outgoing.body).value().value("message"_L1).toObject();
}

} // namespace

class AnswersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void assistantAnswers_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isRight");
        QTest::newRow("assistant") << R"({"assistant":{"firstMessage":"Hi"}})"_ba << true;
        QTest::newRow("id") << R"({"assistantId":"a","assistantOverrides":{}})"_ba << true;
        QTest::newRow("error") << R"({"error":"We are closed."})"_ba << true;
        QTest::newRow("destination") << R"({"destination":{"type":"number","number":"+12025550100"}})"_ba << true;
        QTest::newRow("wrapped") << R"({"message":{"assistantId":"a"}})"_ba << false;
        QTest::newRow("two ways") << R"({"assistantId":"a","error":"x"})"_ba << false;
        QTest::newRow("nothing") << "{}"_ba << false;
        QTest::newRow("empty assistant") << R"({"assistant":{}})"_ba << false;
        QTest::newRow("id is a number") << R"({"assistantId":5})"_ba << false;
        QTest::newRow("no JSON") << "OK"_ba << false;
    }

    void assistantAnswers()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isRight);
        QCOMPARE(checkAssistantAnswer(answer(body)).ok(), isRight);
        QVERIFY(!checkAssistantAnswer(answer(body, 201)).ok());
    }

    void whatTheAssistantIsAskedForIsKept()
    {
        const auto checked = checkAssistantAnswer(answer(R"({"assistant":{"firstMessage":"Hi","model":{"tools":[
            {"type":"function","function":{"name":"createOrder","parameters":{"properties":{"room":{}}}}}]},
            "analysisPlan":{"structuredDataPlan":{"schema":{"properties":{"service_type":{}}}}}}})"_ba));
        QVERIFY(checked.ok());
        QCOMPARE(checked.value().firstMessage, u"Hi"_s);
        QVERIFY(checked.value().toolSchemas.contains(u"createOrder"_s));
        QCOMPARE(checked.value().structuredKeys, QStringList{u"service_type"_s});
    }

    void toolAnswers_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("problem");
        const auto with = [](const char *first, const char *second) {
            return "{\"results\":["_ba + first + ',' + second + "]}";
        };
        const auto *a = R"({"toolCallId":"call_a","name":"createOrder","result":"Done, R-1042."})";
        const auto *b = R"({"toolCallId":"call_b","name":"getHotelInfo","error":"I do not know."})";
        QTest::newRow("right") << with(a, b) << QString();
        QTest::newRow("other order") << with(b, a) << u"another toolCallId"_s;
        QTest::newRow("one missing") << "{\"results\":["_ba + a + "]}" << u"1 results for 2"_s;
        QTest::newRow("no name") << with(a, R"({"toolCallId":"call_b","result":"x"})") << u"another name"_s;
        QTest::newRow("object") << with(a, R"({"toolCallId":"call_b","name":"getHotelInfo","result":{}})")
                                << u"is not a string"_s;
        QTest::newRow("line break") << with(a, R"({"toolCallId":"call_b","name":"getHotelInfo","result":"a\nb"})")
                                    << u"line break"_s;
        QTest::newRow("empty") << with(a, R"({"toolCallId":"call_b","name":"getHotelInfo","result":""})") << u"empty"_s;
    }

    void toolAnswers()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, problem);
        const auto checked = checkToolAnswer(answer(body), TwoTools);
        QCOMPARE(checked.ok(), problem.isEmpty());
        if (!checked) {
            QVERIFY2(checked.error().detail.contains(problem), qPrintable(checked.error().detail));
        }
        QVERIFY(!checkToolAnswer(answer(body, 500), TwoTools).ok());
    }

    void otherAnswers()
    {
        QVERIFY(checkFunctionAnswer(answer(R"({"result":"ok"})"_ba)).ok());
        QVERIFY(!checkFunctionAnswer(answer(R"({"results":[]})"_ba)).ok());
        QVERIFY(checkTransferAnswer(answer(R"({"destination":{"type":"sip","sipUri":"sip:a@b"}})"_ba)).ok());
        QVERIFY(checkTransferAnswer(answer(R"({"error":"Nobody is there."})"_ba)).ok());
        QVERIFY(!checkTransferAnswer(answer(R"({"destination":{"type":"number"}})"_ba)).ok());
        QVERIFY(!checkTransferAnswer(answer("{}"_ba)).ok());
    }

    void argumentsObeyTheSchema()
    {
        const QJsonObject arguments{{u"room"_s, u"204"_s}, {u"extra"_s, 1}};
        const QJsonObject properties{{u"room"_s, QJsonObject()}, {u"when"_s, QJsonObject()}};
        QCOMPARE(obeySchema(arguments, {}).value(), arguments);
        QCOMPARE(obeySchema(arguments, {{u"properties"_s, properties}}).value(), (QJsonObject{{u"room"_s, u"204"_s}}));
        const QJsonObject strict{{u"properties"_s, properties}, {u"required"_s, QJsonArray{u"when"_s}}};
        QVERIFY(obeySchema(arguments, strict).error().detail.contains(u"'when'"_s));
    }

    void codesAreFoundInSentences()
    {
        QCOMPARE(orderCode(u"Your order R-1042 is on its way, R-1043 too."_s), u"R-1042"_s);
        QCOMPARE(orderCode(u"Covid-19, x-1042"_s), QString());
    }

    void everyToolShapeCarriesTheSameCall()
    {
        const VapiMessages messages({u"id"_s, {}, {}, u"+1"_s, {}, {}});
        const QList<PlacedTool> tools{{u"call_a"_s, u"createOrder"_s, {{u"room"_s, u"204"_s}}}};
        const auto at = fromMillis(1'795'200'000'000);
        const auto first = [&](ToolShape shape, const char *list) {
            return messageOf(messages.toolCalls(tools, shape, at)).value(QLatin1String(list)).toArray().first().toObject();
        };
        const auto text = first(ToolShape::OpenAiString, "toolCallList").value("function"_L1).toObject();
        QCOMPARE(text.value("arguments"_L1).toString(), u"{\"room\":\"204\"}"_s);
        const auto object = first(ToolShape::OpenAiObject, "toolCallList").value("function"_L1).toObject();
        QCOMPARE(object.value("arguments"_L1).toObject(), tools.first().arguments);
        QCOMPARE(first(ToolShape::FlatParameters, "toolCallList").value("parameters"_L1).toObject(), tools.first().arguments);
        QCOMPARE(first(ToolShape::FlatArguments, "toolCallList").value("name"_L1).toString(), u"createOrder"_s);
        const auto with = first(ToolShape::WithToolString, "toolWithToolCallList");
        QCOMPARE(with.value("toolCall"_L1).toObject().value("id"_L1).toString(), u"call_a"_s);
        QVERIFY(with.value("function"_L1).toObject().value("parameters"_L1).toObject().contains("properties"_L1));
        const auto all = messageOf(messages.toolCalls(tools, ToolShape::OpenAiAll, at));
        QVERIFY(all.contains("toolCalls"_L1) && all.contains("toolCallList"_L1) && all.contains("toolWithToolCallList"_L1));
    }
};

QTEST_GUILESS_MAIN(AnswersTest)
#include "tst_answers.moc"
