// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/tenantsservice.h"
#include "tests/support/testservice.h"
#include "tests/support/vapimessages.h"

#include <QJsonArray>
#include <QTest>

using namespace deskbell;
using namespace deskbell::test;

class CommandsApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aBatchIsDealtWithInOrder();
    void aRepeatGetsTheSameAnswer();
    void gapsAndMismatchesAreConflicts();
    void partOfABatch();
    void wrongBodies_data();
    void wrongBodies();
    void resultsCanBeAskedFor();
    void otherPeoplesDevicesAreForbidden();
    void resultsOutliveARestart();
    void restWritesAreCommands();
    void refusedRestWritesMayComeAgain();
    void theAuditLogIsForManagers();
    void theAuditLogPages();
    void transcriptsLeaveAnEntry();
    void healthShowsTheAuditCheck();

private:
    [[nodiscard]] QJsonObject command(int seq, const QString &name, const QJsonObject &args);
    [[nodiscard]] QJsonObject create(int seq, const QString &room);
    [[nodiscard]] HttpCalls::Answer send(const QJsonArray &commands, HttpCalls *http = nullptr);
    [[nodiscard]] QStringList actions(const QString &query = {});

    std::unique_ptr<TestService> m_service;
    std::unique_ptr<HttpCalls> m_http;
    SystemClock m_clock;
    SystemRng m_rng;
};

namespace {

const auto Path = QStringLiteral("/v1/commands");
const auto Device = QStringLiteral("0190f000-0000-7000-8000-00000000000d");

QJsonObject result(const HttpCalls::Answer &answer, int index)
{
    return answer.data().value(QLatin1String("results")).toArray().at(index).toObject();
}

QString text(const QJsonObject &object, const char *name) { return object.value(QLatin1String(name)).toString(); }

} // namespace

void CommandsApiTest::init()
{
    m_http.reset();
    m_service = std::make_unique<TestService>();
    QCOMPARE(m_service->start(), QString());
    m_http = m_service->signedInCalls();
}

QJsonObject CommandsApiTest::command(int seq, const QString &name, const QJsonObject &args)
{
    return QJsonObject{{QStringLiteral("cmd_id"), makeUuid7(m_clock, m_rng)}, {QStringLiteral("device_seq"), seq}, {QStringLiteral("name"), name},
                       {QStringLiteral("args"), args}, {QStringLiteral("made_at"), toRfc3339(m_clock.now())}};
}

QJsonObject CommandsApiTest::create(int seq, const QString &room)
{
    return command(seq, QStringLiteral("order.create"),
                   {{QStringLiteral("id"), makeUuid7(m_clock, m_rng)}, {QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}}, {QStringLiteral("room"), room}});
}

HttpCalls::Answer CommandsApiTest::send(const QJsonArray &commands, HttpCalls *http)
{
    return (http ? *http : *m_http).post(Path, {{QStringLiteral("device_id"), Device}, {QStringLiteral("commands"), commands}});
}

QStringList CommandsApiTest::actions(const QString &query)
{
    QStringList actions;
    const auto items = m_http->get(QStringLiteral("/v1/audit") + query).data().value(QLatin1String("items")).toArray();
    for (const auto &item : items) {
        actions.append(text(item.toObject(), "action"));
    }
    return actions;
}

void CommandsApiTest::aBatchIsDealtWithInOrder()
{
    const auto make = create(1, QStringLiteral("204"));
    const auto id = text(make.value(QLatin1String("args")).toObject(), "id");
    const auto step = [&](int seq, const char *status) {
        return command(seq, QStringLiteral("order.change"), {{QStringLiteral("id"), id}, {QStringLiteral("status"), QString::fromLatin1(status)}});
    };
    const auto answer = send({make, step(2, "accepted"), step(3, "done"), step(4, "in_progress")});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.data().value(QLatin1String("last_seq")).toInt(), 4);
    QCOMPARE(text(result(answer, 0), "status"), QStringLiteral("accepted"));
    QCOMPARE(text(result(answer, 1).value(QLatin1String("data")).toObject(), "status"), QStringLiteral("accepted"));
    const auto refused = result(answer, 2);
    QCOMPARE(text(refused, "status"), QStringLiteral("refused"));
    const auto error = refused.value(QLatin1String("error")).toObject();
    QCOMPARE(text(error, "code"), QStringLiteral("conflict"));
    QCOMPARE(text(error, "reason"), QStringLiteral("illegal_transition"));
    QCOMPARE(text(error.value(QLatin1String("context")).toObject().value(QLatin1String("current")).toObject(), "status"), QStringLiteral("accepted"));
    QCOMPARE(text(result(answer, 3).value(QLatin1String("data")).toObject(), "status"), QStringLiteral("in_progress"));
    QCOMPARE(result(answer, 3).value(QLatin1String("applied_seq")).toInt(), 3);
}

void CommandsApiTest::aRepeatGetsTheSameAnswer()
{
    const QJsonArray batch{create(1, QStringLiteral("1")), create(2, QStringLiteral("2"))};
    const auto first = send(batch);
    const auto second = send(batch);
    QCOMPARE(second.status, 200);
    QCOMPARE(second.data(), first.data());
    QCOMPARE(m_http->get(QStringLiteral("/v1/orders")).data().value(QLatin1String("items")).toArray().size(), 2);
}

