// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/offlinebackup.h"

#include "core/support/ids.h"
#include "core/support/rng.h"
#include "server/ops/backup/backupfiles.h"
#include "server/ops/backup/backuprun.h"
#include "server/ops/backup/recoverykey.h"
#include "server/storage/database.h"

namespace deskbell::server {

QString backupDirectory(const DataDir &dir, const Config &config)
{
    const auto set = config.text(config::BackupDirectory);
    return set.isEmpty() ? dir.backups() : set;
}

Result<BackupRecord> backupOffline(
    const DataDir &dir, const sql::DbConfig &database, const QString &directory, const QString &other)
{
    const SystemClock clock;
    SystemRng rng;
    const RecoveryKey key(dir);
    if (auto made = key.ensure(clock); !made) {
        return made.error();
    }
    const auto publicKey = key.publicKey();
    if (!publicKey) {
        return publicKey.error();
    }
    BackupPlan plan;
    plan.database = database;
    plan.workDirectory = dir.path();
    plan.directory = other.isEmpty() ? directory : other;
    plan.recoveryPublicKey = publicKey.value();
    plan.id = makeUuid7(clock, rng);
    plan.kind = QStringLiteral("manual");
    plan.version = QStringLiteral(DESKBELL_VERSION);
    const auto record = BackupRun(plan, clock, {}).run();
    if (!record.error.isEmpty()) {
        return Error{ErrorKind::Storage, record.error, 0, QStringLiteral("backup_failed"), {}};
    }
    if (other.isEmpty()) {
        (void)pruneBackups(directory, clock.now());
    }
    return record;
}

} // namespace deskbell::server
