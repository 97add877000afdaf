// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/storage/backupsrepository.h"

#include <QCoroTask>
#include <QFuture>
#include <QJsonObject>
#include <QString>
#include <functional>

namespace deskbell::server {

struct AccessParts;
class GuestService;
class InboxAdmin;

/// What an administrator can ask for, whether the service runs or not. The one place that gives commands their meaning:
/// the running service gets them through its socket, otherwise the program runs them itself. Main thread.
class AdminCommands final
{
public:
    AdminCommands(AccessParts &access, GuestService &guests, InboxAdmin &inbox, int schemaVersion)
        : m_access(access), m_guests(guests), m_inbox(inbox), m_schemaVersion(schemaVersion)
    {
    }
    Q_DISABLE_COPY_MOVE(AdminCommands)

    /// Makes a backup into the directory, or where they always go when it is empty. Without it there is no such command.
    using MakeBackup = std::function<QFuture<Result<BackupRecord>>(QString directory)>;
    void setBackup(MakeBackup make) { m_makeBackup = std::move(make); }

    /// `command` is "tenant add", "user passwd", …; `arguments` are its options by name, and "password" where one is needed.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> run(QString command, QJsonObject arguments);

    /// Makes an invite for a console. Only a running service can: consoles pair with it.
    using Pair = std::function<QCoro::Task<Result<QJsonObject>>(QJsonObject arguments)>;
    void setPairing(Pair pair) { m_pair = std::move(pair); }

private:
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> tenantAdd(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> setUp(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> tenantSet(QJsonObject arguments);
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
    [[nodiscard]] Result<QJsonObject> tenantList() const;
    [[nodiscard]] Result<QJsonObject> answerAtOnce(const QString &command) const;

    AccessParts &m_access;
    GuestService &m_guests;
    InboxAdmin &m_inbox;
    int m_schemaVersion;
    MakeBackup m_makeBackup;
    Pair m_pair;
};

} // namespace deskbell::server
