// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connectionlimits.h"

#include <utility>

namespace deskbell::http {

ConnectionTicket::ConnectionTicket(ConnectionLimits &limits, QByteArray address)
    : m_limits(&limits)
    , m_address(std::move(address))
{
}

ConnectionTicket::ConnectionTicket(ConnectionTicket &&other) noexcept
    : m_limits(std::exchange(other.m_limits, nullptr))
    , m_address(std::move(other.m_address))
{
}

ConnectionTicket::~ConnectionTicket()
{
    if (m_limits) {
        m_limits->leave(m_address);
    }
}

std::optional<ConnectionTicket> ConnectionLimits::admit(const QByteArray &address)
{
    if (m_total >= m_maxTotal) {
        return std::nullopt;
    }
    if (!address.isEmpty()) {
        int &used = m_perAddress[address];
        if (used >= m_maxPerAddress) {
            return std::nullopt;
        }
        ++used;
    }
    ++m_total;
    return ConnectionTicket(*this, address);
}

void ConnectionLimits::leave(const QByteArray &address)
{
    --m_total;
    if (address.isEmpty()) {
        return;
    }
    const auto used = m_perAddress.find(address);
    if (--used.value() == 0) {
        m_perAddress.erase(used);
    }
}

} // namespace deskbell::http
