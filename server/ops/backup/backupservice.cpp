// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/backupservice.h"

#include "core/support/ids.h"
#include "server/ops/backup/backupfiles.h"
#include "server/ops/backup/recoverykey.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <QPromise>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcBackup, "deskbell.server.ops.backup", QtInfoMsg)

using namespace std::chrono_literals;

/// A service that was off has missed some; it makes up for it when it has settled.
constexpr auto FirstAfter = 10min;
constexpr auto FreshFor = 1h;
constexpr auto LookEvery = 20s;

using Last = std::pair<std::optional<BackupRecord>, std::optional<BackupRecord>>;

Result<Last> lastOf(sql::Connection &db)
{
    BackupsRepository backups(db);
    const auto last = backups.newest();
    const auto good = backups.newestGood();
    if (!last || !good) {
        return last ? good.error() : last.error();
    }
    return Last{last.value(), good.value()};
}

} // namespace

BackupService::BackupService(Options options, Database &database, ZoneOf zone, const Clock &clock, Rng &rng)
    : m_options(std::move(options)), m_database(database), m_zone(std::move(zone)), m_clock(clock), m_rng(rng), m_ledger(m_options.dir)
{
    m_timer.setInterval(LookEvery);
    connect(&m_timer, &QTimer::timeout, this, &BackupService::onTick);
    const RecoveryKey key(m_options.dir);
    if (auto made = key.ensure(m_clock); !made) {
        qCCritical(lcBackup) << "there will be no backups:" << made.error().detail;
    } else if (key.isCodeWaiting()) {
        qCInfo(lcBackup) << "nobody has taken the recovery code of the backups yet: run `deskbelld backup key` and keep it safe";
    }
}

BackupService::~BackupService() { stop(); }

void BackupService::stop()
{
    m_timer.stop();
    m_stop.request_stop();
    if (m_thread) {
        m_thread->wait();
    }
}

void BackupService::start()
{
    readLast();
    if (!m_options.isHourly) {
        return;
    }
    const auto now = m_clock.now();
    m_due = nextBackup(now, m_zone());
    const auto files = listBackups(m_options.directory);
    if (files.isEmpty() || now - files.first().madeAt > FreshFor) {
        const auto soon = now + FirstAfter;
        if (soon < m_due->at) {
            m_due = DueBackup{soon, QStringLiteral("hourly")};
        }
    }
    m_timer.start();
}

void BackupService::readLast()
{
    auto reading = m_database.read([](sql::Connection &db) { return lastOf(db); });
    reading.then(this, [this](const Result<Last> &last) {
        if (last && !m_last) {
            m_last = last.value().first;
            m_lastGood = last.value().second;
        }
    });
}

void BackupService::copyLedger()
{
    const auto key = RecoveryKey(m_options.dir).publicKey();
    const auto copied = key ? m_ledger.write(m_options.directory, key.value()) : Result<bool>(key.error());
    if (!copied) {
        qCWarning(lcBackup) << "the ledger of erasures can not be copied to the backups:" << copied.error().detail;
    }
}

void BackupService::onTick()
{
    copyLedger();
    const auto now = m_clock.now();
    if (!m_due || now < m_due->at || m_isRunning) {
        return;
    }
    const auto kind = m_due->kind;
    m_due = nextBackup(now, m_zone());
    (void)make(kind, {});
}

Result<BackupPlan> BackupService::plan(const QString &kind, const QString &directory)
{
    if (m_database.isReadOnly()) {
        return Error{ErrorKind::Storage, QStringLiteral("the database is damaged: there are no backups of it"), 0,
            QStringLiteral("read_only"), {}};
    }
    auto key = RecoveryKey(m_options.dir).publicKey();
    if (!key) {
        return key.error();
    }
    BackupPlan plan;
    plan.database = m_database.config();
    plan.workDirectory = m_options.dir.path();
    plan.directory = directory.isEmpty() ? m_options.directory : directory;
    plan.recoveryPublicKey = std::move(key).value();
    plan.id = makeUuid7(m_clock, m_rng);
    plan.kind = kind;
    plan.version = m_options.version;
    return plan;
}

QFuture<Result<BackupRecord>> BackupService::make(const QString &kind, const QString &directory)
{
    auto answer = std::make_shared<sql::detail::Answer<Result<BackupRecord>>>();
    if (m_isRunning || m_stop.stop_requested()) {
        answer->set(Error{ErrorKind::Conflict, QStringLiteral("a backup is being made already"), 0, QStringLiteral("busy"), {}});
        return answer->future();
    }
    auto planned = plan(kind, directory);
    if (!planned) {
        qCWarning(lcBackup) << "no backup:" << planned.error().detail;
        answer->set(planned.error());
        return answer->future();
    }
    copyLedger();
    if (m_thread) {
        m_thread->wait();
    }
    m_isRunning = true;
    const bool isOwn = planned.value().directory == m_options.directory;
    m_thread.reset(QThread::create([this, answer, isOwn, plan = std::move(planned).value()] {
        const auto record = BackupRun(plan, m_clock, m_stop.get_token()).run();
        QMetaObject::invokeMethod(this, [this, answer, isOwn, record] {
            onFinished(record, isOwn);
            answer->set(record.error.isEmpty()
                    ? Result<BackupRecord>(record)
                    : Result<BackupRecord>(Error{ErrorKind::Storage, record.error, 0, QStringLiteral("backup_failed"), {}}));
        });
    }));
    m_thread->setObjectName(QStringLiteral("backup"));
    m_thread->start();
    return answer->future();
}

void BackupService::onFinished(const BackupRecord &record, bool isOwnDirectory)
{
    m_isRunning = false;
    m_last = record;
    if (record.isGood()) {
        m_lastGood = record;
        qCInfo(lcBackup) << "backup" << record.kind << record.file << record.bytes << "bytes, proven";
        if (isOwnDirectory) {
            (void)pruneBackups(m_options.directory, m_clock.now());
        }
    } else {
        qCCritical(lcBackup) << "the backup failed:" << record.error;
    }
    (void)m_database.write(
        [record](sql::Connection &db) { return BackupsRepository(db).insert(record); }, sql::Admission::Essential);
}

BackupHealth BackupService::health() const
{
    BackupHealth health;
    health.isExpected = m_options.isHourly;
    if (m_last) {
        health.lastAt = m_last->finishedAt;
        health.lastError = m_last->error;
    }
    if (m_lastGood) {
        health.lastGoodAt = m_lastGood->finishedAt;
        health.lastGoodFile = m_lastGood->file.section(QLatin1Char('/'), -1);
        health.age = std::chrono::duration_cast<std::chrono::seconds>(m_clock.now() - m_lastGood->finishedAt);
    }
    return health;
}

} // namespace deskbell::server
