// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/authorization/twohouses.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <functional>

using namespace deskbell;
using namespace std::chrono_literals;
using test::Asker;
using test::HttpCalls;
using test::TwoHouses;

namespace {

/// Of a UUID that nobody has, and of what no id looks like.
const auto Missing = QStringLiteral("01990000-0000-7000-8000-00000000dead");
const QStringList Malformed{QStringLiteral("1"), QStringLiteral("not-an-id"), QStringLiteral("../orders"), QStringLiteral("' OR 1=1 --"),
    QString(300, QLatin1Char('x')), QStringLiteral("01990000-0000-7000-8000-00000000DEAD"), QStringLiteral("ｘ🛎")};

/// How a route with an id is walked. One that is not here fails the test: whoever adds a route adds its line.
struct Walk {
    QString kind;     ///< of the ids
    QJsonObject body; ///< a good one
    bool takesAway = false;
};
const QHash<QByteArray, Walk> Walks{
    {"GET /v1/calls/{id}", {QStringLiteral("calls"), {}}},
    {"GET /v1/calls/{id}/transcript", {QStringLiteral("calls"), {}}},
    {"POST /v1/alerts/{id}/acknowledge", {QStringLiteral("alerts"), {}}},
    {"GET /v1/orders/{id}", {QStringLiteral("orders"), {}}},
    {"PATCH /v1/orders/{id}", {QStringLiteral("orders"), {{QStringLiteral("notes"), QStringLiteral("seen")}}}},
    {"GET /v1/commands/{cmd_id}", {QStringLiteral("commands"), {}}},
    {"GET /v1/jobs/{id}", {QStringLiteral("jobs"), {}}},
    {"DELETE /v1/sessions/{id}", {QStringLiteral("sessions"), {}, true}},
    {"PATCH /v1/users/{id}", {QStringLiteral("users"), {{QStringLiteral("name"), QStringLiteral("Same")}}}},
    {"POST /v1/users/{id}/invite", {QStringLiteral("users"), {}}},
    {"POST /v1/users/{id}/reset", {QStringLiteral("users"), {}}},
    {"DELETE /v1/api-keys/{id}", {QStringLiteral("api-keys"), {}, true}},
    {"POST /v1/tenant/history/{version}/restore", {QStringLiteral("versions"), {}}},
    {"PATCH /v1/tenants/{id}", {QStringLiteral("tenants"), {{QStringLiteral("plan"), QStringLiteral("standard")}}}},
    {"DELETE /v1/devices/{id}", {QStringLiteral("devices"), {}, true}},
};

/// Routes whose parameters are words that all properties share: nothing can be foreign there, but what they answer can.
const QSet<QByteArray> Named{"PUT /v1/credentials/{provider}", "POST /v1/credentials/{provider}/test", "POST /v1/credentials/{provider}/promote",
    "DELETE /v1/credentials/{provider}/{slot}"};

/// How a command is walked, by what its arguments name.
struct CommandWalk {
    QString kind;
    std::function<QJsonObject(const QString &)> args;
    bool takesAway = false;
};
QJsonObject byId(const QString &id) { return {{QStringLiteral("id"), id}}; }
QJsonObject byIdWithReason(const QString &id) { return {{QStringLiteral("id"), id}, {QStringLiteral("reason"), QStringLiteral("a claim")}}; }
QJsonObject orderNotes(const QString &id) { return {{QStringLiteral("id"), id}, {QStringLiteral("notes"), QStringLiteral("seen")}}; }
QJsonObject newOrder(const QString &id) { return {{QStringLiteral("id"), id}, {QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}}, {QStringLiteral("room"), QStringLiteral("1")}}; }
QJsonObject message(const QString &id) { return {{QStringLiteral("ids"), QJsonArray{id.toLongLong()}}, {QStringLiteral("dry_run"), true}}; }
const QHash<QString, CommandWalk> CommandWalks{
    {QStringLiteral("order.create"), {QStringLiteral("spares"), newOrder}},
    {QStringLiteral("order.change"), {QStringLiteral("orders"), orderNotes}},
    {QStringLiteral("job.retry"), {QStringLiteral("jobs"), byId}},
    {QStringLiteral("job.mark_sent"), {QStringLiteral("jobs"), byId}},
    {QStringLiteral("job.discard"), {QStringLiteral("jobs"), byId}},
    {QStringLiteral("guest.export"), {QStringLiteral("guests"), byId}},
    {QStringLiteral("guest.hold"), {QStringLiteral("guests"), byIdWithReason}},
    {QStringLiteral("guest.release"), {QStringLiteral("guests"), byId}},
    {QStringLiteral("guest.erase"), {QStringLiteral("guests"), byId, true}},
    {QStringLiteral("inbox.replay"), {QStringLiteral("messages"), message}},
};

