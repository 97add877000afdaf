// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/iocore.h"

#include "server/http/answerhead.h"
#include "server/http/connection.h"

#include <QLoggingCategory>
#include <QRandomGenerator>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace deskbell::http {
namespace {

Q_LOGGING_CATEGORY(lcIo, "deskbell.server.http.io", QtInfoMsg)

using boost::system::error_code;

net::ip::address parseAddress(const QString &host, error_code &ec)
{
    if (host == QLatin1String("localhost")) {
        return net::ip::address_v4::loopback();
    }
    return net::ip::make_address(host.toStdString(), ec);
}

net::ip::address plainAddress(const net::ip::address &address)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6());
    }
    return address;
}

} // namespace

IoCore::IoCore(const ServerOptions &options, const ServerCallbacks &callbacks, RequestBox &requests,
    std::shared_ptr<Counters> counters)
    : m_services{options, callbacks, requests, nullptr, std::move(counters), 0, {}, false}
    , m_limits({options.maxConnections, options.maxConnectionsPerAddress, options.maxUnknownConnections,
          options.maxUnknownPerAddress})
    , m_idPrefix(QByteArray::number(QRandomGenerator::system()->generate(), 36).rightJustified(7, '0') + '-')
{
    m_services.answers = std::make_shared<AnswerBox>(
        m_services.counters, [this] { net::post(m_io, [this] { deliver(m_services.answers->take()); }); },
        [this](PlacedAnswer answer) {
            if (const auto connection = answer.connection.lock()) {
                connection->answerNow(answer.number, std::move(answer.decision));
            } else {
                count(m_services.counters->lateAnswers);
            }
        });
    renewDate();
}

IoCore::~IoCore()
{
    m_services.answers->close();
}

Result<quint16> IoCore::bind()
{
    error_code ec;
    const net::ip::address address = parseAddress(m_services.options.host, ec);
    const net::ip::tcp::endpoint endpoint(address, m_services.options.port);
    if (!ec) {
        m_acceptor.open(endpoint.protocol(), ec);
    }
    if (!ec) {
        m_acceptor.set_option(net::socket_base::reuse_address(true), ec);
    }
    if (!ec && address.is_v6() && address.is_unspecified()) {
        m_acceptor.set_option(net::ip::v6_only(false), ec);
    }
    if (!ec) {
        m_acceptor.bind(endpoint, ec);
    }
    if (!ec) {
        m_acceptor.listen(net::socket_base::max_listen_connections, ec);
    }
    if (ec) {
        return Error{ErrorKind::Network,
            QStringLiteral("cannot listen on %1 port %2: %3")
                .arg(m_services.options.host)
                .arg(m_services.options.port)
                .arg(QString::fromStdString(ec.message())),
            0, QStringLiteral("listen_failed"), {}};
    }
    return m_acceptor.local_endpoint().port();
}

void IoCore::run()
{
    m_services.answers->enterIoThread();
    accept();
    armSweep();
    for (;;) {
        try {
            m_io.run();
            break;
        } catch (const std::exception &error) {
            // One connection's work failed, e.g. out of memory; the others go on.
            qCCritical(lcIo) << "exception on the I/O thread:" << error.what();
        }
    }
}

void IoCore::post(std::function<void()> task)
{
    net::post(m_io, std::move(task));
}

QByteArray IoCore::nextRequestId()
{
    return m_idPrefix + QByteArray::number(m_nextId++, 36);
}

void IoCore::accept()
{
    if (m_acceptor.is_open()) {
        m_acceptor.async_accept([this](const error_code &ec, TcpSocket socket) { onAccepted(ec, std::move(socket)); });
    }
}

void IoCore::onAccepted(const error_code &ec, TcpSocket socket)
{
    if (ec == net::error::operation_aborted || !m_acceptor.is_open()) {
        return;
    }
    if (ec == net::error::connection_aborted) {
        accept();
        return;
    }
    if (ec) {
        if (!std::exchange(m_isShort, true)) {
            qCWarning(lcIo) << "accept paused:" << ec.message().c_str();
        }
        pauseAccepting();
        return;
    }
    m_isShort = false;
    admit(std::move(socket));
    accept();
}

void IoCore::pauseAccepting()
{
    count(m_services.counters->acceptPauses);
    m_acceptTimer.expires_after(m_services.options.acceptPause);
    m_acceptTimer.async_wait([this](const error_code &ec) {
        if (!ec) {
            accept();
        }
    });
}