void CommandsApiTest::gapsAndMismatchesAreConflicts()
{
    const auto gap = send({create(2, QStringLiteral("1"))});
    QCOMPARE(gap.status, 409);
    QCOMPARE(gap.reason(), QStringLiteral("gap"));
    QCOMPARE(gap.error().value(QLatin1String("context")).toObject().value(QLatin1String("last_seq")).toInt(-1), 0);
    QCOMPARE(send({create(1, QStringLiteral("1"))}).status, 200);
    const auto mismatch = send({create(1, QStringLiteral("2"))});
    QCOMPARE(mismatch.status, 409);
    QCOMPARE(mismatch.reason(), QStringLiteral("idempotency_mismatch"));
    QCOMPARE(mismatch.error().value(QLatin1String("context")).toObject().value(QLatin1String("last_seq")).toInt(), 1);
}

void CommandsApiTest::partOfABatch()
{
    const auto done = create(1, QStringLiteral("1"));
    QCOMPARE(send({done, create(2, QStringLiteral("2"))}).status, 200);
    const auto answer = send({done, create(2, QStringLiteral("another")), create(3, QStringLiteral("3"))});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.data().value(QLatin1String("results")).toArray().size(), 1);
    QCOMPARE(text(answer.data().value(QLatin1String("stopped")).toObject(), "reason"), QStringLiteral("idempotency_mismatch"));
}

void CommandsApiTest::wrongBodies_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no id") << QStringLiteral("cmd_id") << QJsonValue();
    QTest::newRow("id") << QStringLiteral("cmd_id") << QJsonValue(QStringLiteral("x"));
    QTest::newRow("seq") << QStringLiteral("device_seq") << QJsonValue(0);
    QTest::newRow("name") << QStringLiteral("name") << QJsonValue(QStringLiteral("Order Create"));
    QTest::newRow("args") << QStringLiteral("args") << QJsonValue(QStringLiteral("x"));
    QTest::newRow("long args") << QStringLiteral("args") << QJsonValue(QJsonObject{{QStringLiteral("notes"), QString(70'000, QLatin1Char('x'))}});
    QTest::newRow("made_at") << QStringLiteral("made_at") << QJsonValue(QStringLiteral("yesterday"));
    QTest::newRow("valid_until") << QStringLiteral("valid_until") << QJsonValue(7);
    QTest::newRow("after") << QStringLiteral("after") << QJsonValue(QStringLiteral("x"));
}

void CommandsApiTest::wrongBodies()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    auto wrong = create(2, QStringLiteral("1"));
    wrong.insert(field, value);
    const auto answer = send({create(1, QStringLiteral("1")), wrong});
    QCOMPARE(answer.status, 400);
    QCOMPARE(text(answer.error().value(QLatin1String("context")).toObject(), "field"), QStringLiteral("commands[1].") + field);
    // Nothing of the batch was dealt with.
    QCOMPARE(send({create(1, QStringLiteral("1"))}).status, 200);
    QJsonArray many;
    for (int i = 2; i < 103; ++i) {
        many.append(create(i, QStringLiteral("1")));
    }
    QCOMPARE(send(many).status, 400);
    QCOMPARE(send({}).status, 400);
    QCOMPARE(send({create(2, QStringLiteral("1")), create(4, QStringLiteral("1"))}).status, 400);
}

void CommandsApiTest::resultsCanBeAskedFor()
{
    const auto make = create(1, QStringLiteral("1"));
    const auto answer = send({make});
    const auto stored = m_http->get(Path + QLatin1Char('/') + text(make, "cmd_id"));
    QCOMPARE(stored.status, 200);
    QCOMPARE(stored.data(), result(answer, 0));
    QCOMPARE(m_http->get(Path + QStringLiteral("/nothing")).status, 404);
}

void CommandsApiTest::otherPeoplesDevicesAreForbidden()
{
    QCOMPARE(send({create(1, QStringLiteral("1"))}).status, 200);
    QCOMPARE(m_service->addUser(QStringLiteral("aurora"), QStringLiteral("bob"), server::Role::Staff, QStringLiteral("another horse battery")), QString());
    auto bob = m_service->calls();
    bob.setToken(text(m_service->signIn(QStringLiteral("aurora"), QStringLiteral("bob"), QStringLiteral("another horse battery")).value_or(QJsonObject()), "access_token").toLatin1());
    const auto answer = send({create(2, QStringLiteral("1"))}, &bob);
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.reason(), QStringLiteral("device_taken"));
    QCOMPARE(bob.get(QStringLiteral("/v1/audit")).status, 403);
    auto nobody = m_service->calls();
    QCOMPARE(send({create(2, QStringLiteral("1"))}, &nobody).status, 401);
}

void CommandsApiTest::resultsOutliveARestart()
{
    const QJsonArray batch{create(1, QStringLiteral("1"))};
    const auto first = send(batch);
    QCOMPARE(m_service->restart(), QString());
    m_http = m_service->signedInCalls();
    QCOMPARE(send(batch).data(), first.data());
    QCOMPARE(send({create(2, QStringLiteral("1"))}).data().value(QLatin1String("last_seq")).toInt(), 2);
}

void CommandsApiTest::restWritesAreCommands()
{
    m_http->setHeader("Idempotency-Key", "key-1");
    const QJsonObject wish{{QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}}};
    const auto made = m_http->post(QStringLiteral("/v1/orders"), wish);
    QCOMPARE(made.status, 201);
    const auto stored = m_http->get(Path + QStringLiteral("/key-1"));
    QCOMPARE(stored.status, 200);
    QCOMPARE(stored.data().value(QLatin1String("data")).toObject(), made.data());
    QVERIFY(stored.data().value(QLatin1String("device_seq")).isNull());
    QVERIFY(actions(QStringLiteral("?entity=order&id=") + text(made.data(), "id")).contains(QStringLiteral("order.create")));
}

