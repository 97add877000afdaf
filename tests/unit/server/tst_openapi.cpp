// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/alertcodec.h"
#include "core/wire/callcodec.h"
#include "core/wire/changecodec.h"
#include "core/wire/guestcodec.h"
#include "core/wire/jobcodec.h"
#include "core/wire/ordercodec.h"
#include "core/wire/overviewcodec.h"
#include "core/wire/transcriptcodec.h"
#include "server/http/openapi.h"
#include "server/lineparts.h"
#include "server/routetable.h"
#include "server/services/databasechangesource.h"
#include "server/ws/feedhub.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;

namespace {

/// Every part of the service, over a database that is never opened.
struct Parts {
    test::ManualClock clock;
    test::SeededRng rng;
    Database database{Database::Options{}};
    AccessParts access{database, QByteArray(32, 'k'), {}, clock, rng};
    DatabaseChangeSource source{database};
    ws::FeedHub feed{source, [](const std::function<void()> &) {}};
    JobParts jobs{database, access.directory, clock, rng, QStringLiteral("boot"), {}};
    DeskParts desk{database, access, source, feed, jobs.queue, clock, rng};
    SecretParts secrets{database, clock, {}};
    RouteTable routes{access, desk, jobs, secrets};
    LineParts lines{database, access.directory, {}, clock, rng};

    Parts() { lines.addTo(routes.router()); }
};

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

} // namespace

class OpenApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyRouteIsDescribed();
    void everythingDescribedExists();
    void accessIsDescribed();
    void referencesResolve();
    void schemasListTheFieldsOfTheCodecs();

private:
    void walk(const QJsonValue &value);
    [[nodiscard]] QStringList fields(const char *schema) const;

    QJsonObject m_document;
    QSet<QString> m_references;
};

void OpenApiTest::initTestCase()
{
    QJsonParseError problem;
    m_document = QJsonDocument::fromJson(http::openApiDocument(), &problem).object();
    QCOMPARE(problem.error, QJsonParseError::NoError);
    QCOMPARE(m_document.value(QLatin1String("openapi")).toString(), QStringLiteral("3.1.0"));
}

void OpenApiTest::everyRouteIsDescribed()
{
    const Parts parts;
    const auto paths = m_document.value(QLatin1String("paths")).toObject();
    for (const auto &route : parts.routes.router().routes()) {
        const auto path = paths.value(QString::fromLatin1(route.pattern)).toObject();
        const auto operation = path.value(QString::fromLatin1(http::methodName(route.method)).toLower()).toObject();
        QVERIFY2(!operation.isEmpty(),
            (http::methodName(route.method) + ' ' + route.pattern + " is not described").constData());
        const auto parameters = operation.value(QLatin1String("parameters")).toArray();
        for (const auto &segment : route.segments) {
            if (!segment.startsWith('{')) {
                continue;
            }
            const auto name = QString::fromLatin1(segment.mid(1, segment.size() - 2));
            const bool isDescribed
                = std::any_of(parameters.begin(), parameters.end(), [&name](const QJsonValue &parameter) {
                      return parameter[QLatin1String("name")].toString() == name
                          && parameter[QLatin1String("in")].toString() == QLatin1String("path");
                  });
            QVERIFY2(isDescribed, segment.constData());
        }
    }
}

void OpenApiTest::everythingDescribedExists()
{
    const Parts parts;
    const auto paths = m_document.value(QLatin1String("paths")).toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const auto operations = path.value().toObject();
        for (auto operation = operations.begin(); operation != operations.end(); ++operation) {
            const auto &routes = parts.routes.router().routes();
            const bool exists = std::any_of(routes.begin(), routes.end(), [&](const http::Route &route) {
                return QString::fromLatin1(route.pattern) == path.key()
                    && QString::fromLatin1(http::methodName(route.method)).toLower() == operation.key();
            });
            QVERIFY2(exists,
                qPrintable(operation.key() + QLatin1Char(' ') + path.key()
                    + QStringLiteral(" is described but does not exist")));
        }
    }
}

