// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QHostAddress>
#include <QList>
#include <QStringList>
#include <QUrl>

namespace deskbell::server {

/// Where one call may go.
struct UrlPolicy {
    bool allowsHttp = false;     ///< without TLS as well
    bool allowsLan = false;      ///< private addresses (RFC 1918, fc00::/7): the property says that it is in the house
    bool allowsLoopback = false; ///< only ever by the configuration of the service, for tests and simulators
    bool allowsAnyPort = false;  ///< else 80 and 443
    QStringList hosts;           ///< names that may be called, "api.vapi.ai" or ".example.com" for all below it; empty: any
};

/// Keeps outgoing calls away from the house's own network and from this machine (RELIABILITY threat 15, rule 95). Pure.
class UrlChecker final
{
public:
    explicit UrlChecker(UrlPolicy policy) : m_policy(std::move(policy)) {}

    /// What can be told without a look-up. Validation "url_refused" with the reason for people; `detail` holds neither path
    /// nor query.
    [[nodiscard]] Result<Done> check(const QUrl &url) const;
    /// Every address of the host must be allowed: one that is not could be the one that is taken. The same error; also for none.
    [[nodiscard]] Result<Done> check(const QList<QHostAddress> &addresses) const;

private:
    [[nodiscard]] bool isAllowed(const QHostAddress &address) const;

    UrlPolicy m_policy;
};

/// How far an address reaches.
enum class AddressReach {
    Public,   ///< global unicast
    Lan,      ///< private, in the house
    Loopback, ///< this machine
    Never,    ///< link-local, shared, multicast, documentation, tunnels to any of these, …
};

/// Knows addresses inside addresses: IPv4-mapped, NAT64 and 6to4 count as the IPv4 address in them (but only ever Public or
/// Never, so that a private address has one form).
[[nodiscard]] AddressReach reachOf(const QHostAddress &address);

} // namespace deskbell::server