QByteArray nameOf(const http::Route &route) { return http::methodName(route.method) + ' ' + route.pattern; }

bool hasParameter(const http::Route &route) { return route.pattern.contains('{'); }

/// All properties are a superadmin's own there.
bool isOfTheService(const http::Route &route) { return route.access.permission().startsWith("tenants."); }

/// The answer without what is different in every answer, and without the id that was asked for.
QByteArray bare(const HttpCalls::Answer &answer, const QString &id)
{
    auto error = answer.error();
    error.remove(QStringLiteral("request_id"));
    auto body = QJsonDocument(error).toJson(QJsonDocument::Compact);
    return id.isEmpty() ? body : body.replace(id.toUtf8(), "{id}");
}

QByteArray bare(QJsonObject result, const QString &id)
{
    for (const auto &name : {QStringLiteral("cmd_id"), QStringLiteral("device_seq"), QStringLiteral("applied_seq")}) {
        result.remove(name);
    }
    auto body = QJsonDocument(result).toJson(QJsonDocument::Compact);
    return id.isEmpty() ? body : body.replace(id.toUtf8(), "{id}");
}

} // namespace

class AuthorizationTest final : public QObject
{
    Q_OBJECT

private:
    /// One request; time goes on, so that no rate and no throttle speaks before the table does.
    HttpCalls::Answer ask(Asker &asker, const http::Route &route, const QString &id, const QJsonObject &body)
    {
        m_houses.service().clock().advance(100ms);
        ++m_asked;
        static const QRegularExpression Parameter(QStringLiteral("\\{[a-z_]+\\}"));
        auto path = QString::fromLatin1(route.pattern);
        path.replace(Parameter, QString::fromLatin1(QUrl::toPercentEncoding(id)));
        const bool hasBody = route.method == http::Method::Post || route.method == http::Method::Put || route.method == http::Method::Patch
            || !body.isEmpty();
        return asker.http->send(http::methodName(route.method), path, hasBody ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray());
    }
    [[nodiscard]] QString newId()
    {
        SystemRng rng;
        return makeUuid7(m_houses.service().clock(), rng);
    }
    [[nodiscard]] const std::vector<http::Route> &routes() { return m_houses.application().router().routes(); }

    void walkIds(Asker &asker, const http::Route &route, const Walk &walk);
    void walkNames(Asker &asker, const http::Route &route);
    void walkCommand(Asker &asker, const QString &name, const CommandWalk &walk);

    TwoHouses m_houses;
    int m_asked = 0;

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("deskbell.*.warning=false\ndeskbell.server.http.*.info=false\ndeskbell.server.access.*.info=false"));
        QCOMPARE(m_houses.open(), QString());
    }
    void cleanupTestCase() { qInfo("%d requests", m_asked); }

    void everyRouteAndCommandHasAPermission();
    void routesWithoutIds();
    void routesWithIds();
    void commands();
    void foreignIdsInBodies();
    void searchesFindNothingOfTheirs();
    void cursorsOfTheirsShowOurs();
    void feedsAreApart();
    void theSocketIsOurs();
    void exportsAreOurs();
};

