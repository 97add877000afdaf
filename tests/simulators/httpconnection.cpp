// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/httpconnection.h"

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

constexpr int NoLength = -1;

/// The value of Content-Length in an answer's head.
int contentLength(const QByteArray &head)
{
    for (const auto &line : head.split('\n')) {
        const auto colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().compare("content-length", Qt::CaseInsensitive) == 0) {
            return line.mid(colon + 1).trimmed().toInt();
        }
    }
    return NoLength;
}

} // namespace

HttpConnection::HttpConnection(QUrl url, QObject *parent) : QObject(parent), m_url(std::move(url))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { fail(u"no answer in time"_s); });
    connect(&m_socket, &QTcpSocket::connected, this, &HttpConnection::write);
    connect(&m_socket, &QTcpSocket::readyRead, this, &HttpConnection::onReadyRead);
    connect(&m_socket, &QTcpSocket::disconnected, this, &HttpConnection::onDisconnected);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError) {
            fail(m_socket.errorString());
        }
    });
}

HttpConnection::~HttpConnection()
{
    // While all members are still there: closing the socket tells onDisconnected().
    m_isBusy = false;
    m_socket.abort();
}

void HttpConnection::send(const QByteArray &request, std::chrono::milliseconds patience)
{
    Q_ASSERT(!m_isBusy);
    m_isBusy = true;
    m_request = request;
    m_buffer.clear();
    m_patience.start(patience);
    if (m_socket.state() == QAbstractSocket::ConnectedState) {
        m_isReused = true;
        write();
        return;
    }
    m_isReused = false;
    m_socket.abort();
    m_socket.connectToHost(m_url.host(), static_cast<quint16>(m_url.port(80)));
}

void HttpConnection::write()
{
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.write(m_request);
}

void HttpConnection::onReadyRead()
{
    m_buffer += m_socket.readAll();
    if (m_isBusy && takeAnswer(false)) {
        m_patience.stop();
        m_isBusy = false;
        Q_EMIT answered(m_status, m_body);
    }
}

void HttpConnection::onDisconnected()
{
    if (!m_isBusy) {
        return;
    }
    if (takeAnswer(true)) {
        m_patience.stop();
        m_isBusy = false;
        Q_EMIT answered(m_status, m_body);
        return;
    }
    if (m_isReused && m_buffer.isEmpty()) {
        // The service closed an idle connection at the moment it was used again: every client tries once more.
        m_isReused = false;
        m_socket.connectToHost(m_url.host(), static_cast<quint16>(m_url.port(80)));
        return;
    }
    fail(u"the connection was closed before the answer"_s);
}

void HttpConnection::fail(const QString &problem)
{
    if (!m_isBusy) {
        return;
    }
    m_isBusy = false;
    m_patience.stop();
    m_socket.abort();
    Q_EMIT failed(problem);
}

bool HttpConnection::takeAnswer(bool atEnd)
{
    const auto end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        return false;
    }
    const auto head = m_buffer.left(end);
    const auto length = contentLength(head);
    const auto body = m_buffer.mid(end + 4);
    if (length == NoLength ? !atEnd : body.size() < length) {
        return false;
    }
    m_status = head.mid(head.indexOf(' ') + 1, 3).toInt();
    m_body = length == NoLength ? body : body.left(length);
    m_buffer.clear();
    return true;
}

} // namespace deskbell::sim
