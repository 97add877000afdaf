// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/tenantsettings.h"
#include "tests/integration/jobs/receiver.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testservice.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace deskbell;
using namespace deskbell::test;
using namespace std::chrono_literals;

namespace {

TestService::Options quick()
{
    TestService::Options options;
    options.jobs.rules.retryBase = 20ms;
    options.jobs.rules.settleTimes = {50ms, 100ms, 150ms};
    options.jobs.http = {1s, 2s, 1024 * 1024};
    return options;
}

/// The real service, a receiver, and one notification between them.
struct House {
    Receiver receiver;
    TestService service;
    std::unique_ptr<HttpCalls> http;

    explicit House(const TestService::Options &options = quick()) : service(options) {}

    [[nodiscard]] bool open(const QString &effectClass, const QString &secret = {})
    {
        if (const auto failed = service.start(); !failed.isEmpty()) {
            qWarning("%s", qPrintable(failed));
            return false;
        }
        QJsonObject target{{QStringLiteral("event"), QStringLiteral("order_created")},
                           {QStringLiteral("url"), receiver.url().toString()},
                           {QStringLiteral("effect_class"), effectClass},
                           {QStringLiteral("lookup_url"), receiver.url(QStringLiteral("/lookup")).toString()}};
        if (!secret.isEmpty()) {
            target.insert(QStringLiteral("secret"), secret);
        }
        http = service.signedInCalls();
        return configure({target});
    }
    [[nodiscard]] bool configure(const QJsonArray &targets)
    {
        const QJsonObject settings{{QStringLiteral("notifications"), targets}};
        return QCoro::waitFor(service.application().access().tenants.setSettings(QString::fromLatin1(TestService::Slug), settings)).ok();
    }
    [[nodiscard]] bool order()
    {
        const QJsonObject item{{QStringLiteral("name"), QStringLiteral("towel")}, {QStringLiteral("quantity"), 2}};
        return http->post(QStringLiteral("/v1/orders"), {{QStringLiteral("room"), QStringLiteral("204")}, {QStringLiteral("items"), QJsonArray{item}}}).status == 201;
    }
    [[nodiscard]] QJsonObject job()
    {
        return http->get(QStringLiteral("/v1/jobs")).data().value(QLatin1String("items")).toArray().first().toObject();
    }
    [[nodiscard]] bool jobBecomes(const char *state)
    {
        return QTest::qWaitFor([&] { return job().value(QLatin1String("state")).toString() == QLatin1String(state); }, 8000);
    }
};

} // namespace

class OrderNotifyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.*=false")); }
    void anOrderIsToldSignedWithTheJobsIdAsKey();
    void aRolledBackOrderTellsNobody();
    void aLostReplyOfClassAIsSentAgainWithTheSameKey();
    void aLostReplyOfClassBIsLookedUp();
    void aLostReplyOfClassCIsShownAndNotRepeated();
    void aRefusalIsDead();
    void aReceiverThatIsAwayGetsItLater();
    void aCrashWhileSendingIsSettledAtTheNextStart();
    void anAddressThatWasTakenOutIsNotTold();
    void settingsAreChecked_data();
    void settingsAreChecked();
    void jobsOfOthersAreNotThere();
    void theSummaryAndHealthTellOfIt();
    void peopleDecideByCommand();
    void aWorkerApartDoesTheJobs();

private:
    SystemRng m_rng;
};

void OrderNotifyTest::anOrderIsToldSignedWithTheJobsIdAsKey()
{
    House house;
    QVERIFY(house.open(QStringLiteral("A"), QStringLiteral("s3cret")));
    QVERIFY(house.order());
    QVERIFY(house.jobBecomes("done"));
    const auto job = house.job();
    QCOMPARE(house.receiver.posts().size(), 1);
    const auto post = house.receiver.posts().first();
    QCOMPARE(post.headers.value("idempotency-key"), job.value(QLatin1String("id")).toString().toLatin1());
    QCOMPARE(post.headers.value("content-type"), QByteArray("application/json"));
    const auto signature = post.headers.value("x-deskbell-signature");
    const auto seconds = signature.mid(2, signature.indexOf(',') - 2);
    const auto expected = QMessageAuthenticationCode::hash(seconds + '.' + post.body, "s3cret", QCryptographicHash::Sha256).toHex();
    QCOMPARE(signature, "t=" + seconds + ",v1=" + expected);
    const auto body = QJsonDocument::fromJson(post.body).object();
    QCOMPARE(body.value(QLatin1String("event")).toString(), QStringLiteral("order_created"));
    QCOMPARE(body.value(QLatin1String("order")).toObject().value(QLatin1String("room")).toString(), QStringLiteral("204"));
    QCOMPARE(job.value(QLatin1String("provider_ref")).toString(), QStringLiteral("ref-1"));
    QVERIFY(job.value(QLatin1String("subject")).toString().startsWith(QLatin1String("Order R-")));
    const auto detail = house.http->get(QStringLiteral("/v1/jobs/") + job.value(QLatin1String("id")).toString()).data();
    QCOMPARE(detail.value(QLatin1String("body")).toObject(), body);
    QVERIFY(!QJsonDocument(detail).toJson().contains("s3cret"));
}

