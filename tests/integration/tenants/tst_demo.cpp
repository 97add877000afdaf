// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/rng.h"
#include "server/ops/demo/demoservice.h"
#include "server/services/orderbook.h"
#include "server/storage/guestsrepository.h"
#include "server/storage/tablesrepository.h"
#include "tests/support/testservice.h"

#include <QCoroTask>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using test::TestService;

class DemoTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aPreviewKeepsNothing();
    void loadedTwiceIsRefused();
    void purgeAndUndoAreExact();
    void realRowsStayAndKeepWhatTheyNeed();
    void whatAPersonSaysIsATestIsPurged();
    void findNeverMarks();
    void withoutBackupNothingGoes();
    void whatChangedMeanwhileStays();
    void foreignFilesAreRefused();
    void columnsAreThoseOfTheSchema();

private:
    template<typename F>
    auto write(F fn)
    {
        auto done = m_service->application().database().write(std::move(fn));
        done.waitForFinished();
        return done.result();
    }
    [[nodiscard]] DemoReport load()
    {
        const auto report = QCoro::waitFor(m_demo->load(DemoWish{1, m_who.tenant}, false));
        return report ? report.value() : DemoReport{};
    }
    [[nodiscard]] DemoPurge preview() { return QCoro::waitFor(m_demo->preview(m_who, {})).value(); }
    [[nodiscard]] QJsonArray shown(const char *path)
    {
        return m_http->get(QString::fromLatin1(path)).data().value(QLatin1String("items")).toArray();
    }

    std::unique_ptr<TestService> m_service;
    std::unique_ptr<DemoService> m_demo;
    std::unique_ptr<test::HttpCalls> m_http;
    std::unique_ptr<QTemporaryDir> m_directory;
    SystemClock m_clock;
    TenantContext m_who;
};

void DemoTest::init()
{
    m_service = std::make_unique<TestService>();
    m_directory = std::make_unique<QTemporaryDir>();
    QCOMPARE(m_service->start(), QString());
    auto &application = m_service->application();
    m_who = {application.access().directory.bySlug(QStringLiteral("aurora"))->id, QStringLiteral("system")};
    m_demo = std::make_unique<DemoService>(application.database(), m_directory->filePath(QStringLiteral("purges")), m_clock);
    m_demo->setBackup([&application](const QString &directory) { return application.backups().make(QStringLiteral("manual"), directory); });
    m_http = m_service->signedInCalls();
}

void DemoTest::cleanup()
{
    m_http.reset();
    m_demo.reset();
    m_service.reset();
}

void DemoTest::aPreviewKeepsNothing()
{
    const auto report = QCoro::waitFor(m_demo->load(DemoWish{1, m_who.tenant}, true));
    QVERIFY2(report.ok(), qPrintable(report.ok() ? QString() : report.error().detail));
    QVERIFY(report.value().calls > 20);
    QVERIFY(report.value().guests > 1);
    QVERIFY(shown("/v1/calls").isEmpty());
    QVERIFY(preview().marks.isEmpty());
    QCOMPARE(m_http->get(QStringLiteral("/v1/changes?after=0")).data().value(QLatin1String("head")).toInt(), 0);
}

void DemoTest::loadedTwiceIsRefused()
{
    QVERIFY(load().calls > 0);
    QCOMPARE(QCoro::waitFor(m_demo->load(DemoWish{1, m_who.tenant}, false)).error().code, QStringLiteral("demo_loaded"));
    QVERIFY(QCoro::waitFor(m_demo->load(DemoWish{2, m_who.tenant}, false)).ok());
    // The command makes a property of its own when none is named.
    const auto own = QCoro::waitFor(m_demo->load(DemoWish{1}, false));
    QCOMPARE(own.value().tenant, QStringLiteral("demo"));
}

