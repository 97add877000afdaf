// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dbconfig.h"
#include "core/sql/session.h"

#include <QSqlDatabase>
#include <QString>
#include <memory>

namespace deskbell::sql {

/// A connection to PostgreSQL through QtSql.
class ServerSession final : public Session
{
public:
    /// Unavailable (code "connection_lost") when the server can not be reached now.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const DbConfig &config, Access access);
    ~ServerSession() override;

    [[nodiscard]] std::unique_ptr<Statement> prepare(const QString &sql, Use use) override;
    [[nodiscard]] Result<Done> exec(const QString &sql) override;
    [[nodiscard]] bool isLost() const override;
    [[nodiscard]] Result<Done> listen(const QString &channel, std::function<void()> heard) override;

private:
    ServerSession(QString name, QSqlDatabase db) : m_name(std::move(name)), m_db(std::move(db)) { }
    [[nodiscard]] Result<Done> configure();

    QString m_name;
    QSqlDatabase m_db;
    std::shared_ptr<bool> m_isLost = std::make_shared<bool>(false);
};

} // namespace deskbell::sql
