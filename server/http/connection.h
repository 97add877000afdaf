// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/answerqueue.h"
#include "server/http/clientsocket.h"
#include "server/http/connectionlimits.h"
#include "server/http/inputbuffer.h"
#include "server/http/liveconnection.h"
#include "server/http/requestparser.h"
#include "server/ws/upgradereply.h"

#include <memory>
#include <optional>

namespace deskbell::http {

class IoCore;

/// The other end of a connection, as the kernel sees it.
struct ConnectionPeer {
    QByteArray address; ///< without port
    bool isTrustedProxy = false;
};

/// One HTTP connection: reads, parses, hands over, and writes answers in order. I/O thread only.
class Connection final : public LiveConnection, public std::enable_shared_from_this<Connection>
{
public:
    Connection(IoCore &core, ClientSocket socket, ConnectionPeer peer, ConnectionTicket ticket);
    ~Connection() override;

    /// Goes on with whatever can be done: parse, write, read. Also starts the connection.
    void resume();
    /// Takes an answer without writing it; true when resume() must follow (once for several answers).
    [[nodiscard]] bool takeAnswer(quint64 number, ws::UpgradeDecision decision);
    /// Takes an answer made on the I/O thread.
    void answerNow(quint64 number, ws::UpgradeDecision decision);

    void tick(std::chrono::steady_clock::time_point now) override;
    void drain() override;
    void cut() override { close(); }

private:
    using TimePoint = std::chrono::steady_clock::time_point;
    enum class Phase {
        Header, ///< idle, or collecting a header
        Body, ///< collecting a body
        Handshake, ///< has an upgrade request, waits for earlier answers to leave
        Upgrading, ///< the owner decides about the upgrade
        Discarding, ///< takes no further request; answers are still to be sent
        Lingering, ///< everything is sent; waits for the client to hang up
        Closed,
    };
    enum class Wait { None, Idle, Header, Body, Linger };

    [[nodiscard]] bool mayTakeMore() const;
    [[nodiscard]] bool step();
    [[nodiscard]] bool stepHeader();
    [[nodiscard]] bool stepBody();
    void refuseLongHeader(std::string_view bytes);
    void onHeader(std::string_view block);
    void prepareBody();
    [[nodiscard]] bool acceptBodyBytes(qsizetype grown);
    void dispatch();
    void dispatchUpgrade();
    /// Fills in who asks; an answer when the request must go no further.
    [[nodiscard]] std::optional<Response> identify(Request &request);
    void handOver(Request request, quint64 number);
    [[nodiscard]] quint64 openPlace(const Request &request, qint64 bodyBytes);
    void refuse(const Refusal &refusal);
    void put(quint64 number, Response response);
    void becomeSocket(ws::UpgradeDecision decision);

    [[nodiscard]] bool flush();
    void awaitWritable();
    void settleDown();
    void awaitBytes();
    void onRead(const boost::system::error_code &ec, std::size_t bytes);
    void linger();
    void expect(Wait wait);
    [[nodiscard]] Wait nextWait() const;
    void onDeadline();
    void close();

    IoCore &m_core;
    ClientSocket m_socket;
    const ConnectionPeer m_peer;
    ConnectionTicket m_ticket;
    InputBuffer m_input;
    AnswerQueue m_answers;
    std::optional<RequestParser> m_parser; ///< from the end of a header to the end of its request
    std::size_t m_scanned = 0; ///< of an unfinished header
    qint64 m_heldBodyBytes = 0; ///< of bodies not yet answered
    qint64 m_bodyReceived = 0;
    qint64 m_discarded = 0;
    TimePoint m_bodySince{};
    TimePoint m_deadline{};
    TimePoint m_writeProgress{};
    Phase m_phase = Phase::Header;
    Wait m_wait = Wait::None;
    bool m_isReading = false;
    bool m_isAwaitingWritable = false;
    bool m_isWorking = false; ///< inside resume(): answers only queue up
    bool m_isTouched = false; ///< an answer was taken and resume() is on its way
    bool m_hasHungUp = false; ///< the client sends nothing more
    bool m_owesContinue = false;
};

} // namespace deskbell::http
