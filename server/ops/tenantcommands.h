// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/access/tenanteditor.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QString>

namespace deskbell::server {

struct AccessParts;

/// `deskbelld tenant …`: add, list, show, rename, suspend, resume, set, history and restore. Part of AdminCommands. Main thread.
class TenantCommands final
{
public:
    explicit TenantCommands(AccessParts &access) : m_access(access) {}
    Q_DISABLE_COPY_MOVE(TenantCommands)

    [[nodiscard]] static bool knows(const QString &command) { return command.startsWith(QLatin1String("tenant ")); }
    /// `command` is "tenant add" and so on; `arguments` are its options by name.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> run(QString command, QJsonObject arguments);

private:
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> add(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> show(TenantContext who);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> history(TenantContext who, QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> change(TenantContext who, TenantEdit edit);
    [[nodiscard]] QJsonObject list() const;

    AccessParts &m_access;
};

} // namespace deskbell::server
