// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/databasemove.h"
#include "tests/support/testservice.h"

#include <QJsonArray>
#include <QLoggingCategory>
#include <QTest>

using namespace deskbell;
using test::TestService;

namespace {

constexpr int Orders = 450;

} // namespace

/// `deskbelld migrate --from sqlite:… --to postgresql://…`
class MoveTest final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    [[nodiscard]] server::DataDir dir() const { return server::DataDir(m_dir.filePath(QStringLiteral("data"))); }

    static server::ApplicationOptions options(const server::DataDir &dir, const QString &url)
    {
        server::ApplicationOptions options{dir};
        options.http.port = 0;
        options.isDurable = false;
        options.databaseUrl = url;
        return options;
    }

    /// A property on SQLite with some orders; its lineage.
    QString fill()
    {
        (void)dir().prepare();
        SystemClock clock;
        SystemRng rng;
        server::Application application(options(dir(), {}), clock, rng);
        if (const auto started = application.start(); !started) {
            qFatal("%s", qPrintable(started.error().detail));
        }
        const auto tenant = QCoro::waitFor(application.access().tenants.add(
            {QStringLiteral("aurora"), QStringLiteral("Hôtel d'Aurora \\ \"x\""), QStringLiteral("Europe/Lisbon"), QStringLiteral("EUR")}));
        const server::TenantContext who{tenant.value().id, QStringLiteral("test")};
        QList<QFuture<Result<Order>>> futures;
        for (int i = 0; i < Orders; ++i) {
            NewOrder wish;
            wish.room = QString::number(i);
            wish.notes = QStringLiteral("naïve \U0001F600 ") + QChar(u'\0') + QString::number(i);
            wish.items = {OrderItem{QStringLiteral("towel"), 1}};
            futures.append(application.database().write(
                [&orders = application.desk().orderBook, who, wish](sql::Connection &db) { return orders.create(db, who, wish, {}); }));
        }
        for (auto &future : futures) {
            future.waitForFinished();
        }
        return application.database().lineage();
    }

    Result<QJsonObject> move(const QString &url)
    {
        return server::DatabaseMove(QStringLiteral("sqlite:") + dir().path(), url, [](const QString &) {}).run();
    }

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.server.*.warning=false")); }

    void everythingArrivesAndWorkGoesOn()
    {
        const auto lineage = fill();
        const test::TestDatabase target;
        const auto report = move(target.url());
        QVERIFY2(report.ok(), report ? "" : qPrintable(report.error().detail));
        QCOMPARE(report.value().value(QLatin1String("lineage")).toString(), lineage);
        QVERIFY(report.value().value(QLatin1String("rows")).toInteger() >= 2 * Orders);
        const auto again = move(target.url());
        QCOMPARE(again.error().code, QStringLiteral("not_empty"));

        SystemClock clock;
        SystemRng rng;
        server::Application application(options(dir(), target.url()), clock, rng);
        const auto started = application.start();
        QVERIFY2(started.ok(), started ? "" : qPrintable(started.error().detail));
        QCOMPARE(application.database().lineage(), lineage);
        const auto used = move(target.url());
        QCOMPARE(used.error().code, QStringLiteral("in_use"));
        const server::TenantContext who{application.access().directory.bySlug(QStringLiteral("aurora"))->id, QStringLiteral("test")};
        NewOrder wish;
        wish.room = QStringLiteral("next");
        wish.items = {OrderItem{QStringLiteral("towel"), 1}};
        auto write = application.database().write(
            [&orders = application.desk().orderBook, who, wish](sql::Connection &db) { return orders.create(db, who, wish, {}); });
        write.waitForFinished();
        QVERIFY2(write.result().ok(), write.result() ? "" : qPrintable(write.result().error().detail));
        QCOMPARE(write.result().value().code, QStringLiteral("R-%1").arg(1001 + Orders));
        QCOMPARE(write.result().value().version, Orders + 1);
    }

    void aRunningServiceIsNotMoved()
    {
        const auto lock = dir().lock();
        QVERIFY(lock.ok());
        const test::TestDatabase target;
        QCOMPARE(move(target.url()).error().code, QStringLiteral("busy"));
    }
};

QTEST_GUILESS_MAIN(MoveTest)
#include "tst_move.moc"