void AuthorizationTest::everyRouteAndCommandHasAPermission()
{
    QVERIFY(m_houses.application().router().check());
    QVERIFY(m_houses.application().desk().registry.check());
    for (const auto &route : routes()) {
        QVERIFY2(route.access.isPublic() || server::findPermission(route.access.permission()), nameOf(route).constData());
        QVERIFY2(!hasParameter(route) || route.inlineHandler || Walks.contains(nameOf(route)) || Named.contains(nameOf(route)),
            (nameOf(route) + " has no line in this test's table").constData());
    }
    for (const auto &name : m_houses.application().desk().registry.names()) {
        QVERIFY2(server::findPermission(name.toLatin1()), qPrintable(name));
        QVERIFY2(CommandWalks.contains(name), qPrintable(name + QStringLiteral(" has no line in this test's table")));
    }
}

void AuthorizationTest::routesWithoutIds()
{
    for (const auto &route : routes()) {
        if (hasParameter(route) || route.inlineHandler || route.pattern == "/v1/auth/logout") {
            continue;
        }
        for (auto &asker : m_houses.askers()) {
            const auto what = nameOf(route) + " as " + asker.name.toLatin1();
            const auto answer = ask(asker, route, {}, {});
            QVERIFY2(answer.status > 0 && answer.status < 500, (what + ": " + QByteArray::number(answer.status) + answer.body).constData());
            if (!isOfTheService(route)) {
                QVERIFY2(m_houses.leakIn(answer.body).isEmpty(), (what + " shows " + m_houses.leakIn(answer.body).toUtf8()).constData());
            }
            if (route.access.isPublic()) {
                continue;
            }
            if (!asker.role) {
                QVERIFY2(answer.status == 401, what.constData());
            } else if (!asker.may(route.access.permission())) {
                QVERIFY2(answer.status == 403, what.constData());
                QVERIFY2(answer.reason() == (asker.isKey ? QLatin1String("scope") : QLatin1String("role")), what.constData());
            } else {
                QVERIFY2(answer.status != 401 && answer.status != 404, (what + answer.body).constData());
                QVERIFY2(answer.status != 403 || answer.reason() != QLatin1String("role"), (what + answer.body).constData());
                QVERIFY2(route.method != http::Method::Get || answer.status == 200, (what + answer.body).constData());
            }
        }
    }
}

void AuthorizationTest::walkIds(Asker &asker, const http::Route &route, const Walk &walk)
{
    const auto what = nameOf(route) + " as " + asker.name.toLatin1();
    const auto foreign = m_houses.theirs().ids.value(walk.kind);
    QVERIFY2(!foreign.isEmpty(), what.constData());
    const auto absent = ask(asker, route, Missing, walk.body);
    auto ids = QStringList{foreign} + Malformed;
    if (walk.kind == QLatin1String("versions")) {
        ids.removeAll(QStringLiteral("1")); // versions are counted in each house
    }
    for (const auto &id : ids) {
        const auto answer = ask(asker, route, id, walk.body);
        const auto which = what + " with " + id.left(60).toUtf8();
        QVERIFY2(answer.status > 0 && answer.status < 500, (which + ' ' + answer.body).constData());
        QVERIFY2(m_houses.leakIn(answer.body, id).isEmpty(), (which + " shows " + m_houses.leakIn(answer.body, id).toUtf8()).constData());
        // What can be no id may be told so; it says nothing about what exists.
        const bool isToldSo = id != foreign && absent.status == 404 && answer.status == 400;
        if (!isToldSo && !(isOfTheService(route) && id == foreign)) {
            QVERIFY2(answer.status == absent.status, (which + ": " + QByteArray::number(answer.status) + " instead of " + QByteArray::number(absent.status)).constData());
            QVERIFY2(bare(answer, id) == bare(absent, Missing), (which + ": " + answer.body + " instead of " + absent.body).constData());
        }
    }
    const int expected = !asker.role ? 401 : asker.may(route.access.permission()) ? 404 : 403;
    QVERIFY2(absent.status == expected, (what + ": " + QByteArray::number(absent.status)).constData());
    const auto own = walk.takesAway ? m_houses.fresh(walk.kind) : m_houses.ours().ids.value(walk.kind);
    const auto answer = ask(asker, route, own, walk.body);
    QVERIFY2(answer.status > 0 && answer.status < 500, (what + answer.body).constData());
    QVERIFY2(m_houses.leakIn(answer.body).isEmpty(), what.constData());
    if (expected != 404) {
        QVERIFY2(bare(answer, own) == bare(absent, Missing), (what + " tells whether it exists").constData());
    } else if (walk.kind != QLatin1String("commands") && walk.kind != QLatin1String("sessions")) {
        // Commands and sessions are a person's own; these here are anna's or staff's.
        QVERIFY2(answer.status != 404 && answer.status != 403, (what + " with our own: " + answer.body).constData());
    }
}

