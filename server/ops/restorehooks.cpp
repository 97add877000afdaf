// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/restorehooks.h"

#include "core/sql/transaction.h"
#include "core/wire/json.h"
#include "server/retention/erasurereplay.h"
#include "server/secrets/resealing.h"
#include "server/storage/jobsrepository.h"
#include "server/storage/metarepository.h"

#include <QLoggingCategory>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcRestore, "deskbell.server.ops.restore", QtInfoMsg)

/// "review" keeps a live job's unique key out of the index of live ones, so this can not collide.
Result<Done> holdJobs(sql::Connection &db, const RestoreContext &context)
{
    const auto held = JobsRepository(db).holdAfterRestore(
        context.restoredAt, QStringLiteral("restored from a backup: it may have been sent since the backup was made"));
    return held ? Result<Done>(Done{}) : Result<Done>(held.error());
}

} // namespace

const std::vector<RestoreHook> &restoreHooks()
{
    static const std::vector<RestoreHook> Hooks{
        {"erasures", [](sql::Connection &db, const RestoreContext &context) { return replayErasures(db, context.dataDir, *context.sealer); }},
        {"jobs", &holdJobs},
    };
    return Hooks;
}

Result<Done> runRestoreHooks(sql::Connection &db, const std::vector<RestoreHook> &hooks, std::shared_ptr<const Sealer> sealer)
{
    MetaRepository meta(db);
    const auto pending = meta.value(MetaRepository::RestorePending);
    if (!pending) {
        return pending.error();
    }
    if (pending.value().isEmpty()) {
        return Done{};
    }
    const auto json = wire::parseObject(pending.value().toUtf8());
    if (!json) {
        return json.error();
    }
    auto context = restoreContextFromJson(json.value());
    context.sealer = std::move(sealer);
    auto transaction = sql::Transaction::begin(db);
    if (!transaction) {
        return transaction.error();
    }
    for (const auto &hook : hooks) {
        qCInfo(lcRestore) << "after the restore:" << hook.name;
        if (auto done = hook.run(db, context); !done) {
            return done;
        }
    }
    if (auto removed = meta.remove(MetaRepository::RestorePending); !removed) {
        return removed;
    }
    return transaction.value()->commit();
}

std::function<Result<Done>(sql::Connection &)> beforeAnythingReads(std::shared_ptr<const Sealer> sealer)
{
    return [sealer = std::move(sealer)](sql::Connection &db) {
        const auto restored = runRestoreHooks(db, restoreHooks(), sealer);
        return restored ? sealAtStart(db, *sealer) : restored;
    };
}

QJsonObject toJson(const RestoreContext &context)
{
    return QJsonObject{
        {QStringLiteral("data_dir"), context.dataDir},
        {QStringLiteral("previous_database"), context.previousDatabase},
        {QStringLiteral("backup_made_at"), toRfc3339(context.backupMadeAt)},
        {QStringLiteral("restored_at"), toRfc3339(context.restoredAt)},
    };
}

RestoreContext restoreContextFromJson(const QJsonObject &json)
{
    const auto time = [&json](const char *name) {
        return fromRfc3339(json.value(QLatin1String(name)).toString()).value_or(Instant{});
    };
    return {json.value(QLatin1String("data_dir")).toString(), json.value(QLatin1String("previous_database")).toString(),
        time("backup_made_at"), time("restored_at"), {}};
}

} // namespace deskbell::server