void OrderNotifyTest::aRolledBackOrderTellsNobody()
{
    House house;
    QVERIFY(house.open(QStringLiteral("A")));
    QCOMPARE(house.http->post(QStringLiteral("/v1/orders"), {{QStringLiteral("room"), QStringLiteral("204")}}).status, 400);
    QVERIFY(house.http->get(QStringLiteral("/v1/jobs")).data().value(QLatin1String("items")).toArray().isEmpty());
}

void OrderNotifyTest::aLostReplyOfClassAIsSentAgainWithTheSameKey()
{
    House house;
    QVERIFY(house.open(QStringLiteral("A")));
    house.receiver.manner = Receiver::Manner::CutAtOnce;
    QVERIFY(house.order());
    QVERIFY(QTest::qWaitFor([&house] { return house.receiver.posts().size() >= 2; }));
    house.receiver.manner = Receiver::Manner::Answer;
    QVERIFY(house.jobBecomes("done"));
    const auto posts = house.receiver.posts();
    for (const auto &post : posts) {
        QCOMPARE(post.headers.value("idempotency-key"), posts.first().headers.value("idempotency-key"));
        QCOMPARE(post.body, posts.first().body);
    }
}

void OrderNotifyTest::aLostReplyOfClassBIsLookedUp()
{
    House house;
    QVERIFY(house.open(QStringLiteral("B")));
    house.receiver.manner = Receiver::Manner::CutAtOnce;
    house.receiver.lookupAnswer = "{\"found\":true,\"ref\":\"found-1\"}";
    QVERIFY(house.order());
    QVERIFY(house.jobBecomes("done"));
    QCOMPARE(house.receiver.posts().size(), 1);
    const auto job = house.job();
    QCOMPARE(house.receiver.gets().first().target, "/lookup?key=" + job.value(QLatin1String("id")).toString().toLatin1());
    QCOMPARE(job.value(QLatin1String("provider_ref")).toString(), QStringLiteral("found-1"));
}

void OrderNotifyTest::aLostReplyOfClassCIsShownAndNotRepeated()
{
    House house;
    QVERIFY(house.open(QStringLiteral("C")));
    house.receiver.manner = Receiver::Manner::CutAtOnce;
    QVERIFY(house.order());
    QVERIFY(house.jobBecomes("review"));
    QTest::qWait(300);
    QCOMPARE(house.receiver.posts().size(), 1);
    const auto changes = house.http->get(QStringLiteral("/v1/changes?after=0&lineage=") + house.service.application().database().lineage())
                             .data().value(QLatin1String("changes")).toArray();
    const auto last = changes.last().toObject();
    QCOMPARE(last.value(QLatin1String("entity")).toString(), QStringLiteral("job"));
    QCOMPARE(last.value(QLatin1String("event")).toString(), QStringLiteral("job_needs_attention"));
    QCOMPARE(last.value(QLatin1String("body")).toObject().value(QLatin1String("state")).toString(), QStringLiteral("review"));
}

void OrderNotifyTest::aRefusalIsDead()
{
    House house;
    QVERIFY(house.open(QStringLiteral("C")));
    house.receiver.status = 422;
    QVERIFY(house.order());
    QVERIFY(house.jobBecomes("dead"));
    QCOMPARE(house.job().value(QLatin1String("last_error")).toString(), QStringLiteral("HTTP 422"));
}

void OrderNotifyTest::aReceiverThatIsAwayGetsItLater()
{
    House house;
    QVERIFY(house.open(QStringLiteral("C")));
    house.receiver.close();
    QVERIFY(house.order());
    QVERIFY(house.jobBecomes("scheduled"));
    QVERIFY(house.receiver.open());
    QVERIFY(house.jobBecomes("done"));
    QCOMPARE(house.receiver.posts().size(), 1);
}

