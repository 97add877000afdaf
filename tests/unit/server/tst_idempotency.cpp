// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/idempotent.h"

#include <QTest>

using namespace deskbell;

class IdempotencyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keyComesFromTheHeader();
};

void IdempotencyTest::keyComesFromTheHeader()
{
    http::RequestContext context;
    QVERIFY(http::writeKey(context).value().key.isEmpty());
    context.request.method = http::Method::Post;
    context.request.target = "/v1/orders";
    context.request.body = "{}";
    context.request.headers.add("idempotency-key", "k-1");
    const auto first = http::writeKey(context).value();
    QCOMPARE(first.key, QStringLiteral("k-1"));
    context.request.body = "{ }";
    QVERIFY(http::writeKey(context).value().requestHash != first.requestHash);
    for (const auto &bad : {QByteArray(""), QByteArray("a b"), QByteArray(201, 'x'), QByteArray("\xc3\xa9")}) {
        http::RequestContext wrong;
        wrong.request.headers.add("Idempotency-Key", bad);
        QVERIFY(!http::writeKey(wrong));
    }
}

QTEST_GUILESS_MAIN(IdempotencyTest)
#include "tst_idempotency.moc"
