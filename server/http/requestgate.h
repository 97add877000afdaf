// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/requestlimits.h"
#include "server/pairing/deviceregistry.h"

#include <QByteArray>
#include <QHash>
#include <functional>
#include <optional>

namespace deskbell::http {

/// The first look at a request: which paired console sends it, and whether it comes too often. I/O thread.
class RequestGate final
{
public:
    /// A good device token came: told once for each new address, else at most once a minute for each device.
    using Sighting = std::function<void(const server::PairedDevice &, const QByteArray &address)>;

    /// `registry` and `clock` outlive it.
    RequestGate(const server::DeviceRegistry &registry, RateOptions options, const Clock &clock, Sighting seen);
    Q_DISABLE_COPY_MOVE(RequestGate)

    /// See ServerCallbacks::gate.
    [[nodiscard]] std::optional<Response> check(Request &request);
    /// See ServerCallbacks::isKnown.
    [[nodiscard]] bool isKnown(const QByteArray &address) const;
    void noteBadHook(const QByteArray &address) { m_limits.noteBadHook(address); }

private:
    void identify(Request &request, const QByteArray &token);

    const server::DeviceRegistry &m_registry;
    const Clock &m_clock;
    AddressLimits m_limits;
    Sighting m_seen;
    QHash<QString, std::chrono::steady_clock::time_point> m_told; ///< by device and address
};

} // namespace deskbell::http