void CommandsApiTest::refusedRestWritesMayComeAgain()
{
    const auto made = m_http->post(QStringLiteral("/v1/orders"), {{QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}}});
    const auto path = QStringLiteral("/v1/orders/") + text(made.data(), "id");
    const QJsonObject finish{{QStringLiteral("status"), QStringLiteral("done")}};
    m_http->setHeader("Idempotency-Key", "key-2");
    QCOMPARE(m_http->patch(path, finish).status, 409);
    for (const auto *status : {"accepted", "in_progress"}) {
        m_http->setHeader("Idempotency-Key", status);
        QCOMPARE(m_http->patch(path, {{QStringLiteral("status"), QString::fromLatin1(status)}}).status, 200);
    }
    m_http->setHeader("Idempotency-Key", "key-2");
    QCOMPARE(m_http->patch(path, finish).status, 200);
}

void CommandsApiTest::theAuditLogIsForManagers()
{
    QCOMPARE(send({create(1, QStringLiteral("1"))}).status, 200);
    const auto all = actions();
    QVERIFY(all.contains(QStringLiteral("order.create")));
    QVERIFY(all.contains(QStringLiteral("session.opened")));
    QVERIFY(all.contains(QStringLiteral("user.add")));
    QVERIFY(all.contains(QStringLiteral("tenant.add")));
    QVERIFY(actions().contains(QStringLiteral("audit.read")));
    QCOMPARE(actions(QStringLiteral("?actor=user:anna&entity=order")), QStringList{QStringLiteral("order.create")});
    QVERIFY(actions(QStringLiteral("?to=2020-01-01T00:00:00Z")).isEmpty());
    QCOMPARE(m_http->get(QStringLiteral("/v1/audit?from=yesterday")).status, 400);
}

void CommandsApiTest::theAuditLogPages()
{
    const auto first = m_http->get(QStringLiteral("/v1/audit?limit=2")).data();
    QCOMPARE(first.value(QLatin1String("items")).toArray().size(), 2);
    const auto next = text(first, "next_cursor");
    QVERIFY(!next.isEmpty());
    const auto second = m_http->get(QStringLiteral("/v1/audit?limit=2&cursor=") + next).data();
    const auto number = [](const QJsonObject &page, int index) {
        return page.value(QLatin1String("items")).toArray().at(index).toObject().value(QLatin1String("number")).toInt();
    };
    QCOMPARE(number(second, 0), number(first, 1) - 1);
    QCOMPARE(m_http->get(QStringLiteral("/v1/audit?cursor=x")).status, 400);
}

void CommandsApiTest::transcriptsLeaveAnEntry()
{
    const auto source = m_service->hook(QStringLiteral("aurora"));
    auto provider = m_service->calls();
    provider.setHeader("X-Vapi-Secret", source.secret);
    const auto line = vapi::transcript(QStringLiteral("call-1"), toMillis(m_clock.now()), QStringLiteral("user"), QStringLiteral("hello"));
    QCOMPARE(provider.post(server::hookPath(source), line).status, 200);
    const auto calls = m_http->get(QStringLiteral("/v1/calls")).data().value(QLatin1String("items")).toArray();
    const auto id = text(calls.at(0).toObject(), "id");
    QCOMPARE(m_http->get(QStringLiteral("/v1/calls/nothing/transcript")).status, 404);
    QVERIFY(!actions().contains(QStringLiteral("transcript.read")));
    const auto transcript = m_http->get(QStringLiteral("/v1/calls/%1/transcript").arg(id));
    QCOMPARE(transcript.status, 200);
    QCOMPARE(actions(QStringLiteral("?entity=call&id=") + id), QStringList{QStringLiteral("transcript.read")});
}

void CommandsApiTest::healthShowsTheAuditCheck()
{
    const auto status = [this] {
        const auto parts = m_http->get(QStringLiteral("/health")).data().value(QLatin1String("parts")).toObject();
        return text(parts.value(QLatin1String("audit")).toObject(), "status");
    };
    QTRY_COMPARE_WITH_TIMEOUT(status(), QStringLiteral("ok"), 5000);
}

QTEST_GUILESS_MAIN(CommandsApiTest)
#include "tst_commandsapi.moc"