void IoCore::admit(TcpSocket socket)
{
    error_code ec;
    const auto endpoint = socket.remote_endpoint(ec);
    if (ec) {
        return; // gone already
    }
    const ServerOptions &options = m_services.options;
    const net::ip::address address = plainAddress(endpoint.address());
    ConnectionPeer peer{QByteArray::fromStdString(address.to_string()), false};
    peer.isTrustedProxy = !options.trustedProxies.isEmpty()
        && isTrusted(QHostAddress(QString::fromLatin1(peer.address)), options.trustedProxies);
    const bool isHouse = peer.isTrustedProxy || (address.is_loopback() && !options.countsLoopback);
    if (!options.tls && !address.is_loopback() && !peer.isTrustedProxy) {
        count(m_services.counters->turnedAway); // what it would say could be read on the way
        return;
    }
    const bool isUnknown = !isHouse && options.maxUnknownConnections > 0
        && !(m_services.callbacks.isKnown && m_services.callbacks.isKnown(peer.address));
    auto ticket = m_limits.admit(isHouse ? QByteArray() : limitKey(peer.address), isUnknown);
    if (!ticket) {
        turnAway(socket);
        return;
    }
    socket.non_blocking(true, ec);
    socket.set_option(net::ip::tcp::no_delay(true), ec);
    count(m_services.counters->accepted);
    const auto connection = std::make_shared<Connection>(
        *this, ClientSocket(std::move(socket), options.tls), std::move(peer), std::move(*ticket));
    add(connection);
    connection->resume();
}

void IoCore::turnAway(TcpSocket &socket)
{
    if (m_services.options.tls) {
        count(m_services.counters->turnedAway);
        return; // an answer would cost a handshake
    }
    const Refusal full{503, ErrorKind::Unavailable, "too_many_connections", "too many connections"};
    const QByteArray id = nextRequestId();
    const Response response = toResponse(full, id);
    const std::string_view date(m_services.date.constData(), static_cast<std::size_t>(m_services.date.size()));
    QByteArray answer;
    appendAnswerHead(answer, response, AnswerHead{.requestId = id, .date = date, .close = true});
    answer.append(response.body);
    error_code ec;
    socket.non_blocking(true, ec);
    socket.write_some(net::buffer(answer.constData(), static_cast<std::size_t>(answer.size())), ec);
    count(m_services.counters->turnedAway);
}

void IoCore::add(std::shared_ptr<LiveConnection> connection)
{
    connection->liveIndex = m_live.size();
    m_live.push_back(std::move(connection));
    count(m_services.counters->connections);
}

void IoCore::remove(LiveConnection &connection)
{
    const std::size_t index = connection.liveIndex;
    m_live.back()->liveIndex = index;
    std::swap(m_live[index], m_live.back());
    const auto keptUntilReturn = std::move(m_live.back());
    m_live.pop_back();
    count(m_services.counters->connections, -1);
    if (m_live.empty() && m_drained) {
        net::post(m_io, [this] { finishDrain(); });
    }
}

void IoCore::armSweep()
{
    m_sweepTimer.expires_after(m_services.options.sweepInterval);
    m_sweepTimer.async_wait([this](const error_code &ec) {
        if (!ec) {
            sweep(std::chrono::steady_clock::now());
            armSweep();
        }
    });
}

void IoCore::sweep(TimePoint now)
{
    renewDate();
    const bool isOver = m_drained && now >= m_drainDeadline;
    // From the end: a connection that ends is replaced by the last one, which has had its turn.
    for (std::size_t i = m_live.size(); i-- > 0;) {
        if (i < m_live.size()) {
            const std::shared_ptr<LiveConnection> connection = m_live[i];
            if (isOver) {
                connection->cut();
            } else {
                connection->tick(now);
            }
        }
    }
}

void IoCore::renewDate()
{
    const std::time_t second = std::time(nullptr);
    if (std::exchange(m_dateSecond, second) != second) {
        m_services.date = httpDate(second);
    }
}

void IoCore::deliver(std::vector<PlacedAnswer> answers)
{
    std::vector<std::shared_ptr<Connection>> touched;
    touched.reserve(answers.size());
    for (PlacedAnswer &answer : answers) {
        if (auto connection = answer.connection.lock()) {
            if (connection->takeAnswer(answer.number, std::move(answer.decision))) {
                touched.push_back(std::move(connection));
            }
        } else {
            count(m_services.counters->lateAnswers);
        }
    }
    for (const auto &connection : touched) {
        connection->resume();
    }
}

void IoCore::stopAccepting()
{
    error_code ec;
    m_acceptor.close(ec);
    m_acceptTimer.cancel();
}

void IoCore::drain(TimePoint deadline, std::function<void()> done)
{
    stopAccepting();
    m_services.isDraining = true;
    m_drainDeadline = deadline;
    m_drained = std::move(done);
    const auto connections = m_live;
    for (const auto &connection : connections) {
        connection->drain();
    }
    if (m_live.empty()) {
        finishDrain();
    }
}

void IoCore::finishDrain()
{
    if (const auto done = std::exchange(m_drained, nullptr)) {
        done();
    }
}

void IoCore::stop()
{
    stopAccepting();
    const auto connections = m_live;
    for (const auto &connection : connections) {
        connection->cut();
    }
    m_io.stop();
}

} // namespace deskbell::http
