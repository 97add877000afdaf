// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/servicediscovery.h"

#ifdef DESKBELL_AVAHI
#include "core/discovery/avahidiscovery.h"
#endif

#include <algorithm>

namespace deskbell {
namespace {

#ifndef DESKBELL_AVAHI
/// For platforms whose way we do not know yet: addresses are typed.
class NoDiscovery final : public ServiceDiscovery
{
public:
    void browse() override { }
    void publish(const Announcement &) override { }
    void stop() override { }
};
#endif

} // namespace

std::unique_ptr<ServiceDiscovery> ServiceDiscovery::create()
{
#ifdef DESKBELL_AVAHI
    return std::make_unique<AvahiDiscovery>(QDBusConnection::systemBus());
#else
    return std::make_unique<NoDiscovery>();
#endif
}

void ServiceDiscovery::setFound(QList<Found> found)
{
    std::sort(found.begin(), found.end(), [](const Found &a, const Found &b) {
        return a.name != b.name ? a.name < b.name : a.url.toString() < b.url.toString();
    });
    if (found != m_found) {
        m_found = std::move(found);
        Q_EMIT foundChanged();
    }
}

} // namespace deskbell
