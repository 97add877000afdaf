// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/ops/demo/democommands.h"
#include "server/ops/tenantcommands.h"
#include "server/storage/backupsrepository.h"

#include <QCoroTask>
#include <QFuture>
#include <QJsonObject>
#include <QString>
#include <functional>

namespace deskbell::server {

struct AccessParts;
class GuestService;
class Database;
class InboxAdmin;
class SecretsKeeper;

/// What an administrator can ask for, whether the service runs or not. The one place that gives commands their meaning:
/// the running service gets them through its socket, otherwise the program runs them itself. Main thread.
class AdminCommands final
{
public:
    struct Place {
        Database &database;
        QString demoPurges; ///< see DataDir
        const Clock &clock;
    };

    AdminCommands(AccessParts &access, GuestService &guests, InboxAdmin &inbox, const Place &place);
    Q_DISABLE_COPY_MOVE(AdminCommands)

    /// Makes a backup into the directory, or where they always go when it is empty. Without it there is no such command.
    using MakeBackup = std::function<QFuture<Result<BackupRecord>>(QString directory)>;
    void setBackup(MakeBackup make)
    {
        m_demo.setBackup(make);
        m_makeBackup = std::move(make);
    }

    /// Without it there are no commands of secrets.
    void setSecrets(SecretsKeeper &keeper, Database &database)
    {
        m_keeper = &keeper;
        m_database = &database;
    }

    /// `command` is "tenant add", "user passwd", …; `arguments` are its options by name, and "password" where one is needed.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> run(QString command, QJsonObject arguments);

    /// Makes an invite for a console. Only a running service can: consoles pair with it.
    using Pair = std::function<QCoro::Task<Result<QJsonObject>>(QJsonObject arguments)>;
    void setPairing(Pair pair) { m_pair = std::move(pair); }

private:
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> setUp(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hook(QString command, QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hookSet(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hookAdd(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hookRotate(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hookRetire(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> userAdd(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> userList(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> userPasswd(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hookShow(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> auditList(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> auditVerify(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> guest(QString what, QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> backup(QJsonObject arguments);
    [[nodiscard]] Result<QJsonObject> answerAtOnce(const QString &command) const;

    AccessParts &m_access;
    TenantCommands m_tenants;
    GuestService &m_guests;
    InboxAdmin &m_inbox;
    DemoCommands m_demo;
    int m_schemaVersion;
    MakeBackup m_makeBackup;
    SecretsKeeper *m_keeper = nullptr;
    Database *m_database = nullptr;
    Pair m_pair;
};

} // namespace deskbell::server
