// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestparser.h"

#include "server/http/headercheck.h"

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <limits>

namespace deskbell::http {
namespace {

namespace beast = boost::beast;
using beast::http::field;
using beast::http::verb;

constexpr int MaxFields = 100;
/// A body that was announced but has not come must not cost memory.
constexpr qint64 ReservedBody = 16 * 1024;

/// Of a chunked body: "0" and two line ends. The Beast of Boost 1.74 asserts when it is asked again with less.
constexpr std::size_t ShortestEnd = 5;

constexpr Refusal BadRequest{400, ErrorKind::Validation, "bad_request", "the request is malformed"};
constexpr Refusal BadHost{400, ErrorKind::Validation, "bad_host", "exactly one valid Host field is needed"};
constexpr Refusal BadLength{400, ErrorKind::Validation, "bad_length", "the length of the body is ambiguous"};
constexpr Refusal BadTarget{400, ErrorKind::Validation, "bad_target", "the request target is malformed"};
constexpr Refusal BadBody{400, ErrorKind::Validation, "bad_body", "the body is not valid chunked encoding"};
constexpr Refusal BodyTooLarge{413, ErrorKind::TooLarge, "body_too_large", "the body is larger than this route takes"};

std::string_view toView(beast::string_view text)
{
    return {text.data(), text.size()};
}
QByteArray toBytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

bool isDecimal(std::string_view text)
{
    return !text.empty() && text.size() <= 18
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isToken(std::string_view text, const char *token)
{
    return beast::iequals(beast::string_view(text.data(), text.size()), token);
}

} // namespace

RequestParser::RequestParser(const ServerOptions &options)
    : m_options(options)
{
    header_limit(static_cast<std::uint32_t>(options.headerBytes) + 1024);
    // Not boost::none: to the Beast of Boost 1.74 every length is beyond no limit.
    body_limit(std::numeric_limits<std::uint64_t>::max());
}

std::optional<Refusal> RequestParser::takeHeader(std::string_view block)
{
    ErrorCode ec;
    put({block.data(), block.size()}, ec);
    if (ec) {
        return refusalFor(ec);
    }
    if (!is_header_done()) {
        return BadRequest; // the header ended later for the scan than for the grammar, or the other way round
    }
    if (auto refusal = checkHost()) {
        return refusal;
    }
    if (m_hasEncoding && (!chunked() || m_version == 10)) {
        return BadLength;
    }
    return m_wantsWebSocket ? checkUpgrade() : std::nullopt;
}

std::optional<Refusal> RequestParser::limitBody(qint64 bytes)
{
    const std::uint64_t limit = static_cast<std::uint64_t>(std::max<qint64>(0, bytes));
    if (const auto length = content_length(); length && *length > limit) {
        return BodyTooLarge;
    }
    body_limit(limit);
    eager(true);
    return std::nullopt;
}

RequestParser::BodyStep RequestParser::takeBody(std::string_view bytes)
{
    if (chunked() && bytes.size() < ShortestEnd) {
        return {0, std::nullopt};
    }
    ErrorCode ec;
    const std::size_t consumed = put({bytes.data(), bytes.size()}, ec);
    if (ec == beast::http::error::need_more) {
        ec = {};
    }
    if (!ec) {
        return {consumed, std::nullopt};
    }
    if (ec == beast::http::error::body_limit) {
        return {consumed, BodyTooLarge};
    }
    return {consumed, m_refusal ? m_refusal : BadBody};
}

std::optional<Refusal> RequestParser::refusalFor(const ErrorCode &ec) const
{
    using beast::http::error;
    if (m_refusal) {
        return m_refusal;
    }
    if (ec == error::bad_version) {
        return Refusal{505, ErrorKind::Validation, "bad_version", "only HTTP/1.1 and HTTP/1.0 are spoken here"};
    }
    if (ec == error::bad_content_length || ec == error::bad_transfer_encoding) {
        return BadLength;
    }
    return BadRequest;
}

std::optional<Refusal> RequestParser::takeMethod(verb method)
{
    switch (method) {
    case verb::get:
        m_request.method = Method::Get;
        return std::nullopt;
    case verb::head:
        m_request.method = Method::Head;
        return std::nullopt;
    case verb::post:
        m_request.method = Method::Post;
        return std::nullopt;
    case verb::put:
        m_request.method = Method::Put;
        return std::nullopt;
    case verb::patch:
        m_request.method = Method::Patch;
        return std::nullopt;
    case verb::delete_:
        m_request.method = Method::Delete;
        return std::nullopt;
    case verb::options:
        m_request.method = Method::Options;
        return std::nullopt;
    case verb::unknown:
        return Refusal{501, ErrorKind::Validation, "unknown_method", "the method is not known"};
    default:
        return Refusal{405, ErrorKind::Validation, "method_not_allowed", "the method is not served here"};
    }
}

std::optional<Refusal> RequestParser::takeTarget(std::string_view target)
{
    if (target.size() > static_cast<std::size_t>(m_options.targetBytes)) {
        return Refusal{414, ErrorKind::TooLarge, "target_too_long", "the request target is too long"};
    }
    const bool isPrintable
        = std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
    if (target.empty() || !isPrintable) {
        return BadTarget;
    }
    m_request.target = toBytes(target);
    constexpr std::string_view Scheme = "http://";
    if (target.size() > Scheme.size() && isToken(target.substr(0, Scheme.size()), "http://")) {
        target.remove_prefix(Scheme.size());
        const std::size_t end = std::min(target.find_first_of("/?"), target.size());
        m_authority = toBytes(target.substr(0, end));
        target.remove_prefix(end);
        if (target.empty() || target.front() != '/') {
            return BadTarget;
        }
    } else if (target != "*" && target.front() != '/') {
        return BadTarget;
    }
    if (target == "*" && m_request.method != Method::Options) {
        return BadTarget;
    }
    const std::size_t mark = std::min(target.find('?'), target.size());
    m_request.path = toBytes(target.substr(0, mark));
    m_request.query = toBytes(target.substr(std::min(mark + 1, target.size())));
    return std::nullopt;
}

void RequestParser::on_request_impl(verb method, View, View target, int version, ErrorCode &ec)
{
    m_version = version;
    m_refusal = takeMethod(method);
    if (!m_refusal) {
        m_refusal = takeTarget(toView(target));
    }
    if (m_refusal) {
        ec = beast::http::error::bad_target;
    }
}

std::optional<Refusal> RequestParser::checkField(field name, std::string_view value)
{
    switch (name) {
    case field::host:
        ++m_hostCount;
        return std::nullopt;
    case field::content_length: {
        const bool isRepeated = std::exchange(m_hasLength, true);
        return isRepeated || !isDecimal(value) ? std::optional(BadLength) : std::nullopt;
    }
    case field::transfer_encoding: {
        if (std::exchange(m_hasEncoding, true)) {
            return BadLength;
        }
        constexpr Refusal Unknown{
            501, ErrorKind::Validation, "unknown_encoding", "only chunked transfer encoding is known"};
        return isToken(value, "chunked") ? std::nullopt : std::optional(Unknown);
    }
    case field::expect: {
        constexpr Refusal Unknown{
            417, ErrorKind::Validation, "unknown_expectation", "only 100-continue can be expected"};
        m_expectsContinue = m_version == 11;
        return isToken(value, "100-continue") || m_version == 10 ? std::nullopt : std::optional(Unknown);
    }
    case field::upgrade:
        m_wantsWebSocket = m_wantsWebSocket || listContains(value, "websocket");
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

void RequestParser::on_field_impl(field name, View text, View value, ErrorCode &ec)
{
    if (m_isHeaderOver) {
        countOverhead(text.size() + value.size(), ec); // a trailer: read and forgotten
        return;
    }
    if (++m_fieldCount > MaxFields) {
        m_refusal = Refusal{431, ErrorKind::TooLarge, "too_many_fields", "the header has too many fields"};
    } else {
        m_refusal = checkField(name, toView(value));
        m_request.headers.add(toBytes(toView(text)), toBytes(toView(value)));
    }
    if (m_refusal) {
        ec = beast::http::error::bad_value;
    }
}

std::optional<Refusal> RequestParser::checkHost() const
{
    const QByteArray host = m_request.headers.value("Host");
    const std::string_view name(host.constData(), static_cast<std::size_t>(host.size()));
    if (m_hostCount > 1 || (m_hostCount == 0 && m_version == 11) || (m_hostCount == 1 && !isValidHost(name))) {
        return BadHost;
    }
    if (!m_authority.isEmpty() && m_authority.compare(host, Qt::CaseInsensitive) != 0) {
        return BadHost;
    }
    const bool isAddress = m_options.allowsAddressHosts && isAddressHost(name);
    if (!isAddress && !isAllowedHost(name, m_options.allowedHosts)) {
        return Refusal{421, ErrorKind::Forbidden, "wrong_host",
            "this server does not answer for that name; names of its own belong into the setting http.allowed_hosts"};
    }
    return std::nullopt;
}

std::optional<Refusal> RequestParser::checkUpgrade() const
{
    constexpr Refusal BadHandshake{400, ErrorKind::Validation, "bad_handshake", "the WebSocket handshake is malformed"};
    const Headers &headers = m_request.headers;
    const QByteArray key = headers.value("Sec-WebSocket-Key");
    const bool hasBody = m_hasEncoding || content_length().value_or(0) > 0;
    if (m_request.method != Method::Get || m_version != 11 || !upgrade() || hasBody
        || !isValidWebSocketKey({key.constData(), static_cast<std::size_t>(key.size())})) {
        return BadHandshake;
    }
    if (headers.value("Sec-WebSocket-Version") != "13") {
        return Refusal{426, ErrorKind::Validation, "bad_websocket_version", "WebSocket version 13 is needed"};
    }
    return std::nullopt;
}

void RequestParser::on_header_impl(ErrorCode &)
{
    m_isHeaderOver = true;
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t> &length, ErrorCode &)
{
    m_request.body.reserve(std::min(static_cast<qint64>(length.value_or(0)), ReservedBody));
}

std::size_t RequestParser::on_body_impl(View bytes, ErrorCode &)
{
    m_request.body.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return bytes.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View bytes, ErrorCode &ec)
{
    return on_body_impl(bytes, ec);
}

void RequestParser::on_chunk_header_impl(std::uint64_t, View extensions, ErrorCode &ec)
{
    countOverhead(extensions.size(), ec);
}

void RequestParser::countOverhead(std::size_t bytes, ErrorCode &ec)
{
    m_overhead += bytes;
    if (m_overhead > static_cast<std::size_t>(m_options.headerBytes)) {
        m_refusal = Refusal{431, ErrorKind::TooLarge, "body_overhead", "chunk extensions and trailers are too large"};
        ec = beast::http::error::bad_chunk;
    }
}

void RequestParser::on_finish_impl(ErrorCode &) { }

void RequestParser::on_response_impl(int, View, int, ErrorCode &) { }

} // namespace deskbell::http
