// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/page.h"

#include <QJsonDocument>
#include <QTest>

using namespace deskbell;
using namespace deskbell::http;

class PageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limits_data();
    void limits();
    void cursorsComeBack();
    void refusesForeignCursors();
    void refusesCursorsOfOtherLists();
};

void PageTest::limits_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("limit");
    QTest::newRow("default") << QString() << 50;
    QTest::newRow("one") << QStringLiteral("limit=1") << 1;
    QTest::newRow("most") << QStringLiteral("limit=500") << 500;
    QTest::newRow("zero") << QStringLiteral("limit=0") << -1;
    QTest::newRow("too many") << QStringLiteral("limit=501") << -1;
    QTest::newRow("negative") << QStringLiteral("limit=-1") << -1;
    QTest::newRow("empty") << QStringLiteral("limit=") << -1;
    QTest::newRow("word") << QStringLiteral("limit=ten") << -1;
    QTest::newRow("huge") << QStringLiteral("limit=99999999999") << -1;
}

void PageTest::limits()
{
    QFETCH(QString, query);
    QFETCH(int, limit);
    const auto page = pageQuery(QUrlQuery(query), TimeAndId);
    QCOMPARE(page.ok(), limit > 0);
    if (page) {
        QCOMPARE(page.value().limit, limit);
        QVERIFY(page.value().cursor.isEmpty());
    } else {
        QCOMPARE(page.error().kind, ErrorKind::Validation);
    }
}

void PageTest::cursorsComeBack()
{
    const QJsonObject position{
        {QStringLiteral("at"), 1795200000000.0}, {QStringLiteral("id"), QStringLiteral("01a1-é")}};
    const auto list = http::page({1, 2}, position);
    const auto cursor = list.value(QLatin1String("next_cursor")).toString();
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("cursor"), cursor);
    const auto page = pageQuery(query, TimeAndId);
    QVERIFY(page);
    QCOMPARE(page.value().cursor, position);
    QVERIFY(http::page({}, {}).value(QLatin1String("next_cursor")).isNull());
}

void PageTest::refusesForeignCursors()
{
    for (const auto *text : {"", "!!!", "e30", "W10", "eyJhIjp7ImIiOnt9fX0", "not-base64=", "////"}) {
        QVERIFY2(!decodeCursor(QString::fromLatin1(text), TimeAndId), text);
    }
    QVERIFY(!decodeCursor(QString(5000, QLatin1Char('A')), TimeAndId));
}

void PageTest::refusesCursorsOfOtherLists()
{
    for (const auto *json : {R"({"a":1})", R"({"at":1})", R"({"id":"x"})", R"({"at":"1","id":"x"})", R"({"at":1.5,"id":"x"})",
             R"({"at":1,"id":""})", R"({"at":1,"id":2})", R"({"at":1,"id":"x","more":1})", R"({"offset":1})"}) {
        const auto cursor = encodeCursor(QJsonDocument::fromJson(json).object());
        QVERIFY2(!decodeCursor(cursor, TimeAndId), json);
    }
    QVERIFY(!pageQuery(QUrlQuery(QStringLiteral("cursor=eyJhIjoxfQ")), TimeAndId));
    QVERIFY(decodeCursor(encodeCursor({{QStringLiteral("offset"), 50}}), Offset));
}

QTEST_GUILESS_MAIN(PageTest)
#include "tst_page.moc"
