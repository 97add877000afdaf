// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connection.h"

#include "server/http/headercheck.h"
#include "server/http/iocore.h"
#include "server/http/origincheck.h"
#include "server/ws/beastsocket.h"

#include <QLoggingCategory>
#include <utility>

namespace deskbell::http {
namespace {

Q_LOGGING_CATEGORY(lcConnection, "deskbell.server.http.connection", QtInfoMsg)

using SteadyClock = std::chrono::steady_clock;

constexpr Refusal Overloaded{503, ErrorKind::Unavailable, "overloaded", "too much is waiting; try again"};
constexpr Refusal ForeignOrigin{
    403, ErrorKind::Forbidden, "foreign_origin", "web pages of other places may not do this"};
constexpr Refusal NotFound{404, ErrorKind::NotFound, "not_found", "nothing is here"};

qint64 monotonicUs()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now().time_since_epoch()).count();
}

} // namespace

Connection::Connection(IoCore &core, ClientSocket socket, ConnectionPeer peer, ConnectionTicket ticket)
    : m_core(core)
    , m_socket(std::move(socket))
    , m_peer(std::move(peer))
    , m_ticket(std::move(ticket))
{
}

Connection::~Connection() = default;

void Connection::resume()
{
    m_isTouched = false;
    if (m_phase == Phase::Closed || m_isWorking) {
        return;
    }
    m_isWorking = true;
    bool mayGoOn = true;
    while (mayGoOn) {
        while (step()) { }
        // Writing may make room for more requests that are already here.
        const bool wasBlocked = !mayTakeMore();
        if (!flush()) {
            m_isWorking = false;
            return;
        }
        mayGoOn = m_phase == Phase::Handshake ? !m_answers.hasOutput() && m_answers.openCount() == 0
                                              : wasBlocked && mayTakeMore() && !m_input.isEmpty();
    }
    m_isWorking = false;
    settleDown();
}

bool Connection::mayTakeMore() const
{
    const ServerOptions &options = m_core.services().options;
    return m_answers.openCount() < options.pipelineDepth && m_answers.unsentBytes() < options.maxUnreadAnswerBytes
        && !m_answers.isLast();
}

bool Connection::step()
{
    switch (m_phase) {
    case Phase::Header:
        return stepHeader();
    case Phase::Body:
        return stepBody();
    case Phase::Handshake:
        if (!m_answers.hasOutput() && m_answers.openCount() == 0) {
            dispatchUpgrade();
        }
        return false;
    case Phase::Upgrading:
    case Phase::Discarding:
    case Phase::Lingering:
    case Phase::Closed:
        return false;
    }
    return false;
}

bool Connection::stepHeader()
{
    if (m_input.isEmpty() || !mayTakeMore()) {
        return false;
    }
    while (m_input.bytes().starts_with("\r\n")) {
        m_input.consume(2); // empty lines between requests are tolerated (RFC 9112, 2.2)
        m_scanned = 0;
    }
    const std::string_view bytes = m_input.bytes();
    const auto limit = static_cast<std::size_t>(m_core.services().options.headerBytes);
    const HeaderScanResult scan = scanHeader(bytes, m_scanned);
    m_scanned = scan.next;
    if (scan.state == HeaderScan::Bad) {
        refuse({});
        return false;
    }
    // `next` is the header's length, or how much of it is here.
    if (scan.next > limit) {
        refuseLongHeader(bytes);
        return false;
    }
    if (scan.state == HeaderScan::Incomplete) {
        return false;
    }
    m_scanned = 0;
    m_wait = Wait::None;
    onHeader(bytes.substr(0, scan.next));
    return m_phase != Phase::Discarding;
}

void Connection::refuseLongHeader(std::string_view bytes)
{
    const auto lineLimit = static_cast<std::size_t>(m_core.services().options.targetBytes);
    if (bytes.substr(0, lineLimit).find('\n') == std::string_view::npos) {
        refuse({414, ErrorKind::TooLarge, "target_too_long", "the request target is too long"});
    } else {
        refuse({431, ErrorKind::TooLarge, "header_too_large", "the header is too large"});
    }
}

void Connection::onHeader(std::string_view block)
{
    m_parser.emplace(m_core.services().options);
    if (const auto refusal = m_parser->takeHeader(block)) {
        refuse(*refusal);
        return;
    }
    m_input.consume(block.size());
    if (m_parser->wantsWebSocket()) {
        if (!m_input.isEmpty()) {
            refuse({400, ErrorKind::Validation, "bad_handshake", "frames came before the handshake was answered"});
            return;
        }
        m_phase = Phase::Handshake;
    } else if (m_parser->isComplete()) {
        dispatch();
    } else {
        prepareBody();
    }
}