void OpenApiTest::accessIsDescribed()
{
    const Parts parts;
    for (const auto &route : parts.routes.router().routes()) {
        if (route.inlineHandler) {
            continue;
        }
        const auto security = m_document[QLatin1String("paths")][QString::fromLatin1(
            route.pattern)][QString::fromLatin1(http::methodName(route.method)).toLower()][QLatin1String("security")]
                                  .toArray();
        QVERIFY2(security.isEmpty() == (route.access.isPublic()), route.pattern.constData());
    }
}

void OpenApiTest::walk(const QJsonValue &value)
{
    if (value.isArray()) {
        const auto array = value.toArray();
        for (const auto &item : array) {
            walk(item);
        }
    }
    const auto object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (field.key() == QLatin1String("$ref")) {
            m_references.insert(field.value().toString());
        } else {
            walk(field.value());
        }
    }
}

void OpenApiTest::referencesResolve()
{
    walk(m_document);
    QVERIFY(m_references.size() > 20);
    for (const auto &reference : std::as_const(m_references)) {
        const auto parts = reference.split(QLatin1Char('/'));
        QJsonValue target(m_document);
        for (const auto &part : parts.mid(1)) {
            target = target[part];
        }
        QVERIFY2(target.isObject(), qPrintable(reference));
    }
}

QStringList OpenApiTest::fields(const char *schema) const
{
    return m_document[QLatin1String("components")][QLatin1String("schemas")][QLatin1String(schema)]
                     [QLatin1String("properties")]
                         .toObject()
                         .keys();
}

void OpenApiTest::schemasListTheFieldsOfTheCodecs()
{
    Change change;
    change.event = QStringLiteral("transcript");
    change.body = QJsonObject{{QStringLiteral("id"), QStringLiteral("x")}};
    QCOMPARE(fields("Call"), sorted(wire::toJson(Call{}).keys()));
    QCOMPARE(fields("TranscriptLine"), sorted(wire::toJson(TranscriptLine{}).keys()));
    QCOMPARE(fields("Alert"), sorted(wire::toJson(Alert{}).keys()));
    QCOMPARE(fields("CallParty"), sorted(wire::toJson(QList<CallParty>{{}}).first().toObject().keys()));
    QCOMPARE(fields("CostLine"), sorted(wire::toJson(QList<CostLine>{{}}).first().toObject().keys()));
    QCOMPARE(fields("Order"), sorted(wire::toJson(Order{}).keys()));
    QCOMPARE(fields("NewOrder"), sorted(wire::toJson(NewOrder{}).keys()));
    QCOMPARE(fields("Guest"), sorted(wire::toJson(Guest{}).keys()));
    QCOMPARE(fields("Job"), sorted(wire::toJson(deskbell::Job{}).keys()));
    const auto summary = wire::toJson(JobSummary{{QueueHealth{}}, {BreakerHealth{}}});
    QCOMPARE(fields("QueueHealth"), sorted(summary[QLatin1String("queues")][0].toObject().keys()));
    QCOMPARE(fields("BreakerHealth"), sorted(summary[QLatin1String("breakers")][0].toObject().keys()));
    QCOMPARE(fields("JobMetrics"), sorted(JobMetrics().toJson().keys()));
    QCOMPARE(fields("Overview"), sorted(wire::toJson(Overview{}).keys()));
    QCOMPARE(fields("Change"), sorted(wire::toJson(change).keys()));
    QCOMPARE(fields("ChangeBatch"), sorted(wire::toJson(ChangeBatch{}).keys()));
    OrderPatch patch{OrderStatus::Done, QString(), QString(), QString(), QList<OrderItem>(), Instant{}, 1};
    QCOMPARE(fields("OrderPatch"), sorted(wire::toJson(patch).keys()));
}

QTEST_GUILESS_MAIN(OpenApiTest)
#include "tst_openapi.moc"
