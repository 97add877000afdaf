// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/restoreadvice.h"

#include "server/ops/backup/backupfiles.h"

namespace deskbell::server {

QString restoreAdvice(const DataDir &dir, const QString &backups)
{
    const auto newest = newestBackup(backups);
    return newest.isEmpty()
        ? QStringLiteral("There is no backup in %1; restore one from elsewhere with `deskbelld restore FILE "
                         "--recovery-code-stdin --data-dir %2`")
              .arg(backups, dir.path())
        : QStringLiteral("The newest good backup is %1. Stop the service, then: deskbelld restore %1 --recovery-code-stdin "
                         "--data-dir %2")
              .arg(newest, dir.path());
}

} // namespace deskbell::server
