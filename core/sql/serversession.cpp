// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/serversession.h"

#include "core/sql/serverstatement.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>

namespace deskbell::sql {
namespace {

const auto SelectEncoding = QStringLiteral("SELECT current_setting('server_encoding'), current_setting('server_version_num')");
constexpr qint64 OldestServer = 130'000;

} // namespace

ServerSession::~ServerSession()
{
    m_db = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Session>> ServerSession::open(const DbConfig &config, Access access)
{
    const auto name = QStringLiteral("deskbell-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto db = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
    db.setDatabaseName(config.name);
    db.setHostName(config.server.host);
    db.setPort(config.server.port);
    db.setUserName(config.server.user);
    db.setPassword(config.server.password);
    db.setConnectOptions(config.connectOptions(access == Access::ReadOnly));
    if (!db.open()) {
        auto error = serverError(db.lastError(), QStringLiteral("open ") + config.label());
        error.kind = ErrorKind::Unavailable;
        error.code = QStringLiteral("connection_lost");
        db = {};
        QSqlDatabase::removeDatabase(name);
        return error;
    }
    auto session = std::unique_ptr<ServerSession>(new ServerSession(name, db));
    db = {}; // or the name could not be given back when what follows fails
    if (auto configured = session->configure(); !configured) {
        return configured.error();
    }
    return std::unique_ptr<Session>(std::move(session));
}

Result<Done> ServerSession::configure()
{
    auto query = prepare(SelectEncoding, Use::Rows);
    if (!query->start() || !query->next()) {
        return query->hasFailed() ? query->error() : Error{ErrorKind::Storage, QStringLiteral("the server does not say what it is"), 0, {}, {}};
    }
    if (query->text(0) != QLatin1String("UTF8")) {
        return Error{ErrorKind::Storage, QStringLiteral("the database's encoding is %1; create it with ENCODING 'UTF8'").arg(query->text(0)), 0,
                     QStringLiteral("encoding"), {}};
    }
    if (query->text(1).toLongLong() < OldestServer) {
        return Error{ErrorKind::Storage, QStringLiteral("PostgreSQL %1 is too old; 13 or newer is needed").arg(query->text(1)), 0,
                     QStringLiteral("server_too_old"), {}};
    }
    return Done{};
}

std::unique_ptr<Statement> ServerSession::prepare(const QString &sql, Use use)
{
    return std::make_unique<ServerStatement>(m_db, sql, use == Use::Rows, m_isLost);
}

Result<Done> ServerSession::exec(const QString &sql)
{
    QSqlQuery query(m_db);
    if (query.exec(sql)) {
        return Done{};
    }
    auto error = serverError(query, sql);
    *m_isLost = *m_isLost || error.code == QLatin1String("connection_lost");
    return error;
}

bool ServerSession::isLost() const { return *m_isLost || !m_db.driver()->isOpen(); }

Result<Done> ServerSession::listen(const QString &channel, std::function<void()> heard)
{
    auto *driver = m_db.driver();
    if (!driver->subscribeToNotification(channel)) {
        return serverError(driver->lastError(), QStringLiteral("LISTEN ") + channel);
    }
    QObject::connect(driver, &QSqlDriver::notification, driver,
                     [heard = std::move(heard)](const QString &, QSqlDriver::NotificationSource source, const QVariant &) {
                         if (source != QSqlDriver::SelfSource) {
                             heard();
                         }
                     });
    return Done{};
}

} // namespace deskbell::sql
