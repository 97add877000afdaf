// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace deskbell::test {

/// Somebody else's HTTP server on a port of this machine; does with each request what the test says.
class Receiver final : public QObject
{
    Q_OBJECT
public:
    enum class Manner {
        Answer,     ///< with `status` and `answer`
        CutAtOnce,  ///< reads the request, closes without an answer
        Hang,       ///< reads the request, says nothing
    };
    struct Request {
        QByteArray method;
        QByteArray target; ///< with query
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
    };

    Receiver();

    Manner manner = Manner::Answer;
    int status = 200;
    int lookupStatus = 0; ///< of GETs; 0: what goes with lookupAnswer
    QByteArray headers; ///< further lines of the answer, each with CRLF
    QByteArray answer = "{\"ref\":\"ref-1\"}";
    QByteArray lookupAnswer = "{\"found\":false}"; ///< GETs are always answered so

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/hook")) const;
    [[nodiscard]] QList<Request> posts() const { return requests("POST"); }
    [[nodiscard]] QList<Request> gets() const { return requests("GET"); }
    /// Refuses connections from now on; listen again with open().
    void close() { m_server.close(); }
    [[nodiscard]] bool open() { return m_server.listen(QHostAddress::LocalHost, m_port); }

private:
    [[nodiscard]] QList<Request> requests(const QByteArray &method) const;
    void onConnection();
    void onData(QTcpSocket *socket);
    void handle(QTcpSocket *socket, const Request &request);

    quint16 m_port = 0;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    QList<Request> m_requests;
    QTcpServer m_server; ///< goes first: its sockets still tell of their end
};

} // namespace deskbell::test