void AuthorizationTest::walkNames(Asker &asker, const http::Route &route)
{
    auto names = Malformed;
    const auto providers = m_houses.admin().get(QStringLiteral("/v1/credentials")).data().value(QLatin1String("items")).toArray();
    QVERIFY(!providers.isEmpty());
    for (const auto &provider : providers) {
        names.append(provider.toObject().value(QLatin1String("provider")).toString());
    }
    for (const auto &name : std::as_const(names)) {
        const auto answer = ask(asker, route, name, {{QStringLiteral("values"), QJsonObject()}});
        const auto which = nameOf(route) + " as " + asker.name.toLatin1() + " with " + name.left(60).toUtf8() + ": " + answer.body;
        QVERIFY2(answer.status > 0 && answer.status < 500, which.constData());
        QVERIFY2(m_houses.leakIn(answer.body).isEmpty(), which.constData());
        const int refused = !asker.role ? 401 : asker.may(route.access.permission()) ? 0 : 403;
        QVERIFY2(refused == 0 || answer.status == refused, which.constData());
        QVERIFY2(refused != 0 || (answer.status != 401 && answer.status != 403), which.constData());
    }
}

void AuthorizationTest::routesWithIds()
{
    for (const auto &route : routes()) {
        if (!hasParameter(route) || route.inlineHandler) {
            continue;
        }
        for (auto &asker : m_houses.askers()) {
            if (Named.contains(nameOf(route))) {
                walkNames(asker, route);
            } else {
                walkIds(asker, route, Walks.value(nameOf(route)));
            }
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }
}

void AuthorizationTest::walkCommand(Asker &asker, const QString &name, const CommandWalk &walk)
{
    const auto what = name.toLatin1() + " as " + asker.name.toLatin1();
    const auto foreign = m_houses.theirs().ids.value(walk.kind);
    // An order is made with an id of its maker's choice: one that we have not, and one that only they have, are equally new.
    const bool makes = name == QLatin1String("order.create");
    const auto absentId = makes ? newId()
        : walk.kind == QLatin1String("messages") ? QStringLiteral("987654321")
                                                  : Missing;
    const auto send = [&](const QString &id) {
        m_houses.service().clock().advance(100ms);
        ++m_asked;
        return m_houses.command(asker, name, walk.args(id));
    };
    const auto absent = send(absentId);
    const auto theirs = send(foreign);
    QVERIFY2(m_houses.leakIn(QJsonDocument(theirs).toJson(), foreign).isEmpty(), what.constData());
    if (!asker.role) {
        QVERIFY2(theirs.value(QLatin1String("http")).toInt() == 401, what.constData());
        return;
    }
    if (!makes) {
        QVERIFY2(bare(theirs, foreign) == bare(absent, absentId), (what + ": " + bare(theirs, foreign) + " instead of " + bare(absent, absentId)).constData());
    }
    const auto error = theirs.value(QLatin1String("error")).toObject();
    const auto reason = error.value(QLatin1String("reason")).toString();
    if (!asker.may(name.toLatin1())) {
        QVERIFY2(reason == (asker.isKey ? QLatin1String("scope") : QLatin1String("role")), (what + bare(theirs, {})).constData());
    } else if (makes) {
        // Later ones meet the order that staff has made with it.
        QVERIFY2(asker.name != QLatin1String("staff") || theirs.value(QLatin1String("status")) == QLatin1String("accepted"), (what + bare(theirs, {})).constData());
    } else {
        QVERIFY2(error.value(QLatin1String("code")) == QLatin1String("not_found"), (what + bare(theirs, {})).constData());
    }
    for (const auto &id : Malformed) {
        const auto answer = send(id);
        QVERIFY2(answer.value(QLatin1String("http")).toInt() < 500, (what + " with " + id.left(60).toUtf8()).constData());
        QVERIFY2(m_houses.leakIn(QJsonDocument(answer).toJson()).isEmpty(), what.constData());
    }
    if (!walk.takesAway || asker.name == QLatin1String("superadmin")) {
        const auto own = send(m_houses.ours().ids.value(walk.kind));
        const auto ownError = own.value(QLatin1String("error")).toObject();
        QVERIFY2(ownError.value(QLatin1String("code")) != QLatin1String("not_found"), (what + bare(own, {})).constData());
    }
}

void AuthorizationTest::commands()
{
    for (const auto &name : m_houses.application().desk().registry.names()) {
        const auto walk = CommandWalks.value(name);
        if (walk.takesAway) {
            continue; // at the end, in exportsAreOurs()
        }
        for (auto &asker : m_houses.askers()) {
            walkCommand(asker, name, walk);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }
}

void AuthorizationTest::foreignIdsInBodies()
{
    auto &staff = m_houses.askers().at(1);
    // A command that waits for theirs waits for one that never came.
    const auto afterTheirs = m_houses.command(staff, QStringLiteral("order.create"), newOrder(newId()),
        m_houses.theirs().ids.value(QStringLiteral("commands")));
    const auto afterNone = m_houses.command(staff, QStringLiteral("order.create"), newOrder(newId()), Missing);
    QCOMPARE(bare(afterTheirs, m_houses.theirs().ids.value(QStringLiteral("commands"))), bare(afterNone, Missing));
    // What a body says about the property, the author or the call is not listened to.
    const auto made = staff.http->post(QStringLiteral("/v1/orders"), {{QStringLiteral("room"), QStringLiteral("1")}, {QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}},
        {QStringLiteral("tenant_id"), m_houses.application().access().directory.bySlug(m_houses.theirs().slug)->id.value}, {QStringLiteral("call_id"), m_houses.theirs().ids.value(QStringLiteral("calls"))},
        {QStringLiteral("role"), QStringLiteral("superadmin")}});
    QCOMPARE(made.status, 201);
    QCOMPARE(m_houses.leakIn(made.body), QString());
    auto &admin = m_houses.askers().at(3);
    const auto patched = admin.http->patch(QStringLiteral("/v1/users/") + m_houses.ours().ids.value(QStringLiteral("users")),
        {{QStringLiteral("name"), QStringLiteral("Same")}, {QStringLiteral("tenant_id"), m_houses.theirs().slug}, {QStringLiteral("username"), QStringLiteral("other")},
            {QStringLiteral("password_hash"), QStringLiteral("x")}, {QStringLiteral("totp_secret"), QStringLiteral("x")}});
    QCOMPARE(patched.status, 200);
    QCOMPARE(patched.data().value(QLatin1String("username")).toString(), m_houses.ours().mark + QStringLiteral("-new"));
    // A code of theirs opens nothing here.
    auto stranger = m_houses.service().calls();
    const auto theirBoss = m_houses.service().signIn(m_houses.theirs().slug, QStringLiteral("BOREALIS-boss"), QString::fromLatin1(test::TestService::Password));
    stranger.setToken(theirBoss->value(QLatin1String("access_token")).toString().toLatin1());
    const auto reset = stranger.post(QStringLiteral("/v1/users/") + m_houses.theirs().ids.value(QStringLiteral("users")) + QStringLiteral("/reset"), {});
    QCOMPARE(reset.status, 200);
    stranger.setToken({});
    const auto code = reset.data().value(QLatin1String("reset")).toObject().value(QLatin1String("code"));
    const auto tried = stranger.post(QStringLiteral("/v1/auth/accept"), {{QStringLiteral("tenant"), m_houses.ours().slug}, {QStringLiteral("code"), code},
        {QStringLiteral("password"), QStringLiteral("a wholly new phrase")}});
    QCOMPARE(tried.reason(), QStringLiteral("ticket_invalid"));
}

void AuthorizationTest::searchesFindNothingOfTheirs()
{
    const auto &theirs = m_houses.theirs();
    const QStringList searches{QStringLiteral("/v1/calls?q=") + theirs.mark, QStringLiteral("/v1/calls?q=555"), QStringLiteral("/v1/calls?state=ended"),
        QStringLiteral("/v1/orders?room=%1-204").arg(theirs.mark), QStringLiteral("/v1/orders?call_id=") + theirs.ids.value(QStringLiteral("calls")),
        QStringLiteral("/v1/audit?id=") + theirs.ids.value(QStringLiteral("orders")), QStringLiteral("/v1/audit?actor=user:BOREALIS-boss"),
        QStringLiteral("/v1/jobs?state=scheduled"), QStringLiteral("/v1/jobs?kind=order.notify"), QStringLiteral("/v1/sessions?all=true"), QStringLiteral("/v1/users"),
        QStringLiteral("/v1/api-keys"), QStringLiteral("/v1/analytics/overview"), QStringLiteral("/v1/audit?limit=500"), QStringLiteral("/v1/audit/state")};
    for (auto &asker : m_houses.askers()) {
        for (const auto &search : searches) {
            m_houses.service().clock().advance(100ms);
            const auto answer = asker.http->get(search);
            auto shown = answer.body;
            if (search.startsWith(QLatin1String("/v1/audit"))) {
                // Our own attempts are entries, with the ids and words that we sent.
                shown.replace("user:BOREALIS-boss", "");
                for (const auto &id : theirs.ids) {
                    shown.replace(id.toLatin1(), "");
                }
            }
            QVERIFY2(m_houses.leakIn(shown).isEmpty(), qPrintable(asker.name + QLatin1Char(' ') + search + QString::fromUtf8(shown.left(2000))));
            QVERIFY2(answer.status < 500, qPrintable(search));
        }
    }
}

void AuthorizationTest::cursorsOfTheirsShowOurs()
{
    const auto theirBoss = m_houses.service().signIn(m_houses.theirs().slug, QStringLiteral("BOREALIS-boss"), QString::fromLatin1(test::TestService::Password));
    auto boss = m_houses.service().calls();
    boss.setToken(theirBoss->value(QLatin1String("access_token")).toString().toLatin1());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(boss.post(QStringLiteral("/v1/orders"), {{QStringLiteral("room"), QStringLiteral("BOREALIS-1")}, {QStringLiteral("items"), QJsonArray{QStringLiteral("BOREALIS tea")}}}).status, 201);
    }
    const auto cursor = boss.get(QStringLiteral("/v1/orders?limit=1")).data().value(QLatin1String("next_cursor")).toString();
    QVERIFY(!cursor.isEmpty());
    const auto page = m_houses.askers().at(1).http->get(QStringLiteral("/v1/orders?cursor=") + cursor);
    QCOMPARE(page.status, 200);
    QCOMPARE(m_houses.leakIn(page.body), QString());
}

