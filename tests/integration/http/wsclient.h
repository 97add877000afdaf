// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/http/rawclient.h"

namespace deskbell::test {

/// A received frame. Opcode 0 with an empty payload: nothing came.
struct WsFrame {
    int opcode = 0;
    QByteArray payload;

    /// Of a close frame; 0 for other frames.
    [[nodiscard]] int closeCode() const;
};

/// WebSocket over a RawClient, frame by frame, so that frames can be wrong.
class WsClient
{
public:
    explicit WsClient(quint16 port);

    /// Sends a handshake with these fields added and returns its answer.
    Answer open(const QByteArray &path, const QByteArray &extraFields = {});
    bool send(int opcode, const QByteArray &payload, bool isFinal = true, bool isMasked = true);
    bool sendText(const QByteArray &text) { return send(1, text); }
    /// The next frame that is not a ping.
    WsFrame frame(int timeoutMs = 3000);
    [[nodiscard]] RawClient &raw() { return m_raw; }

private:
    RawClient m_raw;
};

} // namespace deskbell::test
