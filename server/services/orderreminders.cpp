// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/orderreminders.h"

#include "server/jobs/kinds/orderduesoonjob.h"
#include "server/storage/jobsrepository.h"

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

const auto MinutesKey = QStringLiteral("order_due_minutes");

bool hasNotBegun(JobState state) { return state == JobState::Available || state == JobState::Scheduled; }

} // namespace

Result<Done> OrderReminders::orderChanged(sql::Connection &db, const TenantContext &who, const QString &, const Order &order)
{
    const auto lead = leadOf(who.tenant);
    const auto now = m_clock.now();
    const bool isWanted = order.isOpen() && order.dueAt && *order.dueAt > now && lead > 0min;
    const auto group = QStringLiteral("order.due_soon:%1").arg(order.id.value);
    const auto key = isWanted ? QStringLiteral("%1:%2").arg(group).arg(toMillis(*order.dueAt)) : QString();
    if (auto takenBack = takeBack(db, who, group, key); !takenBack) {
        return takenBack;
    }
    if (!isWanted) {
        return Done{};
    }
    NewJob job;
    job.queue = QStringLiteral("notification");
    job.kind = OrderDueSoonJob::Kind;
    job.priority = 1;
    job.args = {{QStringLiteral("order_id"), order.id.value}, {QStringLiteral("due_at"), toRfc3339(*order.dueAt)}};
    job.runAt = *order.dueAt - lead;
    job.expiresAt = order.dueAt;
    job.uniqueKey = key;
    // A change of the order after it was reminded of is no reason to do it again.
    job.uniqueFor = 24h * 7;
    job.groupKey = group;
    job.subject = QStringLiteral("Reminder of order %1").arg(order.code);
    const auto asked = m_queue.enqueue(db, who, job);
    return asked ? Result<Done>(Done{}) : Result<Done>(asked.error());
}

std::chrono::minutes OrderReminders::leadOf(const TenantId &tenant) const
{
    const auto known = m_directory.tenant(tenant);
    const auto reminders = known ? known->settings.value(QLatin1String("reminders")).toObject() : QJsonObject();
    return std::chrono::minutes(std::clamp(reminders.value(MinutesKey).toInt(DefaultMinutes), 0, MostMinutes));
}

Result<Done> OrderReminders::takeBack(sql::Connection &db, const TenantContext &who, const QString &group, const QString &wantedKey)
{
    const auto head = JobsRepository(db).groupHead(who.tenant, group);
    if (!head) {
        return head.error();
    }
    if (!head.value() || head.value()->uniqueKey == wantedKey || !hasNotBegun(head.value()->state)) {
        return Done{};
    }
    auto job = *head.value();
    job.state = JobState::Cancelled;
    job.updatedAt = m_clock.now();
    job.finishedAt = job.updatedAt;
    return m_ledger.store(db, who.actor, *head.value(), job);
}

Result<Done> OrderReminders::check(const QJsonObject &reminders)
{
    for (auto entry = reminders.constBegin(); entry != reminders.constEnd(); ++entry) {
        const auto minutes = entry.value().toDouble(-1);
        if (entry.key() != MinutesKey || minutes != int(minutes) || minutes < 0 || minutes > MostMinutes) {
            const auto field = QStringLiteral("reminders.") + entry.key();
            return Error{ErrorKind::Validation, QStringLiteral("%1 is not known, or is no whole number of minutes from 0 to %2").arg(field).arg(MostMinutes),
                         0, QStringLiteral("invalid_field"), {{QStringLiteral("field"), field}}};
        }
    }
    return Done{};
}

} // namespace deskbell::server