void DemoTest::purgeAndUndoAreExact()
{
    const auto report = load();
    const auto calls = shown("/v1/calls?limit=500");
    const auto orders = shown("/v1/orders?limit=500");
    QCOMPARE(calls.size(), report.calls);
    QCOMPARE(orders.size(), report.orders);
    const auto before = preview();
    QCOMPARE(before.count("guests"), report.guests);
    QCOMPARE(before.count("transcript_lines"), 2 * report.calls);
    const auto purged = QCoro::waitFor(m_demo->purge(m_who, {}));
    QVERIFY2(purged.ok(), qPrintable(purged.ok() ? QString() : purged.error().detail));
    QVERIFY(QFileInfo(purged.value().backup).size() > 0);
    QCOMPARE(QFile::permissions(purged.value().file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(shown("/v1/calls").isEmpty());
    QVERIFY(shown("/v1/orders").isEmpty());
    QVERIFY(preview().marks.isEmpty());
    const auto put = QCoro::waitFor(m_demo->undo(m_who, purged.value().file));
    QVERIFY2(put.ok(), qPrintable(put.ok() ? QString() : put.error().detail));
    // The same but for the versions, which are new places on the feed.
    const auto withoutVersions = [](const DemoPurge &purge) {
        auto text = QJsonDocument(purge.rows).toJson();
        return QString::fromUtf8(text).replace(QRegularExpression(QStringLiteral("\"version\": \\d+")), QString());
    };
    const auto after = preview();
    QCOMPARE(withoutVersions(after), withoutVersions(before));
    QCOMPARE(after.marks.size(), before.marks.size());
    QCOMPARE(shown("/v1/calls?limit=500").size(), calls.size());
    QCOMPARE(shown("/v1/orders?limit=500").at(0)[QLatin1String("code")], orders.at(0)[QLatin1String("code")]);
    QCOMPARE(QCoro::waitFor(m_demo->undo(m_who, purged.value().file)).error().code, QStringLiteral("already_there"));
    QCOMPARE(preview().marks.size(), before.marks.size());
}

void DemoTest::realRowsStayAndKeepWhatTheyNeed()
{
    QVERIFY(load().calls > 0);
    const auto before = preview();
    const auto call = before.rows[QLatin1String("calls")][0].toObject();
    const CallId callId{call.value(QLatin1String("id")).toString()};
    auto &changes = m_service->application().database().changes();
    SystemRng rng;
    OrderBook book(changes, m_clock, IdSource(m_clock, rng));
    const auto made = write([&](sql::Connection &db) {
        NewOrder wish;
        wish.room = QStringLiteral("7");
        wish.items = {{QStringLiteral("Towel"), 1}};
        return book.create(db, m_who, wish, {callId, QString(), m_clock.now()});
    });
    QVERIFY(made.ok());
    const auto purged = QCoro::waitFor(m_demo->purge(m_who, {}));
    QVERIFY2(purged.ok(), qPrintable(purged.ok() ? QString() : purged.error().detail));
    const auto kept = purged.value().rows.kept;
    QCOMPARE(kept.size(), 2); // the call, and its guest
    QCOMPARE(kept.at(0)[QLatin1String("id")].toString(), callId.value);
    QCOMPARE(kept.at(1)[QLatin1String("id")].toString(), call.value(QLatin1String("guest_id")).toString());
    QCOMPARE(shown("/v1/orders").size(), 1);
    QCOMPARE(shown("/v1/calls").size(), 1);
    QCOMPARE(preview().marks.size(), 0);
    QCOMPARE(preview().kept.size(), 2);
}

void DemoTest::whatAPersonSaysIsATestIsPurged()
{
    const auto guest = Guest{GuestId{QStringLiteral("g-1")}, QStringLiteral("Test Guest"), QStringLiteral("+351911222333"), {}, {}, m_clock.now(), 1};
    QVERIFY(write([&](sql::Connection &db) { return GuestsRepository(db, m_who).put(guest); }).ok());
    const auto found = QCoro::waitFor(m_demo->find(m_who)).value();
    const auto suspects = found.value(QLatin1String("suspects")).toArray();
    QCOMPARE(suspects.size(), 1);
    QCOMPARE(suspects.at(0)[QLatin1String("id")].toString(), guest.id.value);
    QVERIFY(!suspects.at(0)[QLatin1String("reason")].toString().isEmpty());
    QCOMPARE(QCoro::waitFor(m_demo->mark(m_who, QStringLiteral("guest"), {guest.id.value, QStringLiteral("nobody")}, true)).error().kind, ErrorKind::NotFound);
    QVERIFY(preview().marks.isEmpty());
    QCOMPARE(QCoro::waitFor(m_demo->mark(m_who, QStringLiteral("guest"), {guest.id.value}, true)).value(), 1);
    QVERIFY(QCoro::waitFor(m_demo->find(m_who)).value().value(QLatin1String("suspects")).toArray().isEmpty());
    QCOMPARE(QCoro::waitFor(m_demo->mark(m_who, QStringLiteral("guest"), {guest.id.value}, false)).value(), 1);
    QVERIFY(preview().marks.isEmpty());
    QVERIFY(QCoro::waitFor(m_demo->mark(m_who, QStringLiteral("guest"), {guest.id.value}, true)).ok());
    QCOMPARE(QCoro::waitFor(m_demo->purge(m_who, QStringLiteral("confirmed"))).value().rows.count("guests"), 1);
}

void DemoTest::findNeverMarks()
{
    QVERIFY(load().calls > 0);
    const auto before = preview().marks.size();
    const auto found = QCoro::waitFor(m_demo->find(m_who)).value();
    // Marked rows are counted and not suspected, though their numbers are of films.
    QVERIFY(found.value(QLatin1String("suspects")).toArray().isEmpty());
    QCOMPARE(found[QLatin1String("marked")][QLatin1String("seed 1")][QLatin1String("call")].toInt(), int(preview().count("calls")));
    QCOMPARE(preview().marks.size(), before);
}

void DemoTest::withoutBackupNothingGoes()
{
    QVERIFY(load().calls > 0);
    const auto before = preview();
    m_demo->setBackup([](const QString &) {
        sql::detail::Answer<Result<BackupRecord>> answer;
        answer.set(Error{ErrorKind::Storage, QStringLiteral("no room"), 0, QStringLiteral("storage_full"), {}});
        return answer.future();
    });
    QCOMPARE(QCoro::waitFor(m_demo->purge(m_who, {})).error().code, QStringLiteral("storage_full"));
    QVERIFY(preview() == before);
    QVERIFY(!QFileInfo::exists(m_directory->filePath(QStringLiteral("purges"))));
}

void DemoTest::whatChangedMeanwhileStays()
{
    QVERIFY(load().calls > 0);
    const auto order = preview().rows[QLatin1String("orders")][0].toObject();
    auto &application = m_service->application();
    // Somebody works on an order while the backup is made.
    m_demo->setBackup([&](const QString &directory) {
        const auto id = order.value(QLatin1String("id")).toString();
        (void)m_http->patch(QStringLiteral("/v1/orders/") + id, {{QStringLiteral("notes"), QStringLiteral("a real wish")}});
        return application.backups().make(QStringLiteral("manual"), directory);
    });
    QCOMPARE(QCoro::waitFor(m_demo->purge(m_who, {})).error().code, QStringLiteral("changed_meanwhile"));
    QVERIFY(!shown("/v1/calls").isEmpty());
    QVERIFY(QDir(m_directory->filePath(QStringLiteral("purges"))).isEmpty());
}

void DemoTest::foreignFilesAreRefused()
{
    QVERIFY(load().calls > 0);
    const auto purged = QCoro::waitFor(m_demo->purge(m_who, {}));
    QCOMPARE(m_service->addTenant(QStringLiteral("other")), QString());
    const TenantContext other{m_service->application().access().directory.bySlug(QStringLiteral("other"))->id, QStringLiteral("system")};
    QCOMPARE(QCoro::waitFor(m_demo->undo(other, purged.value().file)).error().kind, ErrorKind::NotFound);
    QCOMPARE(QCoro::waitFor(m_demo->undo(m_who, QStringLiteral("/nowhere"))).error().kind, ErrorKind::Validation);
    QFile strange(m_directory->filePath(QStringLiteral("x.json")));
    QVERIFY(strange.open(QIODevice::WriteOnly));
    strange.write("{}");
    strange.close();
    QCOMPARE(QCoro::waitFor(m_demo->undo(m_who, strange.fileName())).error().kind, ErrorKind::Validation);
}

void DemoTest::columnsAreThoseOfTheSchema()
{
    // On SQLite; tst_migrations keeps the back ends equal.
    QTemporaryDir dir;
    Database sqlite({dir.filePath(QStringLiteral("x.db")), false, {}, {}});
    QVERIFY(sqlite.open().ok());
    auto read = sqlite.read([](sql::Connection &db) { return TablesRepository(db).tables(); });
    read.waitForFinished();
    for (const auto &known : DemoRepository::tables()) {
        const auto all = read.result().value();
        const auto table = std::find_if(all.begin(), all.end(), [&](const Table &other) { return other.name == QLatin1String(known.name); });
        QVERIFY(table != all.end());
        QStringList numbers;
        QStringList texts;
        for (const auto &column : table->columns) {
            if (column.name != QLatin1String("tenant_id") && column.name != QLatin1String("row_id")) {
                (column.type == Table::Type::Integer ? numbers : texts).append(column.name);
            }
        }
        QCOMPARE(QSet<QString>(known.numbers.begin(), known.numbers.end()), QSet<QString>(numbers.begin(), numbers.end()));
        QCOMPARE(QSet<QString>(known.texts.begin(), known.texts.end()), QSet<QString>(texts.begin(), texts.end()));
    }
}

QTEST_GUILESS_MAIN(DemoTest)
#include "tst_demo.moc"
