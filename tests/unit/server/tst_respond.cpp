// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/respond.h"

#include <QCoroTimer>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTest>
#include <QTimer>
#include <stdexcept>

using namespace deskbell;
using namespace deskbell::http;
using namespace std::chrono_literals;

namespace {

QJsonObject bodyOf(const Response &response) { return QJsonDocument::fromJson(response.body).object(); }
QJsonObject errorOf(const Response &response) { return bodyOf(response).value(QLatin1String("error")).toObject(); }

QByteArray header(const Response &response, const QByteArray &name)
{
    for (const auto &field : response.headers) {
        if (field.first == name) {
            return field.second;
        }
    }
    return {};
}

QCoro::Task<Result<Answer>> throws()
{
    throw std::runtime_error("secret path");
    co_return Answer{};
}

QCoro::Task<Result<Answer>> throwsNumber()
{
    throw 7;
    co_return Answer{};
}

QCoro::Task<Result<Answer>> later(Answer answer)
{
    co_await QCoro::sleepFor(5ms);
    co_return answer;
}

} // namespace

class RespondTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.http.respond.warning=false"));
    }
    void statuses_data();
    void statuses();
    void secretsStayInside();
    void peopleGetFacts();
    void envelopesAnswers();
    void exceptionsBecomeInternal();
    void answersOnceWhenItIsReady();
};

void RespondTest::statuses_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("validation") << ErrorKind::Validation << 400 << QStringLiteral("validation");
    QTest::newRow("auth") << ErrorKind::Auth << 401 << QStringLiteral("unauthorized");
    QTest::newRow("forbidden") << ErrorKind::Forbidden << 403 << QStringLiteral("forbidden");
    QTest::newRow("not found") << ErrorKind::NotFound << 404 << QStringLiteral("not_found");
    QTest::newRow("conflict") << ErrorKind::Conflict << 409 << QStringLiteral("conflict");
    QTest::newRow("too large") << ErrorKind::TooLarge << 413 << QStringLiteral("too_large");
    QTest::newRow("rate limited") << ErrorKind::RateLimited << 429 << QStringLiteral("rate_limited");
    QTest::newRow("unavailable") << ErrorKind::Unavailable << 503 << QStringLiteral("unavailable");
    QTest::newRow("storage") << ErrorKind::Storage << 503 << QStringLiteral("storage");
    QTest::newRow("timeout") << ErrorKind::Timeout << 504 << QStringLiteral("timeout");
    QTest::newRow("internal") << ErrorKind::Internal << 500 << QStringLiteral("internal");
    QTest::newRow("network") << ErrorKind::Network << 500 << QStringLiteral("network");
    QTest::newRow("cancelled") << ErrorKind::Cancelled << 500 << QStringLiteral("cancelled");
}

void RespondTest::statuses()
{
    QFETCH(ErrorKind, kind);
    QFETCH(int, status);
    QFETCH(QString, code);
    const auto response = encode(Error{kind, QStringLiteral("detail"), 0, QStringLiteral("why"), {}}, "r-1");
    QCOMPARE(response.status, status);
    QCOMPARE(bodyOf(response).value(QLatin1String("success")).toBool(true), false);
    QCOMPARE(errorOf(response).value(QLatin1String("code")).toString(), code);
    QCOMPARE(errorOf(response).value(QLatin1String("reason")).toString(), QStringLiteral("why"));
    QCOMPARE(errorOf(response).value(QLatin1String("request_id")).toString(), QStringLiteral("r-1"));
    QCOMPARE(header(response, "X-Request-Id"), QByteArray("r-1"));
    QCOMPARE(header(response, "Retry-After").isEmpty(), status != 429 && status != 503);
}

void RespondTest::secretsStayInside()
{
    for (const auto kind : {ErrorKind::Storage, ErrorKind::Internal, ErrorKind::Unavailable, ErrorKind::Timeout,
             ErrorKind::Protocol, ErrorKind::Network}) {
        const auto response = encode(
            Error{kind, QStringLiteral("disk sda1 broke"), 0, {}, {{QStringLiteral("path"), QStringLiteral("sda1")}}},
            "r");
        QVERIFY(!response.body.contains("sda1"));
        QVERIFY(!errorOf(response).value(QLatin1String("message")).toString().isEmpty());
    }
}

void RespondTest::peopleGetFacts()
{
    const auto conflict = encode(Error{ErrorKind::Conflict, QStringLiteral("it moved on"), 0,
                                     QStringLiteral("version_conflict"), {{QStringLiteral("current"), 3}}},
        "r");
    QCOMPARE(errorOf(conflict).value(QLatin1String("message")).toString(), QStringLiteral("it moved on"));
    QCOMPARE(errorOf(conflict).value(QLatin1String("context")).toObject().value(QLatin1String("current")).toInt(), 3);
    const auto limited = encode(Error{ErrorKind::RateLimited, {}, 0, {}, {{QStringLiteral("retry_after"), 32}}}, "r");
    QCOMPARE(header(limited, "Retry-After"), QByteArray("32"));
    QCOMPARE(encode(Error{ErrorKind::Conflict, {}, 0, QStringLiteral("resync"), {}}, "r").status, 410);
    QCOMPARE(header(encode(Error{ErrorKind::Auth, {}, 0, {}, {}}, "r"), "WWW-Authenticate"), QByteArray("Bearer"));
    // What a provider said to us is not ours to repeat.
    QCOMPARE(encode(Error{ErrorKind::NotFound, {}, 418, {}, {}}, "r").status, 404);
}

void RespondTest::envelopesAnswers()
{
    const auto made
        = encode(Answer{201, {{QStringLiteral("id"), 1}}, {{"Location", "/x"}}, {}, "application/json"}, "r");
    QCOMPARE(made.status, 201);
    QCOMPARE(bodyOf(made).value(QLatin1String("data")).toObject().value(QLatin1String("id")).toInt(), 1);
    QCOMPARE(header(made, "Location"), QByteArray("/x"));
    QCOMPARE(encode(Answer{200, {}, {}, "raw", "text/plain"}, "r").body, QByteArray("raw"));
    QVERIFY(encode(Answer{204, {}, {}, {}, "application/json"}, "r").body.isEmpty());
}

void RespondTest::exceptionsBecomeInternal()
{
    QList<Response> answers;
    const Reply reply = [&answers](Response response) { answers.append(std::move(response)); };
    respond(throws(), "r", "/x", reply);
    respond(throwsNumber(), "r", "/x", reply);
    QTRY_COMPARE(answers.size(), 2);
    QCOMPARE(answers.at(0).status, 500);
    QVERIFY(!answers.at(0).body.contains("secret path"));
    QCOMPARE(answers.at(1).status, 500);
}

void RespondTest::answersOnceWhenItIsReady()
{
    QList<Response> answers;
    respond(later(Answer{200, {{QStringLiteral("n"), 5}}, {}, {}, "application/json"}), "r", "/x",
        [&answers](Response response) { answers.append(std::move(response)); });
    QVERIFY(answers.isEmpty());
    QTRY_COMPARE(answers.size(), 1);
    QCOMPARE(answers.first().status, 200);
}

QTEST_GUILESS_MAIN(RespondTest)
#include "tst_respond.moc"
