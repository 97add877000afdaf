// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/adminclient.h"

#include <QDeadlineTimer>
#include <QLocalSocket>

namespace deskbell::server {

Result<QJsonObject> askRunningService(
    const QString &socketPath, const AdminRequest &request, std::chrono::milliseconds timeout)
{
    QDeadlineTimer deadline(timeout);
    QLocalSocket socket;
    socket.connectToServer(socketPath);
    if (!socket.waitForConnected(int(deadline.remainingTime()))) {
        return Error{ErrorKind::Unavailable,
            QStringLiteral("the running service does not answer at %1: %2").arg(socketPath, socket.errorString()), 0,
            QStringLiteral("not_listening"), {}};
    }
    socket.write(encodeAdminRequest(request));
    QByteArray line;
    while (!line.endsWith('\n')) {
        if (!socket.bytesAvailable() && !socket.waitForReadyRead(int(deadline.remainingTime()))) {
            return Error{ErrorKind::Timeout,
                QStringLiteral(
                    "the running service did not answer; it is not known whether the command was carried out"),
                0, QStringLiteral("no_answer"), {}};
        }
        line += socket.readLine();
    }
    return decodeAdminAnswer(line);
}

} // namespace deskbell::server
