// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/backupfiles.h"
#include "server/ops/backup/recoverycode.h"
#include "server/ops/backup/recoverykey.h"
#include "server/ops/backup/restore.h"
#include "server/ops/demo/demodata.h"
#include "server/ops/offlinebackup.h"
#include "server/ops/restorehooks.h"
#include "server/storage/diagnosticsrepository.h"
#include "server/storage/metarepository.h"
#include "tests/support/manualclock.h"
#include "tests/support/testservice.h"

#include <QCoroFuture>
#include <QCoroTask>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

using namespace deskbell;
using namespace deskbell::server;
using namespace deskbell::test;

namespace {

constexpr auto Sqlite = sql::Backend::Sqlite;

template <typename T> QString problem(const Result<T> &result)
{
    return result ? QString() : result.error().code + QStringLiteral(": ") + result.error().detail;
}

/// A data directory that nobody serves, with the demo property.
struct Home {
    QTemporaryDir home;
    DataDir dir{home.filePath(QStringLiteral("data"))};
    SystemClock clock;
    SystemRng rng;

    [[nodiscard]] QString prepare()
    {
        if (auto made = dir.prepare(); !made) {
            return problem(made);
        }
        return problem(seedDemoData(dir, 7));
    }
    [[nodiscard]] Result<BackupRecord> backup() const { return backupOffline(dir, {Sqlite, dir.database(), true}, dir.backups(), {}); }
    [[nodiscard]] QByteArray secretKey() const { return decodeRecoveryCode(RecoveryKey(dir).takeCode().value()).value(); }
    [[nodiscard]] Result<RestoreReport> restore(const QString &file, const QByteArray &key) { return Restore(dir, {Sqlite, dir.database(), true}, clock, rng).run(file, key); }

    template <typename T> [[nodiscard]] T read(Result<T> (DiagnosticsRepository::*what)()) const
    {
        auto db = std::move(sql::Connection::open({Sqlite, dir.database(), true}, sql::Access::ReadOnly)).value();
        DiagnosticsRepository diagnostics(*db);
        return (diagnostics.*what)().value();
    }
};

/// Overwrites pages that hold calls or changes.
void damage(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    constexpr qint64 Page = 4096;
    int damaged = 0;
    for (qint64 at = Page; at < file.size() && damaged < 5; at += Page) {
        QVERIFY(file.seek(at));
        if (file.read(Page).contains("Demo: ")) {
            QVERIFY(file.seek(at));
            QCOMPARE(file.write(QByteArray(Page, '\x5a')), Page);
            ++damaged;
        }
    }
    QVERIFY(damaged > 0);
}

QJsonObject part(HttpCalls &http, const char *name)
{
    return http.get(QStringLiteral("/health")).data().value(QLatin1String("parts")).toObject().value(QLatin1String(name)).toObject();
}

} // namespace

class OpsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("deskbell.*.warning=false\ndeskbell.*.critical=false")); }

    void aBackupComesBackWithANewLineage()
    {
        Home home;
        QCOMPARE(home.prepare(), QString());
        const auto counts = home.read(&DiagnosticsRepository::tableCounts);
        const auto lineage = home.read(&DiagnosticsRepository::lineage);
        QVERIFY(counts.value(QStringLiteral("calls")) > 20);
        const auto made = home.backup();
        QCOMPARE(problem(made), QString());
        QVERIFY(made.value().isVerified);
        QVERIFY(made.value().bytes < made.value().plainBytes);
        QCOMPARE(newestBackup(home.dir.backups()), made.value().file);
        QVERIFY(!(QFileInfo(made.value().file).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(QDir(home.dir.path()).entryList({QStringLiteral(".deskbell-*")}, QDir::Files | QDir::Hidden), QStringList());

        const auto key = home.secretKey();
        QVERIFY(QFile::remove(home.dir.database()));
        const auto restored = home.restore(made.value().file, key);
        QCOMPARE(problem(restored), QString());
        QVERIFY(restored.value().lineage != lineage);
        QCOMPARE(home.read(&DiagnosticsRepository::lineage), restored.value().lineage);
        QCOMPARE(restored.value().previousDatabase, QString());
        auto after = home.read(&DiagnosticsRepository::tableCounts);
        QCOMPARE(after.value(QStringLiteral("meta")), counts.value(QStringLiteral("meta")) + 1); // that hooks have to run
        after.insert(QStringLiteral("meta"), counts.value(QStringLiteral("meta")));
        QCOMPARE(after, counts);
        QVERIFY(!QFile::exists(home.dir.restoreMarker()));
    }

    void whatWasThereIsKeptAside()
    {
        Home home;
        QCOMPARE(home.prepare(), QString());
        const auto made = home.backup();
        QCOMPARE(problem(made), QString());
        damage(home.dir.database());
        const auto restored = home.restore(made.value().file, home.secretKey());
        QCOMPARE(problem(restored), QString());
        QVERIFY(QFile::exists(restored.value().previousDatabase));
        QCOMPARE(home.read(&DiagnosticsRepository::quickCheck), QStringLiteral("ok"));
        QVERIFY(!QFile::exists(home.dir.database() + QStringLiteral(".restoring")));
    }

    void twoRestoresInOneSecondKeepBothDatabases()
    {
        Home home;
        QCOMPARE(home.prepare(), QString());
        const auto made = home.backup();
        QCOMPARE(problem(made), QString());
        const auto key = home.secretKey();
        const ManualClock still;
        const auto restore = [&] { return Restore(home.dir, {Sqlite, home.dir.database(), true}, still, home.rng).run(made.value().file, key); };
        const auto first = restore();
        QCOMPARE(problem(first), QString());
        const auto second = restore();
        QCOMPARE(problem(second), QString());
        QVERIFY(first.value().previousDatabase != second.value().previousDatabase);
        QVERIFY(QFile::exists(first.value().previousDatabase) && QFile::exists(second.value().previousDatabase));
    }

    void aBadBackupChangesNothing()
    {
        Home home;
        QCOMPARE(home.prepare(), QString());
        const auto made = home.backup();
        QCOMPARE(problem(made), QString());
        const auto key = home.secretKey();
        const auto lineage = home.read(&DiagnosticsRepository::lineage);
        QCOMPARE(home.restore(made.value().file, QByteArray(32, 'k')).error().code, QStringLiteral("backup_key"));
        QCOMPARE(home.restore(home.home.filePath(QStringLiteral("none.dbk")), key).error().code, QStringLiteral("no_backup"));
        QFile file(made.value().file);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2) && file.write("x") == 1);
        file.close();
        QCOMPARE(home.restore(made.value().file, key).error().code, QStringLiteral("backup_damaged"));
        QCOMPARE(home.read(&DiagnosticsRepository::lineage), lineage);
        QVERIFY(!QFile::exists(home.dir.database() + QStringLiteral(".restoring")));
    }

    void aDamagedDatabaseMakesNoBackup()
    {
        Home home;
        QCOMPARE(home.prepare(), QString());
        damage(home.dir.database());
        QVERIFY(!home.backup().ok());
        QCOMPARE(newestBackup(home.dir.backups()), QString());
    }

    void theSameSeedMakesTheSameProperty()
    {
        Home one;
        Home other;
        QCOMPARE(one.prepare(), QString());
        QCOMPARE(other.prepare(), QString());
        QCOMPARE(one.read(&DiagnosticsRepository::tableCounts), other.read(&DiagnosticsRepository::tableCounts));
        QCOMPARE(one.read(&DiagnosticsRepository::brokenFeeds), QString());
        const auto again = seedDemoData(one.dir, 7);
        QVERIFY(!again.ok());
    }

    void hooksRunOnceAfterARestore()
    {
        Home home;
        QCOMPARE(home.prepare(), QString());
        auto db = std::move(sql::Connection::open({Sqlite, home.dir.database(), true}, sql::Access::ReadWrite)).value();
        int ran = 0;
        bool isWell = false;
        const std::vector<RestoreHook> hooks{{"counting", [&](sql::Connection &, const RestoreContext &context) -> Result<Done> {
            ++ran;
            if (context.previousDatabase != QLatin1String("/before")) {
                return Error{ErrorKind::Internal, QStringLiteral("no context"), 0, {}, {}};
            }
            return isWell ? Result<Done>(Done{}) : Result<Done>(Error{ErrorKind::Internal, QStringLiteral("broken"), 0, {}, {}});
        }}};
        QVERIFY(runRestoreHooks(*db, hooks, Sealer::ephemeral()).ok());
        QCOMPARE(ran, 0);
        const RestoreContext context{home.dir.path(), QStringLiteral("/before"), home.clock.now(), home.clock.now()};
        const auto note = QString::fromUtf8(QJsonDocument(toJson(context)).toJson(QJsonDocument::Compact));
        QVERIFY(MetaRepository(*db).set(MetaRepository::RestorePending, note).ok());
        QVERIFY(!runRestoreHooks(*db, hooks, Sealer::ephemeral()).ok());
        isWell = true;
        QVERIFY(runRestoreHooks(*db, hooks, Sealer::ephemeral()).ok());
        QVERIFY(runRestoreHooks(*db, hooks, Sealer::ephemeral()).ok());
        QCOMPARE(ran, 2);
    }

    void aServiceMakesBackupsWhileItRuns()
    {
        TestService service;
        QCOMPARE(service.start(), QString());
        auto http = service.calls();
        QCOMPARE(part(http, "backup").value(QLatin1String("status")).toString(), QStringLiteral("none"));
        auto made = service.application().backups().make(QStringLiteral("manual"), {});
        QCOMPARE(service.application().backups().make(QStringLiteral("manual"), {}).result().error().code, QStringLiteral("busy"));
        QTRY_VERIFY_WITH_TIMEOUT(made.isFinished(), 20'000);
        QCOMPARE(problem(made.result()), QString());
        QTRY_COMPARE(part(http, "backup").value(QLatin1String("status")).toString(), QStringLiteral("ok"));
        QCOMPARE(service.restart(), QString());
        auto again = service.calls();
        QTRY_COMPARE(part(again, "backup").value(QLatin1String("status")).toString(), QStringLiteral("ok"));
    }

    void everyStartHasItsNameAndAStopIsNoted()
    {
        TestService service;
        QCOMPARE(service.start(), QString());
        const auto first = service.application().database().startHistory();
        QVERIFY(isUuid(first.bootId));
        QVERIFY(!first.wasUnclean);
        QCOMPARE(service.restart(), QString());
        const auto second = service.application().database().startHistory();
        QVERIFY(second.bootId != first.bootId);
        QVERIFY(!second.wasUnclean);
    }

    void aDamagedDatabaseIsOnlyRead()
    {
        TestService service;
        QCOMPARE(service.start(), QString());
        const auto signedIn = service.signIn(QStringLiteral("aurora"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password));
        QVERIFY(signedIn.has_value());
        if (service.application().database().isShared()) {
            QSKIP("a PostgreSQL server looks after its own pages");
        }
        auto http = service.signedInCalls();
        service.application().database().enterReadOnly(QStringLiteral("page 5 is damaged"));
        service.application().storage().refresh();
        const auto refused = http->post(QStringLiteral("/v1/orders"),
            {{QStringLiteral("id"), QStringLiteral("01890a5d-ac96-774b-bcce-b302099a8057")}, {QStringLiteral("room"), QStringLiteral("12")},
                {QStringLiteral("items"), QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("Towel")}, {QStringLiteral("quantity"), 1}}}}});
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.error().value(QLatin1String("reason")).toString(), QStringLiteral("read_only"));
        QCOMPARE(http->get(QStringLiteral("/v1/orders")).status, 200);
        QTRY_COMPARE(part(*http, "storage").value(QLatin1String("status")).toString(), QStringLiteral("read_only"));
        QCOMPARE(http->get(QStringLiteral("/ready")).status, 503);
        // People can go on reading: signing in and refreshing need no writes.
        const auto refreshed = http->post(QStringLiteral("/v1/auth/refresh"),
            {{QStringLiteral("refresh_token"), signedIn->value(QLatin1String("refresh_token"))}});
        QCOMPARE(refreshed.status, 200);
        QVERIFY(service.signIn(QStringLiteral("aurora"), QStringLiteral("anna"), QString::fromLatin1(TestService::Password)).has_value());
    }

    void aDamageIsFoundAtTheStartAfterAnUncleanStop()
    {
        Home home;
        QCOMPARE(home.prepare(), QString());
        Database::Options options{home.dir.database()};
        options.service = Database::Options::Service{QStringLiteral("boot-1"), {QStringLiteral("host"), QStringLiteral("dir")}, QStringLiteral("1"), home.clock.now()};
        {
            Database killed(options); // never notes its stop
            QCOMPARE(problem(killed.open()), QString());
        }
        damage(home.dir.database());
        options.service->bootId = QStringLiteral("boot-2");
        Database again(options);
        QCOMPARE(problem(again.open()), QString());
        QVERIFY(again.isReadOnly());
        QVERIFY(again.startHistory().wasUnclean);
        auto written = again.write([](sql::Connection &) { return Result<Done>(Done{}); }, sql::Admission::Essential);
        written.waitForFinished();
        QCOMPARE(written.result().error().code, QStringLiteral("read_only"));
    }

    void aLargeDatabaseIsCheckedInTheBackground()
    {
        Home home;
        QCOMPARE(home.prepare(), QString());
        Database::Options options{home.dir.database()};
        options.service = Database::Options::Service{QStringLiteral("boot-1"), {QStringLiteral("host"), QStringLiteral("dir")}, QStringLiteral("1"), home.clock.now()};
        options.maxForegroundCheck = 0;
        {
            Database killed(options);
            QCOMPARE(problem(killed.open()), QString());
            QVERIFY(!killed.isCheckDue());
        }
        damage(home.dir.database());
        options.service->bootId = QStringLiteral("boot-2");
        Database again(options);
        QCOMPARE(problem(again.open()), QString());
        QVERIFY(again.isCheckDue());
        QSemaphore told;
        QString found;
        again.checkInBackground([&](const QString &what) {
            found = what;
            told.release();
        });
        QVERIFY(told.tryAcquire(1, 20'000));
        QVERIFY(!found.isEmpty());
    }
};

QTEST_GUILESS_MAIN(OpsTest)
#include "tst_ops.moc"
