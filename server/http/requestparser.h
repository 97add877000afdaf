// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"
#include "server/http/refusal.h"
#include "server/http/serveroptions.h"

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <optional>
#include <string_view>

/// Private to server/http: includes Boost.
namespace deskbell::http {

/// One request, parsed strictly: Beast's grammar plus the rules against ambiguous requests. One object per request.
class RequestParser final : private boost::beast::http::basic_parser<true>
{
public:
    explicit RequestParser(const ServerOptions &options);

    /// `block` is a whole header as scanHeader() found it.
    [[nodiscard]] std::optional<Refusal> takeHeader(std::string_view block);
    /// After the header, before the body: the most the body may have.
    [[nodiscard]] std::optional<Refusal> limitBody(qint64 bytes);
    struct BodyStep {
        std::size_t consumed = 0;
        std::optional<Refusal> refusal;
    };
    /// Takes what belongs to the body from the front of `bytes`; the rest is offered again together with what follows.
    [[nodiscard]] BodyStep takeBody(std::string_view bytes);

    [[nodiscard]] bool isComplete() const { return is_done(); }
    [[nodiscard]] bool isKeepAlive() const { return keep_alive(); }
    [[nodiscard]] bool isHttp10() const { return m_version == 10; }
    [[nodiscard]] bool expectsContinue() const { return m_expectsContinue; }
    [[nodiscard]] bool wantsWebSocket() const { return m_wantsWebSocket; }
    [[nodiscard]] Request &request() { return m_request; }

private:
    using ErrorCode = boost::beast::error_code;
    using View = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb verb, View method, View target, int version, ErrorCode &ec) override;
    void on_response_impl(int code, View reason, int version, ErrorCode &ec) override;
    void on_field_impl(boost::beast::http::field field, View name, View value, ErrorCode &ec) override;
    void on_header_impl(ErrorCode &ec) override;
    void on_body_init_impl(const boost::optional<std::uint64_t> &length, ErrorCode &ec) override;
    std::size_t on_body_impl(View bytes, ErrorCode &ec) override;
    void on_chunk_header_impl(std::uint64_t size, View extensions, ErrorCode &ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t remaining, View bytes, ErrorCode &ec) override;
    void on_finish_impl(ErrorCode &ec) override;

    [[nodiscard]] std::optional<Refusal> refusalFor(const ErrorCode &ec) const;
    [[nodiscard]] std::optional<Refusal> takeMethod(boost::beast::http::verb verb);
    [[nodiscard]] std::optional<Refusal> takeTarget(std::string_view target);
    [[nodiscard]] std::optional<Refusal> checkField(boost::beast::http::field field, std::string_view value);
    [[nodiscard]] std::optional<Refusal> checkHost() const;
    [[nodiscard]] std::optional<Refusal> checkUpgrade() const;

    /// Chunk extensions and trailers carry nothing for us, so together they get what a header gets.
    void countOverhead(std::size_t bytes, ErrorCode &ec);

    const ServerOptions &m_options;
    Request m_request;
    QByteArray m_authority; ///< of a target in absolute form
    std::optional<Refusal> m_refusal;
    std::size_t m_overhead = 0;
    int m_version = 0;
    int m_fieldCount = 0;
    int m_hostCount = 0;
    bool m_hasLength = false;
    bool m_hasEncoding = false;
    bool m_expectsContinue = false;
    bool m_wantsWebSocket = false;
    bool m_isHeaderOver = false;
};

} // namespace deskbell::http
