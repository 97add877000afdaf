// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/router.h"

#include <QJsonDocument>
#include <QTest>
#include <optional>

using namespace deskbell;
using namespace deskbell::http;

namespace {

QCoro::Task<Result<Answer>> echo(RequestContext context)
{
    Answer answer;
    answer.data = QJsonObject{
        {QStringLiteral("id"), context.parameter("id")},
        {QStringLiteral("q"), context.queryText("q")},
        {QStringLiteral("user"), context.principal.username},
    };
    co_return answer;
}

Result<server::Principal> authenticate(const Request &request)
{
    server::Principal who;
    who.username = QString::fromLatin1(request.headers.value("X-User"));
    who.role = who.username == QLatin1String("boss") ? server::Role::Manager : server::Role::Staff;
    return who.username.isEmpty() ? Result<server::Principal>(Error{ErrorKind::Auth, {}, 0, {}, {}})
                                  : Result<server::Principal>(who);
}

Request request(Method method, const QByteArray &target, const QByteArray &user = {})
{
    Request made;
    made.method = method;
    made.target = target;
    const auto question = target.indexOf('?');
    made.path = question < 0 ? target : target.left(question);
    made.query = question < 0 ? QByteArray() : target.mid(question + 1);
    made.id = "r";
    if (!user.isEmpty()) {
        made.headers.add("X-User", user);
    }
    return made;
}

} // namespace

class RouterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsRoutes_data();
    void findsRoutes();
    void decodesParameters_data();
    void decodesParameters();
    void tellsAllowedMethods();
    void checksWhoAsks();
    void unknownPermissionsAreFound();
    void inlineRoutesAnswerAtOnce();
    void bodyLimits();

private:
    [[nodiscard]] Response ask(const Request &request) const;

    std::unique_ptr<Router> m_router;
};

void RouterTest::init()
{
    m_router = std::make_unique<Router>(authenticate);
    m_router->add(Method::Get, "/v1/things", Access::Public, echo);
    m_router->add(Method::Post, "/v1/things", "order.create", echo, 100);
    m_router->add(Method::Get, "/v1/things/{id}", "orders.read", echo);
    m_router->add(Method::Delete, "/v1/things/{id}", "audit.read", echo);
    m_router->addInline(Method::Get, "/health", [](const Request &, const PathParameters &, const Reply &reply) {
        reply(Response{200, "text/plain", {}, "ok"});
    });
}

Response RouterTest::ask(const Request &request) const
{
    std::optional<Response> answer;
    const Reply reply = [&answer](Response response) { answer = std::move(response); };
    if (!m_router->handleInline(request, reply)) {
        m_router->handle(request, reply);
    }
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return answer.value_or(Response{});
}

void RouterTest::findsRoutes_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::newRow("list") << Method::Get << QByteArray("/v1/things") << 200;
    QTest::newRow("head") << Method::Head << QByteArray("/v1/things?x=1") << 200;
    QTest::newRow("one") << Method::Get << QByteArray("/v1/things/7") << 200;
    QTest::newRow("options") << Method::Options << QByteArray("/v1/things/7") << 204;
    QTest::newRow("options of nothing") << Method::Options << QByteArray("/v2") << 404;
    QTest::newRow("put") << Method::Put << QByteArray("/v1/things/7") << 405;
    QTest::newRow("trailing slash") << Method::Get << QByteArray("/v1/things/") << 404;
    QTest::newRow("double slash") << Method::Get << QByteArray("//v1/things") << 404;
    QTest::newRow("deeper") << Method::Get << QByteArray("/v1/things/7/8") << 404;
    QTest::newRow("other case") << Method::Get << QByteArray("/V1/things") << 404;
    QTest::newRow("root") << Method::Get << QByteArray("/") << 404;
    QTest::newRow("empty") << Method::Get << QByteArray() << 404;
    QTest::newRow("dots") << Method::Get << QByteArray("/v1/../v1/things") << 404;
}

void RouterTest::findsRoutes()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QCOMPARE(ask(request(method, target, "anna")).status, status);
}

