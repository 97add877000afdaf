// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connectionlimits.h"

#include <utility>

namespace deskbell::http {

ConnectionTicket::ConnectionTicket(ConnectionLimits &limits, QByteArray address, bool isUnknown)
    : m_limits(&limits)
    , m_address(std::move(address))
    , m_isUnknown(isUnknown)
{
}

ConnectionTicket::ConnectionTicket(ConnectionTicket &&other) noexcept
    : m_limits(std::exchange(other.m_limits, nullptr))
    , m_address(std::move(other.m_address))
    , m_isUnknown(other.m_isUnknown)
{
}

ConnectionTicket::~ConnectionTicket()
{
    if (m_limits) {
        m_limits->leave(m_address, m_isUnknown);
    }
}

std::optional<ConnectionTicket> ConnectionLimits::admit(const QByteArray &address, bool isUnknown)
{
    const bool isFull = m_total >= m_caps.total || (isUnknown && m_caps.unknown > 0 && m_unknown >= m_caps.unknown);
    if (isFull) {
        return std::nullopt;
    }
    if (!address.isEmpty()) {
        const int most = isUnknown && m_caps.perUnknownAddress > 0 ? m_caps.perUnknownAddress : m_caps.perAddress;
        int &used = m_perAddress[address];
        if (used >= most) {
            return std::nullopt;
        }
        ++used;
    }
    ++m_total;
    m_unknown += isUnknown ? 1 : 0;
    return ConnectionTicket(*this, address, isUnknown);
}

void ConnectionLimits::leave(const QByteArray &address, bool isUnknown)
{
    --m_total;
    m_unknown -= isUnknown ? 1 : 0;
    if (address.isEmpty()) {
        return;
    }
    const auto used = m_perAddress.find(address);
    if (--used.value() == 0) {
        m_perAddress.erase(used);
    }
}

} // namespace deskbell::http
