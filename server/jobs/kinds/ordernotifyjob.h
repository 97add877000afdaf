// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/tenantdirectory.h"
#include "server/bridges/webhook/deliverybridge.h"
#include "server/jobs/outgoingjob.h"

namespace deskbell::server {

/// "order.notify": tells a system of the property about an order. Args {"event","url","order_id","order"}. The address must
/// still be configured when it is sent, and the secret is read then.
class OrderNotifyJob final : public OutgoingJob
{
public:
    inline static const QString Kind = QStringLiteral("order.notify");

    /// Both outlive it.
    OrderNotifyJob(DeliveryBridge &bridge, const TenantDirectory &directory) : m_bridge(bridge), m_directory(directory) {}

    [[nodiscard]] QString kind() const override { return Kind; }
    [[nodiscard]] QString provider(const Job &job) const override;
    [[nodiscard]] QByteArray body(const Job &job) const override;
    [[nodiscard]] QCoro::Task<SendOutcome> send(Job job, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<LookupOutcome> lookUp(Job job, std::stop_token stop) override;

private:
    /// Nothing when the property has taken the address out.
    [[nodiscard]] std::optional<Delivery> delivery(const Job &job) const;

    DeliveryBridge &m_bridge;
    const TenantDirectory &m_directory;
};

} // namespace deskbell::server
