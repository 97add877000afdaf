// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/http/wsclient.h"

#include <QtEndian>

namespace deskbell::test {
namespace {

constexpr char Mask[4] = {0x11, 0x22, 0x33, 0x44};
constexpr int Ping = 9;

} // namespace

int WsFrame::closeCode() const
{
    return opcode == 8 && payload.size() >= 2 ? qFromBigEndian<quint16>(payload.constData()) : 0;
}

WsClient::WsClient(quint16 port)
    : m_raw(port)
{
}

Answer WsClient::open(const QByteArray &path, const QByteArray &extraFields)
{
    m_raw.send("GET " + path
        + " HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + extraFields + "\r\n");
    return m_raw.answer();
}

bool WsClient::send(int opcode, const QByteArray &payload, bool isFinal, bool isMasked)
{
    QByteArray frame;
    frame.append(static_cast<char>((isFinal ? 0x80 : 0) | opcode));
    const char masked = isMasked ? '\x80' : '\0';
    if (payload.size() < 126) {
        frame.append(static_cast<char>(masked | payload.size()));
    } else if (payload.size() < 65536) {
        frame.append(static_cast<char>(masked | 126));
        frame.append(QByteArray(2, '\0'));
        qToBigEndian(static_cast<quint16>(payload.size()), frame.data() + 2);
    } else {
        frame.append(static_cast<char>(masked | 127));
        frame.append(QByteArray(8, '\0'));
        qToBigEndian(static_cast<quint64>(payload.size()), frame.data() + 2);
    }
    QByteArray body = payload;
    if (isMasked) {
        frame.append(Mask, sizeof Mask);
        for (qsizetype i = 0; i < body.size(); ++i) {
            body[i] = static_cast<char>(body.at(i) ^ Mask[i % 4]);
        }
    }
    return m_raw.send(frame + body);
}

WsFrame WsClient::frame(int timeoutMs)
{
    for (;;) {
        const QByteArray head = m_raw.read(2, timeoutMs);
        if (head.size() < 2) {
            return {};
        }
        qsizetype size = static_cast<quint8>(head.at(1));
        if (size == 126) {
            size = qFromBigEndian<quint16>(m_raw.read(2).constData());
        } else if (size == 127) {
            size = static_cast<qsizetype>(qFromBigEndian<quint64>(m_raw.read(8).constData()));
        }
        WsFrame frame{head.at(0) & 0x0f, size > 0 ? m_raw.read(size) : QByteArray()};
        if (frame.opcode != Ping) {
            return frame;
        }
    }
}

} // namespace deskbell::test
