// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"

#include <QByteArray>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace deskbell::http {

/// What an answer needs to know about its request.
struct AnswerContext {
    QByteArray requestId;
    QByteArray allowedOrigin = {}; ///< of the web page that may read the answer; empty: none may
    qint64 bodyBytes = 0; ///< of the request, given back when it is answered
    bool isHead = false;
    bool isHttp10 = false;
    bool keepAlive = true; ///< false: this is the connection's last answer
    bool isPreflight = false; ///< a browser asks for that page whether it may ask
};

/// Answers of one connection: puts them into the order of their requests and into bytes. One thread.
class AnswerQueue
{
public:
    /// Opens the place of the next answer; its number goes to answer().
    [[nodiscard]] quint64 open(AnswerContext context);
    /// The bytes of the request's body that are free now; std::nullopt when the place is not open (answered before).
    /// `date` is the value of the Date field.
    std::optional<qint64> answer(quint64 number, Response response, std::string_view date);
    /// Puts an interim "100 Continue" into the output. Only when no place is open.
    void sendContinue();
    /// Makes the last place that is open the last of the connection.
    void closeAfterOpen();

    /// Places opened and not yet answered or not yet in the output.
    [[nodiscard]] int openCount() const { return static_cast<int>(m_places.size()); }
    /// Bytes answered and not yet taken by the kernel, those waiting for an earlier answer included.
    [[nodiscard]] qint64 unsentBytes() const { return m_unsent + m_waiting; }
    [[nodiscard]] bool hasOutput() const { return m_unsent > 0; }
    /// True once an answer that closes the connection is in the output: nothing may follow it.
    [[nodiscard]] bool isLast() const { return m_isLast; }

    /// The pieces to write next, at most `pieces.size()`; how many were set.
    std::size_t output(std::span<std::string_view> pieces) const;
    /// The kernel took `bytes`.
    void consume(std::size_t bytes);

private:
    struct Place {
        quint64 number = 0;
        AnswerContext context;
        std::optional<Response> response;
    };

    void release(std::string_view date);
    void encode(const AnswerContext &context, Response &response, std::string_view date);
    QByteArray &text();

    std::vector<Place> m_places;
    std::vector<QByteArray> m_chunks;
    std::size_t m_offset = 0; ///< sent of the first chunk
    qint64 m_unsent = 0;
    qint64 m_waiting = 0;
    quint64 m_nextNumber = 1;
    bool m_lastIsText = false;
    bool m_isLast = false;
};

} // namespace deskbell::http