void AuthorizationTest::feedsAreApart()
{
    const auto head = m_houses.askers().at(1).http->get(QStringLiteral("/v1/changes?limit=0")).data();
    const auto lineage = head.value(QLatin1String("lineage")).toString();
    for (auto &asker : m_houses.askers()) {
        for (qint64 after = 0; asker.role && after < head.value(QLatin1String("head")).toInteger();) {
            m_houses.service().clock().advance(100ms);
            const auto batch = asker.http->get(QStringLiteral("/v1/changes?lineage=%1&after=%2").arg(lineage).arg(after));
            QCOMPARE(batch.status, 200);
            QCOMPARE(m_houses.leakIn(batch.body), QString());
            after = batch.data().value(QLatin1String("to")).toInteger();
        }
    }
}

void AuthorizationTest::theSocketIsOurs()
{
    auto &service = m_houses.service();
    const auto mine = service.signIn(m_houses.ours().slug, QStringLiteral("staff"), QString::fromLatin1(test::TestService::Password));
    auto boss = service.calls();
    boss.setToken(service.signIn(m_houses.theirs().slug, QStringLiteral("BOREALIS-boss"), QString::fromLatin1(test::TestService::Password))
                      ->value(QLatin1String("access_token")).toString().toLatin1());
    const auto head = m_houses.askers().at(1).http->get(QStringLiteral("/v1/changes?limit=0")).data();
    QNetworkRequest request(QUrl(QString(service.url()).replace(QLatin1String("http:"), QLatin1String("ws:")) + QStringLiteral("/v1/feed")));
    request.setRawHeader("Authorization", "Bearer " + mine->value(QLatin1String("access_token")).toString().toLatin1());
    QWebSocket socket;
    QSignalSpy connected(&socket, &QWebSocket::connected);
    QStringList frames;
    connect(&socket, &QWebSocket::textMessageReceived, this, [&frames](const QString &frame) { frames.append(frame); });
    socket.open(request);
    QTRY_COMPARE(connected.size(), 1);
    socket.sendTextMessage(QStringLiteral(R"({"type":"init","lineage":"%1","after":0,"device":"test"})").arg(head.value(QLatin1String("lineage")).toString()));
    QTRY_VERIFY(!frames.isEmpty());
    QCOMPARE(boss.post(QStringLiteral("/v1/orders"), {{QStringLiteral("room"), QStringLiteral("BOREALIS-2")}, {QStringLiteral("items"), QJsonArray{QStringLiteral("BOREALIS")}}}).status, 201);
    const auto last = m_houses.admin().post(QStringLiteral("/v1/orders"), {{QStringLiteral("room"), QStringLiteral("LAST")}, {QStringLiteral("items"), QJsonArray{QStringLiteral("tea")}}});
    QVERIFY2(last.status == 201, last.body.constData());
    QTRY_VERIFY(frames.join(QString()).contains(last.data().value(QLatin1String("id")).toString()));
    QCOMPARE(m_houses.leakIn(frames.join(QString()).toUtf8()), QString());
}

