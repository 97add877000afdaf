// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/ops/demo/demobook.h"
#include "server/ops/demo/demodata.h"
#include "server/storage/backupsrepository.h"

#include <QCoroTask>
#include <QFuture>
#include <functional>

namespace deskbell::server {

class Database;

/// Invented data of a property: written, looked for, taken away with a way back. Main thread. Outlives the tasks it has given out.
class DemoService final
{
public:
    using MakeBackup = std::function<QFuture<Result<BackupRecord>>(QString directory)>;

    /// `directory`: where the files of what was purged are kept.
    DemoService(Database &database, QString directory, const Clock &clock) : m_database(database), m_directory(std::move(directory)), m_clock(clock) {}
    Q_DISABLE_COPY_MOVE(DemoService)

    /// A purge makes one first; without it nothing is purged.
    void setBackup(MakeBackup make) { m_makeBackup = std::move(make); }

    /// `isPreview`: nothing is kept of it.
    [[nodiscard]] QCoro::Task<Result<DemoReport>> load(DemoWish wish, bool isPreview);
    /// {"marked": {load: {entity: n}}, "suspects": [{"entity", "id", "shown", "reason"}], "is_cut"}: what is marked, and what a person
    /// may want to mark. At most 500 suspects.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> find(TenantContext who);
    /// Says of these that they are invented, or that they are not. NotFound names the first that is not there; nothing happens then.
    [[nodiscard]] QCoro::Task<Result<int>> mark(TenantContext who, QString entity, QStringList ids, bool isDemo);
    [[nodiscard]] QCoro::Task<Result<DemoPurge>> preview(TenantContext who, QString loadId);
    struct Purged {
        DemoPurge rows;
        QString file;   ///< for undo(); empty when there was nothing to purge
        QString backup; ///< made before
    };
    /// Backup, file, rows: in this order, and nothing of the rest when one of them fails.
    [[nodiscard]] QCoro::Task<Result<Purged>> purge(TenantContext who, QString loadId);
    /// Puts back what the file of a purge holds. Validation for another file, NotFound for one of another property; Conflict "already_there".
    [[nodiscard]] QCoro::Task<Result<DemoPurge>> undo(TenantContext who, QString file);

private:
    [[nodiscard]] Result<QString> keep(const TenantContext &who, const DemoPurge &purge) const;

    Database &m_database;
    QString m_directory;
    const Clock &m_clock;
    MakeBackup m_makeBackup;
};

/// What the kept file holds. Read back with purgeFromJson(): Validation for anything else.
[[nodiscard]] QJsonObject toJson(const DemoPurge &purge, const TenantId &tenant);
[[nodiscard]] Result<DemoPurge> purgeFromJson(const QJsonObject &json, const TenantId &tenant);

} // namespace deskbell::server
