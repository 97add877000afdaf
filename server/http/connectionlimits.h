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
    ConnectionTicket(ConnectionLimits &limits, QByteArray address, bool isUnknown);
    ConnectionTicket(ConnectionTicket &&other) noexcept;
    ConnectionTicket &operator=(ConnectionTicket &&) = delete;
    ~ConnectionTicket();

private:
    ConnectionLimits *m_limits;
    QByteArray m_address;
    bool m_isUnknown;
};

/// How many there may be.
struct ConnectionCaps {
    int total = 0;
    int perAddress = 0;
    int unknown = 0; ///< of addresses that are not known; 0: as many as `total`
    int perUnknownAddress = 0; ///< 0: as `perAddress`
};

/// Counts connections in total, per address, and those of addresses nobody knows: what is left of the total is kept for the
/// others. I/O thread only; outlives its tickets.
class ConnectionLimits
{
public:
    explicit ConnectionLimits(ConnectionCaps caps)
        : m_caps(caps)
    {
    }

    /// std::nullopt when a limit is reached. An empty address is counted in total only.
    [[nodiscard]] std::optional<ConnectionTicket> admit(const QByteArray &address, bool isUnknown);
    [[nodiscard]] int total() const { return m_total; }

private:
    friend class ConnectionTicket;
    void leave(const QByteArray &address, bool isUnknown);

    const ConnectionCaps m_caps;
    int m_total = 0;
    int m_unknown = 0;
    QHash<QByteArray, int> m_perAddress;
};

} // namespace deskbell::http
