// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/http/message.h"

#include <QHostAddress>
#include <QList>
#include <QString>
#include <utility>

namespace deskbell::http {

/// Reverse proxies whose word about their clients is believed: addresses and networks.
using TrustedProxies = QList<std::pair<QHostAddress, int>>;

/// "10.0.0.5, 192.168.1.0/24, ::1". Validation (code "config") for what is no address.
[[nodiscard]] Result<TrustedProxies> parseTrustedProxies(const QString &text);
[[nodiscard]] bool isTrusted(const QHostAddress &address, const TrustedProxies &proxies);

/// Who really asks.
struct ClientAddress {
    QByteArray address; ///< without port
    bool isSecure = false; ///< came to the proxy over TLS
};

/// What a trusted proxy says of the client of this request, by Forwarded (RFC 7239) or X-Forwarded-For and -Proto: the last
/// address that is not a trusted proxy's. `peer` when it says nothing that is understood. Call for trusted peers only:
/// from anybody else these fields are inventions.
[[nodiscard]] ClientAddress clientBehindProxy(const Headers &headers, const QByteArray &peer, const TrustedProxies &proxies);

/// What limits count by: an IPv6 household has a /64; everything else itself.
[[nodiscard]] QByteArray limitKey(const QByteArray &address);

} // namespace deskbell::http