void OrderNotifyTest::aCrashWhileSendingIsSettledAtTheNextStart()
{
    House house;
    QVERIFY(house.open(QStringLiteral("C")));
    house.receiver.manner = Receiver::Manner::Hang;
    QVERIFY(house.order());
    QVERIFY(QTest::qWaitFor([&house] { return house.receiver.posts().size() == 1; }));
    // Another process's row, as after a kill: the stop would wait for the answer.
    auto forced = house.service.application().database().write([](sql::Connection &db) {
        return db.exec(QStringLiteral("UPDATE jobs SET owner = 'killed', fence = fence + 1, lease_until = 0"), sql::RowScope::everybody());
    });
    forced.waitForFinished();
    QVERIFY(forced.result().ok());
    house.receiver.manner = Receiver::Manner::Answer;
    QCOMPARE(house.service.restart(), QString());
    house.http = house.service.signedInCalls();
    QVERIFY(house.jobBecomes("review"));
    QCOMPARE(house.receiver.posts().size(), 1);
}

void OrderNotifyTest::anAddressThatWasTakenOutIsNotTold()
{
    House house;
    QVERIFY(house.open(QStringLiteral("A")));
    house.receiver.close();
    QVERIFY(house.order());
    QVERIFY(house.jobBecomes("scheduled"));
    QVERIFY(house.configure({}));
    QVERIFY(house.receiver.open());
    QVERIFY(house.jobBecomes("dead"));
    QVERIFY(house.receiver.posts().isEmpty());
    QVERIFY(house.job().value(QLatin1String("last_error")).toString().startsWith(QLatin1String("not_configured")));
}

