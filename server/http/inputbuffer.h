// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace deskbell::http {

/// The flat receive buffer of one connection: small while idle, grown for large bodies, reused between requests.
class InputBuffer
{
public:
    static constexpr std::size_t IdleSize = 2 * 1024;

    [[nodiscard]] std::string_view bytes() const { return {m_data.get() + m_begin, m_end - m_begin}; }
    [[nodiscard]] bool isEmpty() const { return m_begin == m_end; }

    /// Room to receive into. An empty buffer goes back to `least` bytes (at least IdleSize); a full one doubles.
    [[nodiscard]] std::span<char> prepare(std::size_t least)
    {
        const std::size_t held = m_end - m_begin;
        std::size_t wanted = least < IdleSize ? IdleSize : least;
        while (wanted < held + wanted / 4) {
            wanted *= 2;
        }
        if (wanted > m_capacity || (held == 0 && wanted < m_capacity)) {
            std::unique_ptr<char[]> bigger(new char[wanted]);
            if (held > 0) {
                std::memcpy(bigger.get(), m_data.get() + m_begin, held);
            }
            m_data = std::move(bigger);
            m_capacity = wanted;
        } else if (m_begin > 0 && held > 0) {
            std::memmove(m_data.get(), m_data.get() + m_begin, held);
        }
        m_begin = 0;
        m_end = held;
        return {m_data.get() + m_end, m_capacity - m_end};
    }
    void commit(std::size_t received) { m_end += received; }
    void consume(std::size_t bytes) { m_begin += bytes; }
    void clear() { m_begin = m_end = 0; }

private:
    std::unique_ptr<char[]> m_data;
    std::size_t m_capacity = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace deskbell::http
