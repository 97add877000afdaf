// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/doctor.h"

#include "core/sql/connection.h"
#include "core/sql/migrator.h"
#include "server/ops/backup/backupfiles.h"
#include "server/ops/backup/recoverykey.h"
#include "server/secrets/masterkeys.h"
#include "server/ops/backup/restoreadvice.h"
#include "server/ops/ballast.h"
#include "server/ops/localdisk.h"
#include "server/ops/offlinebackup.h"
#include "server/storage/backupsrepository.h"
#include "server/storage/database.h"
#include "server/storage/diagnosticsrepository.h"
#include "server/storage/invariantsrepository.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHostAddress>
#include <QJsonArray>
#include <QStorageInfo>
#include <QTcpServer>
#include <QVersionNumber>
#include <algorithm>

namespace deskbell::server {
namespace {

using Grade = Finding::Grade;

constexpr qint64 MiB = 1024 * 1024;
/// RELIABILITY rule 9.
constexpr qint64 ScarceBytes = 1024 * MiB;
constexpr qint64 FullBytes = 64 * MiB;
/// 2026-01-01: this program did not exist before.
constexpr qint64 EarliestMs = 1'767'225'600'000;

QString word(Grade grade)
{
    switch (grade) {
    case Grade::Ok: return QStringLiteral("ok");
    case Grade::Advice: return QStringLiteral("advice");
    case Grade::Wrong: return QStringLiteral("wrong");
    }
    return {};
}

Finding finding(const char *name, Grade grade, const QString &text) { return {QString::fromLatin1(name), grade, text}; }

Finding permissions(const char *name, const QString &path)
{
    constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    const bool isOpen = QFileInfo(path).permissions() & Others;
    return finding(name, isOpen ? Grade::Wrong : Grade::Ok,
        isOpen ? QStringLiteral("%1 can be opened by other users of this machine; take their rights away (chmod go= …)")
                     .arg(path)
               : QStringLiteral("%1 belongs to its owner alone").arg(path));
}

Finding ballast(const DataDir &dir, const Config &config)
{
    const Ballast ballast(dir.ballast(), config.integer(config::BallastMib) * MiB);
    if (ballast.bytes() == 0) {
        return finding("ballast", Grade::Advice, QStringLiteral("no room is held back for a full disk (storage.ballast_mib is 0)"));
    }
    const auto amount = ballast.bytes() / MiB;
    return ballast.isHeld()
        ? finding("ballast", Grade::Ok, QStringLiteral("%1 MiB are held back for a full disk").arg(amount))
        : finding("ballast", Grade::Advice,
            QStringLiteral("the %1 MiB held back for a full disk are not there: the service has not run yet, or the disk was "
                           "full and is not yet free again")
                .arg(amount));
}

Finding backups(const DataDir &dir, const Config &config, Instant now)
{
    constexpr std::chrono::hours Stale{26};
    const auto directory = backupDirectory(dir, config);
    const auto files = listBackups(directory);
    if (files.isEmpty()) {
        return finding("backups", Grade::Advice,
            QStringLiteral("there is no backup in %1 yet; `deskbelld backup` makes one").arg(directory));
    }
    const auto age = std::chrono::duration_cast<std::chrono::hours>(now - files.first().madeAt);
    const auto text = QStringLiteral("%1 proven backups in %2, the newest is %3 hours old").arg(files.size()).arg(directory).arg(age.count());
    return finding("backups", age > Stale ? Grade::Advice : Grade::Ok, text);
}

Finding recoveryKey(const DataDir &dir)
{
    const RecoveryKey key(dir);
    if (key.fingerprint().isEmpty()) {
        return finding("recovery_key", Grade::Advice, QStringLiteral("there is no recovery key yet; the first start makes one"));
    }
    return key.isCodeWaiting()
        ? finding("recovery_key", Grade::Advice,
            QStringLiteral("the recovery code of the backups is still on this machine; run `deskbelld backup key` and keep it "
                           "elsewhere"))
        : finding("recovery_key", Grade::Ok, QStringLiteral("recovery key %1; its code is not on this machine").arg(key.fingerprint()));
}

Finding masterKey(const DataDir &dir, const Config &config)
{
    const auto store = MasterKeyStore::forDirectory(dir.path(), config.text(config::SecretsKeyFile));
    if (!QFileInfo::exists(store.path())) {
        return finding("master_key", Grade::Advice, QStringLiteral("there is no master key yet; the first start makes one"));
    }
    const auto keys = store.load();
    if (!keys) {
        return finding("master_key", Grade::Wrong, keys.error().detail);
    }
    const auto warning = store.warning();
    return finding("master_key", warning.isEmpty() ? Grade::Ok : Grade::Advice,
        warning.isEmpty() ? QStringLiteral("master key %1 of sealed secrets in %2").arg(QString::fromLatin1(keys.value().active().id.toHex()), store.path()) : warning);
}

/// What the service has noted about the last backup; one that failed is worse than one that is old.
Finding lastBackup(sql::Connection &db)
{
    const auto last = BackupsRepository(db).newest();
    if (!last) {
        return finding("last_backup", Grade::Wrong, last.error().detail);
    }
    if (!last.value()) {
        return finding("last_backup", Grade::Ok, QStringLiteral("no backup was tried yet"));
    }
    return last.value()->isGood()
        ? finding("last_backup", Grade::Ok, QStringLiteral("the last backup was proven good at %1").arg(toRfc3339(last.value()->finishedAt)))
        : finding("last_backup", Grade::Wrong,
            QStringLiteral("the last backup failed at %1: %2").arg(toRfc3339(last.value()->finishedAt), last.value()->error));
}

Finding sqliteVersion(DiagnosticsRepository &diagnostics)
{
    const auto version = diagnostics.sqliteVersion();
    if (!version) {
        return finding("sqlite_version", Grade::Wrong, version.error().detail);
    }
    // 3.7.0 … 3.51.2 can corrupt a WAL when two connections write or checkpoint at once; we have one that does either.
    const bool isFixed = QVersionNumber::fromString(version.value()) >= QVersionNumber(3, 51, 3);
    return finding("sqlite_version", isFixed ? Grade::Ok : Grade::Advice,
        isFixed ? QStringLiteral("SQLite %1").arg(version.value())
                : QStringLiteral("SQLite %1 has the WAL-reset bug, which Deskbell avoids by having one writer; 3.51.3 "
                                 "or later is recommended")
                      .arg(version.value()));
}

Finding serverVersion(DiagnosticsRepository &diagnostics, const QString &label)
{
    const auto version = diagnostics.serverVersion();
    const auto collation = diagnostics.collation();
    if (!version || !collation) {
        return finding("database", Grade::Wrong, version ? collation.error().detail : version.error().detail);
    }
    const bool isBytewise = collation.value() == QLatin1String("C") || collation.value() == QLatin1String("POSIX");
    return finding("database", isBytewise ? Grade::Ok : Grade::Advice,
        isBytewise ? QStringLiteral("%1, PostgreSQL %2").arg(label, version.value())
                   : QStringLiteral("%1, PostgreSQL %2, sorts by %3; a database with LC_COLLATE 'C' is faster and needs no "
                                    "new indexes when the system's rules change")
                         .arg(label, version.value(), collation.value()));
}

Finding quickCheck(DiagnosticsRepository &diagnostics, const QString &advice)
{
    const auto check = diagnostics.quickCheck();
    const bool isFine = check && check.value() == QLatin1String("ok");
    return finding("quick_check", isFine ? Grade::Ok : Grade::Wrong,
        isFine ? QStringLiteral("the database is intact")
               : QStringLiteral("the database is damaged, the service only reads it. %1 (%2)")
                     .arg(advice, check ? check.value() : check.error().detail));
}

Finding references(DiagnosticsRepository &diagnostics)
{
    const auto broken = diagnostics.brokenReference();
    const bool isFine = broken && broken.value().isEmpty();
    return finding("references", isFine ? Grade::Ok : Grade::Wrong,
        isFine ? QStringLiteral("every row points to something")
               : QStringLiteral("rows of %1 point to nothing").arg(broken ? broken.value() : broken.error().detail));
}

Finding schema(sql::Connection &db)
{
    const auto version = sql::schemaVersion(db);
    const bool isFine = version && version.value() > 0;
    return finding("schema", isFine ? Grade::Ok : Grade::Wrong,
        isFine ? QStringLiteral("schema version %1").arg(version.value())
               : QStringLiteral("the database has no schema: %1")
                     .arg(version ? QStringLiteral("run `deskbelld migrate`") : version.error().detail));
}

Finding lineage(DiagnosticsRepository &diagnostics)
{
    const auto lineage = diagnostics.lineage();
    const bool isFine = lineage && !lineage.value().isEmpty();
    return finding("lineage", isFine ? Grade::Ok : Grade::Wrong,
        isFine ? QStringLiteral("lineage %1").arg(lineage.value())
               : QStringLiteral("the database has no lineage; consoles could not follow it"));
}

Finding inbox(sql::Connection &db)
{
    const auto counted = InvariantsRepository(db).inboxCounts();
    if (!counted) {
        return finding("inbox", Grade::Wrong, counted.error().detail);
    }
    const auto [pending, dead, conflicts] = counted.value();
    return finding("inbox", dead + conflicts > 0 ? Grade::Advice : Grade::Ok,
        QStringLiteral("%1 messages of providers wait for another try, %2 were given up, %3 contradict an earlier one "
                       "(`deskbelld inbox list`)")
            .arg(pending)
            .arg(dead)
            .arg(conflicts));
}

Finding feeds(DiagnosticsRepository &diagnostics)
{
    const auto broken = diagnostics.brokenFeeds();
    const bool isFine = broken && broken.value().isEmpty();
    return finding("feeds", isFine ? Grade::Ok : Grade::Wrong,
        isFine ? QStringLiteral("every property's feed is without holes")
               : QStringLiteral("the feed has holes or a wrong counter: %1")
                     .arg(broken ? broken.value() : broken.error().detail));
}

} // namespace

QList<Finding> Doctor::examine() const
{
    auto findings = examineDirectory();
    if (isWell(findings) || QFileInfo(m_dir.path()).isDir()) {
        findings += examineDisk();
        findings += examineDatabase();
    }
    findings.append(examineClock());
    findings.append(examinePort());
    return findings;
}

QList<Finding> Doctor::examineDirectory() const
{
    const QFileInfo info(m_dir.path());
    if (!info.isDir()) {
        return {finding("data_dir", Grade::Wrong, QStringLiteral("there is no directory %1").arg(m_dir.path()))};
    }
    if (!info.isWritable()) {
        return {
            finding("data_dir", Grade::Wrong, QStringLiteral("%1 can not be written by this user").arg(m_dir.path()))};
    }
    return {permissions("data_dir", m_dir.path())};
}

QList<Finding> Doctor::examineDisk() const
{
    const QStorageInfo disk(m_dir.path());
    const bool isRemote = !requireLocalDisk(m_dir.path());
    const auto free = disk.bytesAvailable();
    const auto amount = QStringLiteral("%1 MiB free").arg(free / MiB);
    return {
        finding("local_disk", isRemote ? Grade::Wrong : Grade::Ok,
            isRemote ? QStringLiteral("%1 is on a network disk (%2); SQLite needs a local one")
                           .arg(m_dir.path(), QString::fromLatin1(disk.fileSystemType()))
                     : QStringLiteral("local disk (%1)").arg(QString::fromLatin1(disk.fileSystemType()))),
        finding("free_space",
            free < FullBytes         ? Grade::Wrong
                : free < ScarceBytes ? Grade::Advice
                                     : Grade::Ok,
            amount),
        ballast(m_dir, m_config),
        backups(m_dir, m_config, m_clock.now()),
        recoveryKey(m_dir),
        masterKey(m_dir, m_config),
    };
}

QList<Finding> Doctor::examineServer(const QString &url) const
{
    const auto config = databaseConfig(url, {}, true);
    const auto opened = config ? sql::Connection::open(config.value(), sql::Access::ReadOnly) : config.error();
    if (!opened) {
        return {finding("database", Grade::Wrong, opened.error().detail)};
    }
    auto &db = *opened.value();
    DiagnosticsRepository diagnostics(db);
    return {serverVersion(diagnostics, config.value().label()), schema(db), lineage(diagnostics), inbox(db), feeds(diagnostics)};
}

QList<Finding> Doctor::examineDatabase() const
{
    if (const auto url = m_config.text(config::DatabaseUrl); !url.isEmpty()) {
        return examineServer(url);
    }
    const auto file = m_dir.database();
    if (!QFileInfo::exists(file)) {
        return {finding("database", Grade::Wrong,
            QStringLiteral("there is no database yet; run `deskbelld migrate` or `deskbelld serve`"))};
    }
    const auto opened = sql::Connection::open({sql::Backend::Sqlite, file, true}, sql::Access::ReadOnly);
    if (!opened) {
        return {finding("database", Grade::Wrong, opened.error().detail)};
    }
    auto &db = *opened.value();
    DiagnosticsRepository diagnostics(db);
    return {permissions("database", file), sqliteVersion(diagnostics), schema(db), lineage(diagnostics),
        quickCheck(diagnostics, restoreAdvice(m_dir, backupDirectory(m_dir, m_config))), lastBackup(db), references(diagnostics), inbox(db), feeds(diagnostics)};
}

Finding Doctor::examineClock() const
{
    const auto now = toMillis(m_clock.now());
    const QFileInfo database(m_dir.database());
    constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;
    if (now < EarliestMs) {
        return finding("clock", Grade::Wrong,
            QStringLiteral("the clock says %1, which is past; set it").arg(toRfc3339(m_clock.now())));
    }
    if (database.exists() && database.lastModified().toMSecsSinceEpoch() > now + DayMs) {
        return finding(
            "clock", Grade::Wrong, QStringLiteral("the database was written in the future; the clock was or is wrong"));
    }
    return finding("clock", Grade::Ok, QStringLiteral("the clock says %1").arg(toRfc3339(m_clock.now())));
}

Finding Doctor::examinePort() const
{
    const auto text = m_config.text(config::Listen);
    const auto address = parseListen(text);
    if (!address) {
        return finding("port", Grade::Wrong, address.error().detail);
    }
    const auto &[host, port] = address.value();
    QTcpServer probe;
    if (probe.listen(
            host == QLatin1String("localhost") ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host), port)) {
        return finding("port", Grade::Ok, QStringLiteral("%1 is free").arg(text));
    }
    const auto lock = m_dir.lock();
    const bool isServing = !lock && lock.error().code == QLatin1String("busy");
    return isServing
        ? finding("port", Grade::Ok, QStringLiteral("%1 is in use; the service is running").arg(text))
        : finding("port", Grade::Wrong, QStringLiteral("%1 can not be used: %2").arg(text, probe.errorString()));
}

QJsonObject toJson(const QList<Finding> &findings)
{
    QJsonArray checks;
    for (const auto &finding : findings) {
        checks.append(QJsonObject{{QStringLiteral("name"), finding.name},
            {QStringLiteral("status"), word(finding.grade)}, {QStringLiteral("message"), finding.text}});
    }
    return QJsonObject{{QStringLiteral("ok"), isWell(findings)}, {QStringLiteral("checks"), checks}};
}

bool isWell(const QList<Finding> &findings)
{
    return std::none_of(
        findings.begin(), findings.end(), [](const Finding &finding) { return finding.grade == Grade::Wrong; });
}

} // namespace deskbell::server
