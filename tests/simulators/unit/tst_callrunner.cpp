// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/json.h"
#include "tests/simulators/callrunner.h"
#include "tests/simulators/scriptlibrary.h"
#include "tests/simulators/sender.h"
#include "tests/simulators/simulation.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace deskbell;
using namespace deskbell::sim;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The least a service has to answer; can refuse the first requests or answer wrongly.
class FakeService final : public QTcpServer
{
    Q_OBJECT
public:
    int refuseFirst = 0;
    bool breakToolAnswers = false;
    QList<QJsonObject> received;

    FakeService()
    {
        connect(this, &QTcpServer::newConnection, this, &FakeService::onNewConnection);
        listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"http://127.0.0.1:%1/hooks/vapi/t"_s.arg(serverPort())); }

    [[nodiscard]] QStringList types() const
    {
        QStringList types;
        for (const auto &message : received) {
            types.append(message.value("type"_L1).toString());
        }
        return types;
    }

private:
    void onNewConnection()
    {
        auto *socket = nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

    void onReadyRead(QTcpSocket *socket)
    {
        m_buffers[socket] += socket->readAll();
        auto &buffer = m_buffers[socket];
        const auto head = buffer.indexOf("\r\n\r\n");
        if (head < 0) {
            return;
        }
        const auto at = buffer.toLower().indexOf("content-length:") + 15;
        const auto length = buffer.mid(at, buffer.indexOf('\r', at) - at).trimmed().toInt();
        if (buffer.size() < head + 4 + length) {
            return;
        }
        const auto body = buffer.mid(head + 4, length);
        buffer.remove(0, head + 4 + length);
        if (refuseFirst > 0) {
            --refuseFirst;
            socket->write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        const auto answer = answerTo(wire::parseObject(body).value().value("message"_L1).toObject());
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: "_ba + QByteArray::number(answer.size()) + "\r\n\r\n" + answer);
    }

    QByteArray answerTo(const QJsonObject &message)
    {
        received.append(message);
        const auto type = message.value("type"_L1).toString();
        if (type == "assistant-request"_L1) {
            return R"({"assistant":{"firstMessage":"Welcome, this is an AI."}})"_ba;
        }
        if (type == "transfer-destination-request"_L1) {
            return R"({"destination":{"type":"number","number":"+12025550100"}})"_ba;
        }
        if (type == "function-call"_L1) {
            return R"({"result":"Noted as R-1001."})"_ba;
        }
        if (type != "tool-calls"_L1) {
            return "{}"_ba;
        }
        QJsonArray results;
        for (const auto &entry : message.value("toolCallList"_L1).toArray()) {
            const auto name = entry.toObject().value("function"_L1).toObject().value("name"_L1).toString();
            results.append(QJsonObject{{u"toolCallId"_s, breakToolAnswers ? u"?"_s : entry.toObject().value("id"_L1).toString()},
                                       {u"name"_s, name},
                                       {u"result"_s, u"Noted as R-1001."_s}});
        }
        return wire::toBytes({{u"results"_s, results}});
    }

    QHash<QTcpSocket *, QByteArray> m_buffers;
};

} // namespace

class CallRunnerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_scripts = builtInScripts().value(); }

    void aCallIsToldFromRingToReport()
    {
        play(u"order"_s, {});
        const auto types = m_service->types();
        QCOMPARE(types.first(), u"assistant-request"_s);
        QCOMPARE(types.last(), u"end-of-call-report"_s);
        QCOMPARE(types.count(u"status-update"_s), 3);
        QCOMPARE(types.count(u"tool-calls"_s), 1);
        QVERIFY(!m_tally->hasProblems());
        QCOMPARE(m_record.orders, QStringList{u"R-1001"_s});
        QCOMPARE(m_record.lines.first().text, u"Welcome, this is an AI."_s);
        QCOMPARE(m_record.lines.at(4).text, u"Noted as R-1001."_s);
        const auto report = m_service->received.last();
        const auto artifact = report.value("artifact"_L1).toObject();
        QCOMPARE(artifact.value("messages"_L1).toArray().size(), m_record.lines.size() + 2);
        QVERIFY(report.value("cost"_L1).toDouble() > 0);
    }

    void timestampsOnlyGrow()
    {
        play(u"long-call"_s, {});
        double before = 0;
        for (const auto &message : std::as_const(m_service->received)) {
            const auto at = message.value("timestamp"_L1).toDouble();
            QVERIFY(at > before);
            before = at;
        }
    }

    void finalLinesAreTheExpectedOnes()
    {
        play(u"complaint"_s, {0.3, 0.3, 0.2, 0});
        QStringList finals;
        for (const auto &message : std::as_const(m_service->received)) {
            if (message.value("transcriptType"_L1) == "final"_L1) {
                finals.append(message.value("transcript"_L1).toString());
            }
        }
        for (const auto &line : std::as_const(m_record.lines)) {
            QVERIFY2(finals.contains(line.text), qPrintable(line.text));
        }
    }

    void aRefusedMessageIsSentAgain()
    {
        play(u"legacy-order"_s, {}, 3, true);
        QVERIFY(!m_tally->hasProblems());
        QCOMPARE(m_tally->toJson().value("retries"_L1).toInt(), 3);
        QCOMPARE(m_record.orders.size(), 1);
    }

    void aRefusalWithoutRetryIsAProblem()
    {
        play(u"order"_s, {}, 1, false);
        QVERIFY(m_tally->hasProblems());
        QCOMPARE(m_record.endedReason, u"assistant-request-failed"_s);
    }

    void aWrongToolAnswerIsAProblem()
    {
        play(u"order"_s, {}, 0, false, true);
        QVERIFY(m_tally->hasProblems());
        QVERIFY(m_tally->toText().contains(u"another toolCallId"_s));
    }

    void aTransferIsForwarded()
    {
        play(u"transfer-to-desk"_s, {});
        QStringList statuses;
        for (const auto &message : std::as_const(m_service->received)) {
            if (message.value("type"_L1) == "status-update"_L1) {
                statuses.append(message.value("status"_L1).toString());
            }
        }
        QCOMPARE(statuses, (QStringList{u"ringing"_s, u"in-progress"_s, u"forwarding"_s, u"ended"_s}));
        QVERIFY(m_service->received.last().contains("destination"_L1));
    }

    void whoHangsUpMidWordIsInTheReport()
    {
        play(u"wrong-number"_s, {});
        QVERIFY(m_record.lines.last().fromReport);
        play(u"wrong-number"_s, {0, 0, 0, 1});
        QCOMPARE(m_record.lines.size(), 1);
        QVERIFY(m_record.endedReason.isEmpty());
    }

    void aSimulationEndsByItself()
    {
        FakeService service;
        const SystemClock clock;
        Sender sender({service.url(), "s"_ba, AuthKind::Secret, false, 8, {}}, clock);
        Tally tally;
        RunPlan plan;
        plan.scripts = {script(u"order"_s), script(u"legacy-order"_s)};
        plan.calls = 4;
        plan.callsPerMinute = 60'000;
        plan.speed = 1000;
        plan.historyDays = 2;
        plan.historyPerDay = 5;
        Simulation simulation(plan, sender, tally, clock);
        QSignalSpy history(&simulation, &Simulation::historyFinished);
        QSignalSpy finished(&simulation, &Simulation::finished);
        simulation.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QCOMPARE(history.count(), 1);
        QCOMPARE(tally.callCount(), history.first().first().toInt() + 4);
    }

    void aStoppedSimulationHangsUp()
    {
        FakeService service;
        const SystemClock clock;
        Sender sender({service.url(), "s"_ba, AuthKind::Secret, false, 8, {}}, clock);
        Tally tally;
        RunPlan plan;
        plan.scripts = {script(u"long-call"_s)};
        plan.calls = -1;
        plan.speed = 2;
        Simulation simulation(plan, sender, tally, clock);
        QSignalSpy finished(&simulation, &Simulation::finished);
        simulation.start();
        QTRY_VERIFY_WITH_TIMEOUT(service.types().contains(u"transcript"_s), 10'000);
        simulation.stop();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 5'000);
        QCOMPARE(service.types().last(), u"end-of-call-report"_s);
    }

private:
    CallScript script(const QString &name)
    {
        return *std::find_if(m_scripts.begin(), m_scripts.end(), [&](const CallScript &s) { return s.name == name; });
    }

    void play(const QString &name, const Odds &odds, int refuseFirst = 0, bool keepRetrying = false, bool breakTools = false)
    {
        const SystemClock clock;
        m_service = std::make_unique<FakeService>();
        m_service->refuseFirst = refuseFirst;
        m_service->breakToolAnswers = breakTools;
        m_tally = std::make_unique<Tally>();
        Sender sender({m_service->url(), "s"_ba, AuthKind::Secret, keepRetrying, 1, {}}, clock);
        connect(&sender, &Sender::retried, this, [this] { m_tally->retried(); });
        CallRunner runner({script(name), 1, odds, 2000, true, std::nullopt}, sender, *m_tally, clock);
        QSignalSpy finished(&runner, &CallRunner::finished);
        runner.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        m_record = runner.result();
    }

    QList<CallScript> m_scripts;
    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Tally> m_tally;
    CallRecord m_record;
};

QTEST_GUILESS_MAIN(CallRunnerTest)
#include "tst_callrunner.moc"