void Connection::prepareBody()
{
    IoCore::Services &services = m_core.services();
    const Request &request = m_parser->request();
    const qint64 limit = services.callbacks.bodyLimit ? services.callbacks.bodyLimit(request.method, request.path)
                                                      : services.options.defaultBodyBytes;
    if (const auto refusal = m_parser->limitBody(limit)) {
        refuse(*refusal);
        return;
    }
    m_phase = Phase::Body;
    m_bodyReceived = 0;
    m_bodySince = SteadyClock::now();
    m_owesContinue = m_parser->expectsContinue() && m_input.isEmpty();
}

bool Connection::stepBody()
{
    if (m_owesContinue && m_answers.openCount() == 0) {
        m_answers.sendContinue();
        m_owesContinue = false;
    }
    if (m_input.isEmpty() || !mayTakeMore()) {
        return false;
    }
    const qsizetype before = m_parser->request().body.size();
    const RequestParser::BodyStep taken = m_parser->takeBody(m_input.bytes());
    m_input.consume(taken.consumed);
    m_owesContinue = false;
    if (taken.refusal) {
        refuse(*taken.refusal);
        return false;
    }
    if (!acceptBodyBytes(m_parser->request().body.size() - before)) {
        return false;
    }
    if (m_parser->isComplete()) {
        m_wait = Wait::None;
        m_phase = Phase::Header;
        dispatch();
        return m_phase == Phase::Header;
    }
    if (m_input.bytes().size() > static_cast<std::size_t>(m_core.services().options.headerBytes)) {
        refuse({431, ErrorKind::TooLarge, "chunk_header_too_large", "a chunk header or the trailer is too large"});
    }
    return false;
}

bool Connection::acceptBodyBytes(qsizetype grown)
{
    IoCore::Services &services = m_core.services();
    m_heldBodyBytes += grown;
    services.bufferedBodyBytes += grown;
    if (services.bufferedBodyBytes > services.options.maxBufferedBodyBytes) {
        refuse(Overloaded);
        return false;
    }
    return true;
}

quint64 Connection::openPlace(const Request &request, qint64 bodyBytes)
{
    const bool keepAlive = m_parser && m_parser->isKeepAlive() && !m_core.services().isDraining;
    if (!keepAlive) {
        m_phase = Phase::Discarding;
    }
    const auto &origins = m_core.services().options.allowedOrigins;
    const bool isAllowed = !origins.isEmpty() && originKind(request.headers, origins) == OriginKind::Allowed;
    const bool isPreflight = isAllowed && request.method == Method::Options
        && !request.headers.value("Access-Control-Request-Method").isNull();
    return m_answers.open(AnswerContext{.requestId = request.id,
        .allowedOrigin = isAllowed ? request.headers.value("Origin").trimmed() : QByteArray(),
        .bodyBytes = bodyBytes,
        .isHead = request.method == Method::Head,
        .isHttp10 = m_parser && m_parser->isHttp10(),
        .keepAlive = keepAlive,
        .isPreflight = isPreflight});
}

void Connection::dispatch()
{
    Request request = std::move(m_parser->request());
    const QByteArray wished = request.headers.value("X-Request-Id");
    request.id = isUsableRequestId({wished.constData(), static_cast<std::size_t>(wished.size())})
        ? wished
        : m_core.nextRequestId();
    count(m_core.services().counters->requests);
    const quint64 number = openPlace(request, request.body.size());
    m_parser.reset();
    if (request.target == "*") {
        put(number,
            Response{204, {},
                {{QByteArrayLiteral("Allow"), QByteArrayLiteral("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")}}, {}});
        return;
    }
    if (auto refusal = identify(request)) {
        count(m_core.services().counters->refused);
        put(number, std::move(*refusal));
        return;
    }
    handOver(std::move(request), number);
}

std::optional<Response> Connection::identify(Request &request)
{
    const IoCore::Services &services = m_core.services();
    request.peer = m_peer.address;
    request.isSecure = m_socket.isEncrypted();
    request.arrivedUs = monotonicUs();
    if (m_peer.isTrustedProxy) {
        const ClientAddress client = clientBehindProxy(request.headers, m_peer.address, services.options.trustedProxies);
        request.peer = client.address;
        request.isSecure = client.isSecure;
    }
    const bool isReading
        = request.method == Method::Get || request.method == Method::Head || request.method == Method::Options;
    const bool asks = isReading && !request.isUpgrade;
    if (!asks && originKind(request.headers, services.options.allowedOrigins) == OriginKind::Foreign) {
        return toResponse(ForeignOrigin, request.id);
    }
    return services.callbacks.gate ? services.callbacks.gate(request) : std::nullopt;
}

