// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/adminserver.h"

#include "server/ops/admincommands.h"
#include "server/ops/adminmessage.h"

#include <QFile>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QPointer>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcAdmin, "deskbell.server.ops.admin", QtInfoMsg)

constexpr qint64 MaxLine = 64 * 1024;

void answer(const QPointer<QLocalSocket> &socket, const Result<QJsonObject> &result)
{
    if (socket) {
        socket->write(encodeAdminAnswer(result));
        socket->disconnectFromServer();
    }
}

} // namespace

AdminServer::AdminServer(AdminCommands &commands, QObject *parent) : QObject(parent), m_commands(commands)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &AdminServer::onConnected);
}

Result<Done> AdminServer::listen(const QString &path)
{
    // Whoever holds the data directory's lock owns the name; what lies there is left from a process that was killed.
    QLocalServer::removeServer(path);
    if (!m_server.listen(path)) {
        return Error{ErrorKind::Unavailable,
            QStringLiteral("the administration socket %1 can not be opened: %2").arg(path, m_server.errorString()), 0,
            QStringLiteral("admin_socket"), {}};
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return Done{};
}

void AdminServer::close() { m_server.close(); }

void AdminServer::onConnected()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { onReadable(socket); });
        onReadable(socket);
    }
}

void AdminServer::onReadable(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > MaxLine) {
            socket->abort();
        }
        return;
    }
    const auto request = decodeAdminRequest(socket->readLine(MaxLine));
    const QPointer<QLocalSocket> asker(socket);
    if (!request) {
        answer(asker, request.error());
        return;
    }
    qCInfo(lcAdmin) << "command" << request.value().command;
    ++m_active;
    QCoro::connect(m_commands.run(request.value().command, request.value().arguments), this,
        [this, asker](const Result<QJsonObject> &result) {
            --m_active;
            answer(asker, result);
        });
}

} // namespace deskbell::server
