// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QString>

namespace deskbell::server {

class InboxAdmin;
class TenantsService;
class UsersService;

/// What an administrator can ask for, whether the service runs or not. The one place that gives commands their meaning:
/// the running service gets them through its socket, otherwise the program runs them itself. Main thread.
class AdminCommands final
{
public:
    AdminCommands(TenantsService &tenants, UsersService &users, InboxAdmin &inbox, int schemaVersion)
        : m_tenants(tenants), m_users(users), m_inbox(inbox), m_schemaVersion(schemaVersion)
    {
    }
    Q_DISABLE_COPY_MOVE(AdminCommands)

    /// `command` is "tenant add", "user passwd", …; `arguments` are its options by name, and "password" where one is needed.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> run(QString command, QJsonObject arguments);

private:
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> tenantAdd(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> tenantSet(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hookSet(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hookAdd(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hookRotate(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> hookRetire(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> userAdd(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> userList(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> userPasswd(QJsonObject arguments);
    [[nodiscard]] Result<QJsonObject> tenantList() const;
    [[nodiscard]] Result<QJsonObject> hookShow(const QJsonObject &arguments) const;

    TenantsService &m_tenants;
    UsersService &m_users;
    InboxAdmin &m_inbox;
    int m_schemaVersion;
};

} // namespace deskbell::server
