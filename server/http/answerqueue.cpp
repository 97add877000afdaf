// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/answerqueue.h"

#include "server/http/answerhead.h"

#include <algorithm>
#include <utility>

namespace deskbell::http {
namespace {

/// Bodies up to this size are copied behind their header, so that many answers leave in one piece.
constexpr qsizetype CopiedBody = 8 * 1024;
/// A text chunk is not grown beyond this.
constexpr qsizetype TextChunk = 64 * 1024;
/// The most an idle connection keeps for its next answer.
constexpr qsizetype KeptCapacity = 1024;

} // namespace

quint64 AnswerQueue::open(AnswerContext context)
{
    m_places.push_back(Place{m_nextNumber, std::move(context), std::nullopt});
    return m_nextNumber++;
}

std::optional<qint64> AnswerQueue::answer(quint64 number, Response response, std::string_view date)
{
    const auto place = std::find_if(
        m_places.begin(), m_places.end(), [number](const Place &candidate) { return candidate.number == number; });
    if (place == m_places.end() || place->response) {
        return std::nullopt;
    }
    const qint64 freed = std::exchange(place->context.bodyBytes, 0);
    m_waiting += response.body.size();
    place->response = std::move(response);
    release(date);
    return freed;
}

void AnswerQueue::release(std::string_view date)
{
    std::size_t released = 0;
    while (released < m_places.size() && m_places[released].response && !m_isLast) {
        Place &place = m_places[released++];
        m_waiting -= place.response->body.size();
        encode(place.context, *place.response, date);
    }
    if (m_isLast) {
        m_waiting = 0;
        released = m_places.size(); // nothing follows a last answer; late ones find no place
    }
    m_places.erase(m_places.begin(), m_places.begin() + static_cast<std::ptrdiff_t>(released));
    if (m_places.empty() && m_places.capacity() > 4) {
        m_places = {};
    }
}

void AnswerQueue::encode(const AnswerContext &context, Response &response, std::string_view date)
{
    const bool close = !context.keepAlive;
    const bool hasBody = !context.isHead && mayHaveBody(response.status);
    QByteArray &out = text();
    const qsizetype before = out.size();
    appendAnswerHead(out, response,
        AnswerHead{.requestId = context.requestId,
            .allowedOrigin = context.allowedOrigin,
            .date = date,
            .isHttp10 = context.isHttp10,
            .close = close,
            .isPreflight = context.isPreflight});
    const bool copied = hasBody && response.body.size() <= CopiedBody;
    if (copied) {
        out.append(response.body);
    }
    m_unsent += out.size() - before;
    if (hasBody && !copied) {
        m_unsent += response.body.size();
        m_chunks.push_back(std::move(response.body));
        m_lastIsText = false;
    }
    m_isLast = close;
}

void AnswerQueue::closeAfterOpen()
{
    if (!m_places.empty()) {
        m_places.back().context.keepAlive = false;
    }
}

void AnswerQueue::sendContinue()
{
    Q_ASSERT(m_places.empty());
    QByteArray &out = text();
    const qsizetype before = out.size();
    out.append("HTTP/1.1 100 Continue\r\n\r\n");
    m_unsent += out.size() - before;
}

QByteArray &AnswerQueue::text()
{
    if (!m_lastIsText || m_chunks.empty() || m_chunks.back().size() >= TextChunk) {
        m_chunks.emplace_back();
        m_lastIsText = true;
    }
    return m_chunks.back();
}

std::size_t AnswerQueue::output(std::span<std::string_view> pieces) const
{
    std::size_t count = 0;
    std::size_t skip = m_offset;
    for (const QByteArray &chunk : m_chunks) {
        if (count == pieces.size()) {
            break;
        }
        const std::string_view piece(chunk.constData(), static_cast<std::size_t>(chunk.size()));
        if (piece.size() > skip) {
            pieces[count++] = piece.substr(skip);
        }
        skip = 0;
    }
    return count;
}

void AnswerQueue::consume(std::size_t bytes)
{
    m_unsent -= static_cast<qint64>(bytes);
    if (m_unsent == 0) {
        m_offset = 0;
        if (m_lastIsText && m_chunks.size() == 1 && m_chunks.front().capacity() <= KeptCapacity) {
            m_chunks.front().resize(0);
        } else {
            m_chunks = {};
            m_lastIsText = false;
        }
        return;
    }
    m_offset += bytes;
    std::size_t done = 0;
    while (m_offset >= static_cast<std::size_t>(m_chunks[done].size())) {
        m_offset -= static_cast<std::size_t>(m_chunks[done++].size());
    }
    m_chunks.erase(m_chunks.begin(), m_chunks.begin() + static_cast<std::ptrdiff_t>(done));
}

} // namespace deskbell::http