void RouterTest::decodesParameters_data()
{
    QTest::addColumn<QByteArray>("segment");
    QTest::addColumn<QString>("id"); // null: no such path
    QTest::newRow("plain") << QByteArray("abc-1") << QStringLiteral("abc-1");
    QTest::newRow("escaped slash stays inside") << QByteArray("a%2Fb") << QStringLiteral("a/b");
    QTest::newRow("UTF-8") << QByteArray("caf%C3%A9") << QStringLiteral("café");
    QTest::newRow("plus is a plus") << QByteArray("a+b") << QStringLiteral("a+b");
    QTest::newRow("bad escape") << QByteArray("a%2") << QString();
    QTest::newRow("no hex") << QByteArray("a%zz") << QString();
    QTest::newRow("broken UTF-8") << QByteArray("%C3") << QString();
    QTest::newRow("NUL") << QByteArray("a%00") << QString();
}

void RouterTest::decodesParameters()
{
    QFETCH(QByteArray, segment);
    QFETCH(QString, id);
    const auto answer = ask(request(Method::Get, "/v1/things/" + segment + "?q=a+b%26c", "anna"));
    QCOMPARE(answer.status, id.isNull() ? 404 : 200);
    if (!id.isNull()) {
        const auto data = QJsonDocument::fromJson(answer.body).object().value(QLatin1String("data")).toObject();
        QCOMPARE(data.value(QLatin1String("id")).toString(), id);
        QCOMPARE(data.value(QLatin1String("q")).toString(), QStringLiteral("a b&c"));
    }
}

void RouterTest::tellsAllowedMethods()
{
    const auto match = m_router->match(Method::Put, "/v1/things/7");
    QVERIFY(!match.route);
    QCOMPARE(match.allow, QByteArray("GET, DELETE, HEAD, OPTIONS"));
    QCOMPARE(m_router->match(Method::Put, "/nothing").allow, QByteArray());
    const auto refused = ask(request(Method::Put, "/v1/things"));
    QVERIFY(refused.headers.contains({QByteArray("Allow"), QByteArray("GET, POST, HEAD, OPTIONS")}));
}

void RouterTest::checksWhoAsks()
{
    QCOMPARE(ask(request(Method::Get, "/v1/things")).status, 200);
    QCOMPARE(ask(request(Method::Get, "/v1/things/7")).status, 401);
    QCOMPARE(ask(request(Method::Post, "/v1/things")).status, 401);
    QCOMPARE(ask(request(Method::Get, "/v1/things/7", "anna")).status, 200);
    QCOMPARE(ask(request(Method::Delete, "/v1/things/7", "anna")).status, 403);
    QCOMPARE(ask(request(Method::Delete, "/v1/things/7", "boss")).status, 200);
    QCOMPARE(m_router->active(), 0);
}

void RouterTest::unknownPermissionsAreFound()
{
    QVERIFY(m_router->check());
    m_router->add(Method::Get, "/v1/secrets", "secrets.read", echo);
    const auto checked = m_router->check();
    QVERIFY(!checked);
    QVERIFY2(checked.error().detail.contains(QLatin1String("/v1/secrets")), qPrintable(checked.error().detail));
    // Even then nobody gets in.
    QCOMPARE(ask(request(Method::Get, "/v1/secrets", "boss")).status, 403);
}

void RouterTest::inlineRoutesAnswerAtOnce()
{
    bool isAnswered = false;
    QVERIFY(m_router->handleInline(request(Method::Get, "/health"),
        [&isAnswered](const Response &response) { isAnswered = response.status == 200; }));
    QVERIFY(isAnswered);
    QVERIFY(!m_router->handleInline(request(Method::Get, "/v1/things"), [](const Response &) {}));
}

void RouterTest::bodyLimits()
{
    QCOMPARE(m_router->bodyLimit(Method::Post, "/v1/things"), 100);
    QCOMPARE(m_router->bodyLimit(Method::Get, "/v1/things"), ApiBodyLimit);
    QCOMPARE(m_router->bodyLimit(Method::Post, "/nothing"), UnknownBodyLimit);
}

QTEST_GUILESS_MAIN(RouterTest)
#include "tst_router.moc"