void OrderNotifyTest::settingsAreChecked_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *target, const char *field) {
        QTest::newRow(name) << QByteArray("{\"notifications\":[" + QByteArray(target) + "]}") << QString::fromLatin1(field);
    };
    row("good", R"({"event":"order_created","url":"https://a.example/x","effect_class":"C","secret":"s"})", "");
    row("good B", R"({"event":"order_update","url":"http://a.example","effect_class":"B","lookup_url":"http://a.example/l"})", "");
    row("event", R"({"event":"order_eaten","url":"https://a.example/x"})", "notifications[0].event");
    row("no url", R"({"event":"order_created"})", "notifications[0].url");
    row("scheme", R"({"event":"order_created","url":"file:///etc/passwd"})", "notifications[0].url");
    row("password", R"({"event":"order_created","url":"https://a:b@a.example/"})", "notifications[0].url");
    row("class", R"({"event":"order_created","url":"https://a.example/x","effect_class":"D"})", "notifications[0].effect_class");
    row("B without look-up", R"({"event":"order_created","url":"https://a.example/x","effect_class":"B"})", "notifications[0].lookup_url");
    row("unknown", R"({"event":"order_created","url":"https://a.example/x","colour":"red"})", "notifications[0].colour");
    row("text", R"("x")", "notifications[0]");
}

void OrderNotifyTest::settingsAreChecked()
{
    QFETCH(const QByteArray, settings);
    QFETCH(const QString, field);
    const auto checked = server::TenantSettings::check(QJsonDocument::fromJson(settings).object());
    QCOMPARE(checked ? QString() : checked.error().context.value(QLatin1String("field")).toString(), field);
}

void OrderNotifyTest::jobsOfOthersAreNotThere()
{
    House house;
    QVERIFY(house.open(QStringLiteral("A")));
    QVERIFY(house.order());
    QVERIFY(house.jobBecomes("done"));
    QCOMPARE(house.service.addTenant(QStringLiteral("borealis")), QString());
    QCOMPARE(house.service.addUser(QStringLiteral("borealis"), QStringLiteral("bob"), server::Role::Manager, QString::fromLatin1(TestService::Password)), QString());
    const auto signedIn = house.service.signIn(QStringLiteral("borealis"), QStringLiteral("bob"), QString::fromLatin1(TestService::Password));
    auto other = house.service.calls();
    other.setToken(signedIn->value(QLatin1String("access_token")).toString().toLatin1());
    QCOMPARE(other.get(QStringLiteral("/v1/jobs/") + house.job().value(QLatin1String("id")).toString()).status, 404);
    QVERIFY(other.get(QStringLiteral("/v1/jobs")).data().value(QLatin1String("items")).toArray().isEmpty());
}

void OrderNotifyTest::theSummaryAndHealthTellOfIt()
{
    House house;
    QVERIFY(house.open(QStringLiteral("C")));
    house.receiver.status = 422;
    QVERIFY(house.order());
    QVERIFY(house.jobBecomes("dead"));
    const auto summary = house.http->get(QStringLiteral("/v1/jobs/summary")).data();
    const auto queue = summary.value(QLatin1String("queues")).toArray().first().toObject();
    QCOMPARE(queue.value(QLatin1String("queue")).toString(), QStringLiteral("webhook"));
    QCOMPARE(queue.value(QLatin1String("dead")).toInt(), 1);
    QCOMPARE(summary[QLatin1String("metrics")][QLatin1String("kinds")][QLatin1String("order.notify")][QLatin1String("dead")].toInt(), 1);
    QCOMPARE(house.http->get(QStringLiteral("/v1/jobs?state=nonsense")).status, 400);
    QCOMPARE(house.http->get(QStringLiteral("/v1/jobs?state=dead,review&queue=webhook")).data().value(QLatin1String("items")).toArray().size(), 1);
    QCOMPARE(house.http->get(QStringLiteral("/v1/jobs?state=done")).data().value(QLatin1String("items")).toArray().size(), 0);
    QVERIFY(house.http->get(QStringLiteral("/health")).data().value(QLatin1String("parts")).toObject().contains(QLatin1String("jobs")));
}

void OrderNotifyTest::peopleDecideByCommand()
{
    House house;
    QVERIFY(house.open(QStringLiteral("C")));
    house.receiver.status = 422;
    QVERIFY(house.order());
    QVERIFY(house.jobBecomes("dead"));
    const auto id = house.job().value(QLatin1String("id")).toString();
    const auto device = makeUuid7(house.service.clock(), m_rng);
    int seq = 0;
    const auto send = [&](const QString &name, const QJsonObject &args) {
        const QJsonObject command{{QStringLiteral("cmd_id"), IdSource(house.service.clock(), m_rng).make<CommandId>().value},
                                  {QStringLiteral("device_seq"), ++seq},
                                  {QStringLiteral("name"), name},
                                  {QStringLiteral("args"), args},
                                  {QStringLiteral("made_at"), toRfc3339(SystemClock().now())}};
        return house.http->post(QStringLiteral("/v1/commands"), {{QStringLiteral("device_id"), device}, {QStringLiteral("commands"), QJsonArray{command}}})
            .data().value(QLatin1String("results")).toArray().first().toObject();
    };
    const auto missing = send(QStringLiteral("job.retry"), {{QStringLiteral("id"), QStringLiteral("nobody")}});
    QCOMPARE(missing.value(QLatin1String("status")).toString(), QStringLiteral("refused"));
    house.receiver.status = 200;
    const auto retried = send(QStringLiteral("job.retry"), {{QStringLiteral("id"), id}});
    QCOMPARE(retried.value(QLatin1String("status")).toString(), QStringLiteral("accepted"));
    QVERIFY(house.jobBecomes("done"));
    QCOMPARE(house.receiver.posts().size(), 2);
    const auto late = send(QStringLiteral("job.discard"), {{QStringLiteral("ids"), QJsonArray{id}}});
    QCOMPARE(late[QLatin1String("data")][QLatin1String("refused")].toArray().size(), 1);
}

void OrderNotifyTest::aWorkerApartDoesTheJobs()
{
    if (!TestDatabase::isPostgreSql()) {
        QSKIP("one SQLite file has one process that writes");
    }
    auto options = quick();
    options.jobs.worker.queues = {};
    House house(options);
    QVERIFY(house.open(QStringLiteral("A")));
    QVERIFY(house.order());
    QTest::qWait(300);
    QCOMPARE(house.job().value(QLatin1String("state")).toString(), QStringLiteral("available"));
    auto apart = quick();
    apart.databaseUrl = house.service.database();
    apart.isWorker = true;
    apart.jobs.worker.queues = {QStringLiteral("webhook")};
    TestService worker(apart);
    QCOMPARE(worker.startBeside(), QString());
    QVERIFY(house.jobBecomes("done"));
    QCOMPARE(house.receiver.posts().size(), 1);
    // One that is asked for later is found by looking, or by being told.
    QVERIFY(house.order());
    QVERIFY(QTest::qWaitFor([&house] { return house.receiver.posts().size() == 2; }, 8000));
}

QTEST_GUILESS_MAIN(OrderNotifyTest)
#include "tst_ordernotify.moc"