void Connection::handOver(Request request, quint64 number)
{
    IoCore::Services &services = m_core.services();
    const QByteArray id = request.id;
    if (services.counters->inFlight >= services.options.maxRequestsInFlight) {
        count(services.counters->refused);
        put(number, toResponse(Overloaded, id));
        return;
    }
    Reply reply = makeReply(services.answers, weak_from_this(), number, id);
    try {
        if (services.callbacks.inlineHandler && services.callbacks.inlineHandler(request, reply)) {
            return;
        }
    } catch (const std::exception &error) {
        qCCritical(lcConnection) << "inline handler threw on request" << id << error.what();
        return; // the reply goes with the stack: the client gets 500
    }
    if (!services.callbacks.handler) {
        put(number, toResponse(NotFound, id));
        return;
    }
    services.requests.put(RequestBox::Item{std::move(request), std::move(reply), std::nullopt});
}

void Connection::dispatchUpgrade()
{
    IoCore::Services &services = m_core.services();
    m_parser->request().id = m_core.nextRequestId();
    Request request = m_parser->request(); // a copy: the handshake needs the fields once more
    request.isUpgrade = true;
    count(services.counters->requests);
    const quint64 number = openPlace(request, 0);
    m_phase = Phase::Upgrading;
    if (auto refusal = identify(request)) {
        count(services.counters->refused);
        put(number, std::move(*refusal));
        return;
    }
    if (!services.callbacks.upgrade || services.isDraining) {
        put(number, toResponse(services.isDraining ? Overloaded : NotFound, request.id));
        return;
    }
    ws::UpgradeReply reply = makeUpgradeReply(services.answers, weak_from_this(), number, request.id);
    services.requests.put(RequestBox::Item{std::move(request), {}, std::move(reply)});
}

void Connection::refuse(const Refusal &refusal)
{
    count(m_core.services().counters->refused);
    const QByteArray id = m_core.nextRequestId();
    const bool isHead = m_parser && m_parser->request().method == Method::Head;
    m_phase = Phase::Discarding;
    m_wait = Wait::None;
    m_input.clear();
    m_parser.reset();
    const quint64 number = m_answers.open(AnswerContext{.requestId = id, .isHead = isHead, .keepAlive = false});
    put(number, toResponse(refusal, id));
}

void Connection::put(quint64 number, Response response)
{
    IoCore::Services &services = m_core.services();
    const auto freed = m_answers.answer(
        number, std::move(response), {services.date.constData(), static_cast<std::size_t>(services.date.size())});
    if (freed) {
        m_heldBodyBytes -= *freed;
        services.bufferedBodyBytes -= *freed;
    }
    if (m_phase == Phase::Upgrading) {
        m_phase = Phase::Header; // refused: it goes on as plain HTTP
        m_parser.reset();
    }
}

bool Connection::takeAnswer(quint64 number, ws::UpgradeDecision decision)
{
    if (m_phase == Phase::Closed) {
        count(m_core.services().counters->lateAnswers);
        return false;
    }
    if (decision.session && m_core.services().isDraining) {
        decision = {nullptr, {}, toResponse(Overloaded, {})};
    }
    if (decision.session) {
        becomeSocket(std::move(decision));
        return false;
    }
    put(number, std::move(decision.refusal));
    return !std::exchange(m_isTouched, true);
}

void Connection::answerNow(quint64 number, ws::UpgradeDecision decision)
{
    const auto self = shared_from_this();
    if (takeAnswer(number, std::move(decision))) {
        resume();
    }
}

void Connection::becomeSocket(ws::UpgradeDecision decision)
{
    const auto self = shared_from_this();
    Q_ASSERT(m_phase == Phase::Upgrading && !m_isReading && !m_isAwaitingWritable);
    m_phase = Phase::Closed;
    m_core.remove(*this);
    const auto socket = std::make_shared<ws::BeastSocket>(
        m_core, std::move(m_socket), std::move(m_ticket), std::move(decision.session));
    m_core.add(socket);
    socket->accept(m_parser->request(), decision.subprotocol);
    m_parser.reset();
}

} // namespace deskbell::http
