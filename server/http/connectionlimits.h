// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <optional>

namespace deskbell::http {

class ConnectionLimits;

/// The right to be connected; gives it back when destroyed. Moves from an HTTP connection to the socket it becomes.
class ConnectionTicket
{
public:
    ConnectionTicket(ConnectionLimits &limits, QByteArray address);
    ConnectionTicket(ConnectionTicket &&other) noexcept;
    ConnectionTicket &operator=(ConnectionTicket &&) = delete;
    ~ConnectionTicket();

private:
    ConnectionLimits *m_limits;
    QByteArray m_address;
};

/// Counts connections in total and per address. I/O thread only; outlives its tickets.
class ConnectionLimits
{
public:
    ConnectionLimits(int total, int perAddress)
        : m_maxTotal(total)
        , m_maxPerAddress(perAddress)
    {
    }

    /// std::nullopt when a limit is reached. An empty address is counted in total only.
    [[nodiscard]] std::optional<ConnectionTicket> admit(const QByteArray &address);
    [[nodiscard]] int total() const { return m_total; }

private:
    friend class ConnectionTicket;
    void leave(const QByteArray &address);

    const int m_maxTotal;
    const int m_maxPerAddress;
    int m_total = 0;
    QHash<QByteArray, int> m_perAddress;
};

} // namespace deskbell::http
