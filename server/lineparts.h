// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/discovery/servicediscovery.h"
#include "core/support/clock.h"
#include "core/support/rng.h"
#include "server/access/tenantdirectory.h"
#include "server/http/handlers/pairinghandler.h"
#include "server/http/httpserver.h"
#include "server/http/requestgate.h"
#include "server/http/requestlimits.h"
#include "server/http/tlsidentity.h"
#include "server/ops/datadir.h"
#include "server/pairing/deviceregistry.h"
#include "server/pairing/pairadmin.h"
#include "server/pairing/pairingservice.h"

#include <QObject>
#include <QString>
#include <memory>

namespace deskbell::server {

/// Who may reach the service and how, put together: certificate, paired consoles, limits, announcement. Everything given must
/// outlive it. Main thread; what it puts into the listener runs on the I/O thread.
class LineParts final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        enum class Tls { Auto, On, Off };
        Tls tls = Tls::Auto; ///< Auto: unless the service listens on loopback only
        QString certificate; ///< PEM files; empty: the service makes its own
        QString key;
        http::RateOptions rates;
        bool isAnnounced = false; ///< on the local network
    };

    LineParts(Database &database, const TenantDirectory &directory, Options options, const Clock &clock, Rng &rng);

    /// Gives the listener its certificate, making one in `dir` when there is none. Validation (code "config") for a bad one,
    /// and for plain text to the network without a proxy that would encrypt it.
    [[nodiscard]] Result<Done> equip(http::ServerOptions &listener, const DataDir &dir);
    /// Puts the gate in front of all requests.
    void guard(http::ServerCallbacks &callbacks);
    /// Routes, and the limits of whoever has signed in.
    void addTo(http::Router &router);
    /// The service listens: base URL "https://127.0.0.1:8642". Announces it.
    [[nodiscard]] QString opened(const http::ServerOptions &listener, quint16 port);
    void closing() { m_discovery.reset(); }

    DeviceRegistry devices;
    PairingService pairing;
    PairAdmin admin;
    http::RequestGate gate;

private:
    Options m_options;
    http::PrincipalLimits m_limits;
    http::PairingHandler m_handler;
    std::unique_ptr<ServiceDiscovery> m_discovery; ///< null unless announced
};

} // namespace deskbell::server
