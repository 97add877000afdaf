// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/secrets/sealer.h"

#include <QJsonObject>
#include <QString>
#include <functional>
#include <memory>
#include <vector>

namespace deskbell::server {

/// What a restored database has to be told before anybody sees it.
struct RestoreContext {
    QString dataDir;
    QString previousDatabase; ///< the database that was replaced, kept aside; empty when there was none, and it may be damaged
    Instant backupMadeAt{};
    Instant restoredAt{};
    std::shared_ptr<const Sealer> sealer{}; ///< of the service that starts
};

/// Changes the restored database at the first start after a restore: after the migrations, before the service listens or
/// anything else reads. Runs inside one transaction with the others and with the note that they have run, so a start that
/// dies in between runs them all again. An error stops the start: a guest who was erased must not come back.
struct RestoreHook {
    const char *name; ///< for the log
    std::function<Result<Done>(sql::Connection &db, const RestoreContext &context)> run;
};

/// All of them, in order. Whoever needs one adds it here.
[[nodiscard]] const std::vector<RestoreHook> &restoreHooks();

/// Runs `hooks` when the database was restored and they have not run yet.
[[nodiscard]] Result<Done> runRestoreHooks(sql::Connection &db, const std::vector<RestoreHook> &hooks, std::shared_ptr<const Sealer> sealer);

/// All that has to happen to a database between its migrations and its first use: the hooks after a restore, and sealing
/// what an earlier version left readable.
[[nodiscard]] std::function<Result<Done>(sql::Connection &)> beforeAnythingReads(std::shared_ptr<const Sealer> sealer);

/// How the context travels from the restore to the first start.
[[nodiscard]] QJsonObject toJson(const RestoreContext &context);
[[nodiscard]] RestoreContext restoreContextFromJson(const QJsonObject &json);

} // namespace deskbell::server