void AuthorizationTest::exportsAreOurs()
{
    for (auto &asker : m_houses.askers()) {
        if (!asker.may("guest.export")) {
            continue;
        }
        const auto own = m_houses.command(asker, QStringLiteral("guest.export"), {{QStringLiteral("phone"), m_houses.ours().phone}});
        QCOMPARE(own.value(QLatin1String("status")).toString(), QStringLiteral("accepted"));
        QCOMPARE(m_houses.leakIn(QJsonDocument(own).toJson()), QString());
        for (const char *name : {"guest.export", "guest.erase", "guest.hold"}) {
            const auto theirs = m_houses.command(asker, QString::fromLatin1(name), {{QStringLiteral("phone"), m_houses.theirs().phone}, {QStringLiteral("reason"), QStringLiteral("x")}});
            const auto nobodys = m_houses.command(asker, QString::fromLatin1(name), {{QStringLiteral("phone"), QStringLiteral("+15559999")}, {QStringLiteral("reason"), QStringLiteral("x")}});
            QCOMPARE(bare(theirs, m_houses.theirs().phone), bare(nobodys, QStringLiteral("+15559999")));
        }
    }
    for (auto &asker : m_houses.askers()) {
        walkCommand(asker, QStringLiteral("guest.erase"), CommandWalks.value(QStringLiteral("guest.erase")));
    }
    auto boss = m_houses.service().calls();
    boss.setToken(m_houses.service().signIn(m_houses.theirs().slug, QStringLiteral("BOREALIS-boss"), QString::fromLatin1(test::TestService::Password))
                      ->value(QLatin1String("access_token")).toString().toLatin1());
    const auto call = boss.get(QStringLiteral("/v1/calls/") + m_houses.theirs().ids.value(QStringLiteral("calls"))).data();
    QCOMPARE(call.value(QLatin1String("customer_number")).toString(), m_houses.theirs().phone); // nobody here could erase it
}

QTEST_GUILESS_MAIN(AuthorizationTest)
#include "tst_authorization.moc"
