// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/answerbox.h"
#include "server/http/asiotypes.h"
#include "server/http/connectionlimits.h"
#include "server/http/httpserver.h"
#include "server/http/liveconnection.h"
#include "server/http/requestbox.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <vector>

namespace deskbell::http {

/// Everything that lives on the I/O thread: listener, connections, the sweep over their deadlines. Unless said otherwise
/// members are for the I/O thread only.
class IoCore
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    IoCore(const ServerOptions &options, const ServerCallbacks &callbacks, RequestBox &requests,
        std::shared_ptr<Counters> counters);
    ~IoCore();

    /// Owner's thread, before run(): the port in use.
    Result<quint16> bind();
    /// The body of the I/O thread; returns after stop().
    void run();
    /// Any thread.
    void post(std::function<void()> task);

    void stopAccepting();
    /// Ends every connection politely until `deadline`, then at once; calls `done` when none is left.
    void drain(TimePoint deadline, std::function<void()> done);
    /// Cuts everything and lets run() return.
    void stop();

    /// What connections need.
    struct Services {
        const ServerOptions &options;
        const ServerCallbacks &callbacks;
        RequestBox &requests;
        std::shared_ptr<AnswerBox> answers;
        std::shared_ptr<Counters> counters;
        qint64 bufferedBodyBytes = 0; ///< of all connections
        QByteArray date; ///< value of the Date field, renewed by the sweep
        bool isDraining = false;
    };
    [[nodiscard]] Services &services() { return m_services; }
    [[nodiscard]] QByteArray nextRequestId();
    void add(std::shared_ptr<LiveConnection> connection);
    void remove(LiveConnection &connection);

private:
    void accept();
    void onAccepted(const boost::system::error_code &ec, TcpSocket socket);
    void admit(TcpSocket socket);
    void turnAway(TcpSocket &socket);
    void pauseAccepting();
    void armSweep();
    void sweep(TimePoint now);
    void renewDate();
    void deliver(std::vector<PlacedAnswer> answers);
    void finishDrain();

    Services m_services;
    ConnectionLimits m_limits; ///< before m_io: connections in its handlers hold tickets
    net::io_context m_io{1};
    net::executor_work_guard<Executor> m_work{m_io.get_executor()};
    TcpAcceptor m_acceptor{m_io.get_executor()};
    net::steady_timer m_sweepTimer{m_io};
    net::steady_timer m_acceptTimer{m_io};
    std::vector<std::shared_ptr<LiveConnection>> m_live;
    QByteArray m_idPrefix;
    quint64 m_nextId = 1;
    std::time_t m_dateSecond = 0;
    bool m_isShort = false; ///< of descriptors: logged once per shortage
    TimePoint m_drainDeadline{};
    std::function<void()> m_drained;
};

} // namespace deskbell::http
