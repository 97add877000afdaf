// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestgate.h"

#include "server/http/respond.h"

namespace deskbell::http {
namespace {

constexpr std::chrono::minutes TellEvery{1};
constexpr qsizetype MaxTold = 10'000;

} // namespace

RequestGate::RequestGate(const server::DeviceRegistry &registry, RateOptions options, const Clock &clock, Sighting seen)
    : m_registry(registry), m_clock(clock), m_limits(options, clock), m_seen(std::move(seen))
{
}

std::optional<Response> RequestGate::check(Request &request)
{
    if (const auto token = request.headers.value("X-Deskbell-Device"); !token.isEmpty()) {
        identify(request, token);
    }
    const auto refused = m_limits.take(routeClass(request.method, request.path), request.peer, request.device);
    return refused ? std::optional(encode(*refused, request.id)) : std::nullopt;
}

void RequestGate::identify(Request &request, const QByteArray &token)
{
    const auto device = m_registry.byToken(token);
    if (!device) {
        return;
    }
    request.device = device->id;
    request.deviceProperty = device->tenant.value;
    const auto now = m_clock.monotonic();
    const auto place = device->id + QLatin1Char('@') + QLatin1String(request.peer);
    if (const auto told = m_told.constFind(place); told != m_told.constEnd() && now - *told < TellEvery) {
        return;
    }
    if (m_told.size() >= MaxTold) {
        m_told.clear();
    }
    m_told.insert(place, now);
    m_seen(*device, request.peer);
}

bool RequestGate::isKnown(const QByteArray &address) const { return m_registry.isKnownAddress(address); }

} // namespace deskbell::http
