// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/ops/demo/demoservice.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QString>

namespace deskbell::server {

struct AccessParts;

/// `deskbelld demo …`: load, find, mark, unmark, purge and undo. Part of AdminCommands. Main thread.
class DemoCommands final
{
public:
    /// `directory`: see DemoService.
    DemoCommands(AccessParts &access, Database &database, const QString &directory, const Clock &clock)
        : m_access(access), m_clock(clock), m_demo(database, directory, clock)
    {
    }
    Q_DISABLE_COPY_MOVE(DemoCommands)

    void setBackup(DemoService::MakeBackup make) { m_demo.setBackup(std::move(make)); }

    [[nodiscard]] static bool knows(const QString &command) { return command.startsWith(QLatin1String("demo ")); }
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> run(QString command, QJsonObject arguments);

private:
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> load(QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> mark(TenantContext who, QJsonObject arguments, bool isDemo);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> purge(TenantContext who, QJsonObject arguments);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> undo(TenantContext who, QJsonObject arguments);

    AccessParts &m_access;
    const Clock &m_clock;
    DemoService m_demo;
};

/// For people, of what the commands answer.
[[nodiscard]] QString describeDemo(const QString &command, const QJsonObject &data);

} // namespace deskbell::server
