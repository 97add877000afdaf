// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/clientaddress.h"
#include "server/http/tlscontext.h"
#include "server/ws/socketoptions.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <chrono>
#include <memory>

namespace deskbell::http {

/// Limits of the listener. The defaults suit a property; tests shorten the times.
struct ServerOptions {
    QString host = QStringLiteral("127.0.0.1"); ///< IPv4 or IPv6 literal, or "localhost"; "::" listens on both families
    quint16 port = 0; ///< 0 lets the system pick

    std::shared_ptr<TlsContext> tls; ///< null: in the clear, and then nobody but loopback and trusted proxies is let in
    TrustedProxies trustedProxies; ///< whose Forwarded and X-Forwarded-For are believed

    int headerBytes = 16 * 1024; ///< request line and fields; more is 431
    int targetBytes = 8 * 1024; ///< more is 414
    qint64 defaultBodyBytes = 1024 * 1024; ///< used when `ServerCallbacks::bodyLimit` is not set
    std::chrono::milliseconds headerTimeout{5'000}; ///< from the first byte of a request to the end of its header
    std::chrono::milliseconds bodyTimeout{30'000}; ///< for the whole body
    qint64 minBodyBytesPerSecond = 1024; ///< judged from the third second on (scaled with sweepInterval)
    std::chrono::milliseconds idleTimeout{60'000}; ///< between requests, and for a client that takes no answer bytes
    std::chrono::milliseconds lingerTimeout{2'000}; ///< for a client that still sends after it was refused
    std::chrono::milliseconds sweepInterval{1'000}; ///< how often deadlines are looked at: their resolution
    std::chrono::milliseconds acceptPause{100}; ///< after running out of descriptors

    int maxConnections = 10'000;
    int maxConnectionsPerAddress = 256; ///< IPv6: per /64. Loopback and trusted proxies are exempt
    /// Of addresses where no paired console was seen; the rest of maxConnections is kept for those where one was. 0: no such limit.
    int maxUnknownConnections = 0;
    int maxUnknownPerAddress = 0; ///< of such an address; 0: as of any other
    bool countsLoopback = false; ///< loopback is an address like any other (tests)
    int maxRequestsInFlight = 16'384; ///< handed over and not answered, over all connections; more is 503
    int pipelineDepth = 16; ///< requests of one connection in work; then its socket is not read
    qint64 maxUnreadAnswerBytes = 1024 * 1024; ///< per connection; then its requests wait
    qint64 maxBufferedBodyBytes = 256LL * 1024 * 1024; ///< request bodies held over all connections; more is 503

    /// Names (without port, lower case) a Host field may carry; empty accepts any. Else 421: stops DNS rebinding.
    QList<QByteArray> allowedHosts;
    /// With `allowedHosts`: addresses instead of a name are accepted, too. Nobody can rebind an address.
    bool allowsAddressHosts = false;
    /// Web pages that may call and open sockets: whole origins in lower case, "https://site.example".
    QList<QByteArray> allowedOrigins;

    ws::SocketOptions socket;
};

/// A snapshot of counters; totals since listen() unless said otherwise.
struct ServerStats {
    qint64 connections = 0; ///< open now, sockets included
    qint64 sockets = 0; ///< WebSockets open now
    qint64 inFlight = 0; ///< requests handed over and not answered now
    qint64 accepted = 0;
    qint64 requests = 0;
    qint64 refused = 0; ///< answered with an error by the transport itself
    qint64 turnedAway = 0; ///< connections over a connection limit
    qint64 timedOut = 0; ///< connections cut by a deadline
    qint64 lateAnswers = 0; ///< answers dropped because the client had gone
    qint64 acceptPauses = 0; ///< times the process was out of descriptors
};

} // namespace deskbell::http
