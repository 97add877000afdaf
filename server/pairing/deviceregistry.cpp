// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pairing/deviceregistry.h"

#include <QCryptographicHash>

namespace deskbell::server {
namespace {

constexpr int MaxTokenLength = 100;

void drop(QHash<QByteArray, PairedDevice> &devices, const TenantId &tenant, const QString &id)
{
    devices.removeIf([&](const auto &entry) { return entry.value().tenant == tenant && entry.value().id == id; });
}

} // namespace

QByteArray DeviceRegistry::hashOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

std::optional<PairedDevice> DeviceRegistry::byToken(const QByteArray &token) const
{
    const auto state = m_state.load();
    if (token.isEmpty() || token.size() > MaxTokenLength || state->byHash.isEmpty()) {
        return std::nullopt;
    }
    // By its hash: how long the look-up takes tells nothing about tokens.
    const auto found = state->byHash.constFind(hashOf(token));
    return found == state->byHash.constEnd() ? std::nullopt : std::optional(*found);
}

bool DeviceRegistry::isKnownAddress(const QByteArray &address) const
{
    return m_state.load()->addresses.contains(address);
}

void DeviceRegistry::replace(const QList<PairedDevice> &devices)
{
    QHash<QByteArray, PairedDevice> byHash;
    for (const auto &device : devices) {
        byHash.insert(device.tokenHash, device);
    }
    store(std::move(byHash));
}

void DeviceRegistry::put(const PairedDevice &device)
{
    auto devices = m_state.load()->byHash;
    drop(devices, device.tenant, device.id);
    devices.insert(device.tokenHash, device);
    store(std::move(devices));
}

void DeviceRegistry::remove(const TenantId &tenant, const QString &id)
{
    auto devices = m_state.load()->byHash;
    drop(devices, tenant, id);
    store(std::move(devices));
}

void DeviceRegistry::noteAddress(const TenantId &tenant, const QString &id, const QByteArray &address)
{
    auto devices = m_state.load()->byHash;
    for (auto &device : devices) {
        if (device.tenant == tenant && device.id == id) {
            device.lastAddress = address;
        }
    }
    store(std::move(devices));
}

void DeviceRegistry::store(QHash<QByteArray, PairedDevice> devices)
{
    auto next = std::make_shared<State>();
    for (const auto &device : std::as_const(devices)) {
        if (!device.lastAddress.isEmpty()) {
            ++next->addresses[device.lastAddress];
        }
    }
    next->byHash = std::move(devices);
    m_state.store(std::move(next));
}

} // namespace deskbell::server
