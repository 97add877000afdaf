// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/tenantdirectory.h"
#include "server/jobs/jobledger.h"
#include "server/jobs/jobqueue.h"
#include "server/services/orderobserver.h"

namespace deskbell::server {

/// Asks for a reminder "order.due_soon" before an order is due, and takes it back when the order is closed or is due at another
/// time. How long before is the property's setting "reminders": {"order_due_minutes": 10}; 0 is never. Writer's thread.
class OrderReminders final : public OrderObserver
{
public:
    static constexpr int DefaultMinutes = 10;
    static constexpr int MostMinutes = 24 * 60;

    /// All outlive it.
    OrderReminders(JobQueue &queue, JobLedger &ledger, const TenantDirectory &directory, const Clock &clock)
        : m_queue(queue), m_ledger(ledger), m_directory(directory), m_clock(clock)
    {
    }

    [[nodiscard]] Result<Done> orderChanged(sql::Connection &db, const TenantContext &who, const QString &event, const Order &order) override;
    /// Of the value of "reminders": Validation naming the field.
    [[nodiscard]] static Result<Done> check(const QJsonObject &reminders);

private:
    [[nodiscard]] std::chrono::minutes leadOf(const TenantId &tenant) const;
    [[nodiscard]] Result<Done> takeBack(sql::Connection &db, const TenantContext &who, const QString &group, const QString &wantedKey);

    JobQueue &m_queue;
    JobLedger &m_ledger;
    const TenantDirectory &m_directory;
    const Clock &m_clock;
};

} // namespace deskbell::server
