// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/tenantdirectory.h"
#include "server/jobs/jobqueue.h"
#include "server/services/orderobserver.h"

namespace deskbell::server {

/// Asks for one job "order.notify" for each address that the property wants told of an event. Writer's thread.
class OrderNotifications final : public OrderObserver
{
public:
    /// Both outlive it.
    OrderNotifications(JobQueue &queue, const TenantDirectory &directory) : m_queue(queue), m_directory(directory) {}

    [[nodiscard]] Result<Done> orderChanged(sql::Connection &db, const TenantContext &who, const QString &event, const Order &order) override;

private:
    JobQueue &m_queue;
    const TenantDirectory &m_directory;
};

} // namespace deskbell::server
