// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/http/rawclient.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace deskbell::test {
namespace {

constexpr int PollMs = 2;

} // namespace

QByteArray Answer::field(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0) {
            return line.mid(colon + 1).trimmed();
        }
    }
    return {};
}

RawClient::RawClient(quint16 port)
    : m_fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    m_isClosed = m_fd < 0 || connect(m_fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0;
}

RawClient::~RawClient()
{
    close();
}

void RawClient::close()
{
    if (m_fd >= 0) {
        ::close(m_fd);
        m_fd = -1;
    }
    m_isClosed = true;
}

void RawClient::abort()
{
    const linger now{1, 0};
    setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

void RawClient::finishSending()
{
    shutdown(m_fd, SHUT_WR);
}

qint64 RawClient::sendSome(const QByteArray &bytes)
{
    return ::send(m_fd, bytes.constData(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
}

bool RawClient::send(const QByteArray &bytes, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const qint64 taken = sendSome(bytes.mid(sent, 65536));
        if (taken > 0) {
            sent += taken;
        } else if (timer.elapsed() > timeoutMs || (errno != EAGAIN && errno != EWOULDBLOCK)) {
            return false;
        } else {
            QCoreApplication::processEvents();
            pollfd descriptor{m_fd, POLLOUT, 0};
            poll(&descriptor, 1, PollMs);
        }
    }
    return true;
}

void RawClient::receive(int waitMs)
{
    QCoreApplication::processEvents();
    if (m_isClosed) {
        return;
    }
    pollfd descriptor{m_fd, POLLIN, 0};
    if (poll(&descriptor, 1, waitMs) <= 0) {
        return;
    }
    std::array<char, 65536> bytes{};
    const auto got = recv(m_fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got > 0) {
        m_received.append(bytes.data(), got);
    } else if (got == 0 || errno != EAGAIN) {
        m_isClosed = true;
    }
}

Answer RawClient::answer(bool isHead, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    Answer answer;
    for (;;) {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end >= 0) {
            answer.head = m_received.left(end);
            const QByteArray length = answer.field("Content-Length");
            const qsizetype bodySize = isHead ? 0 : length.toLongLong();
            if (m_received.size() >= end + 4 + bodySize) {
                answer.status = answer.head.mid(9, 3).toInt();
                answer.body = m_received.mid(end + 4, bodySize);
                m_received.remove(0, end + 4 + bodySize);
                return answer;
            }
        }
        if (m_isClosed || timer.elapsed() > timeoutMs) {
            return {};
        }
        receive(PollMs);
    }
}

QByteArray RawClient::read(qsizetype bytes, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    while (m_received.size() < bytes && !m_isClosed && timer.elapsed() <= timeoutMs) {
        receive(PollMs);
    }
    const QByteArray result = m_received.left(bytes);
    m_received.remove(0, bytes);
    return result;
}

QByteArray RawClient::readAll(int timeoutMs)
{
    waitClosed(timeoutMs);
    return std::exchange(m_received, {});
}

bool RawClient::waitClosed(int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    while (!m_isClosed && timer.elapsed() <= timeoutMs) {
        receive(PollMs);
    }
    return m_isClosed;
}

} // namespace deskbell::test
