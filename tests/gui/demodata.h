// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/domain/overview.h"
#include "core/store/store.h"

namespace deskbell::tests {

/// Saturday 21 November 2026, 14:02 in Berlin.
inline Instant demoNow() { return *fromRfc3339(QStringLiteral("2026-11-21T13:02:00.000Z")); }

inline SessionInfo demoSession()
{
    SessionInfo info;
    info.username = QStringLiteral("maria");
    info.displayName = QStringLiteral("Maria Weber");
    info.role = QStringLiteral("agent");
    info.property = QStringLiteral("seaview");
    info.propertyName = QStringLiteral("Seaview Hotel");
    info.timeZone = QStringLiteral("Europe/Berlin");
    info.currency = QStringLiteral("EUR");
    return info;
}

inline QList<Call> demoCalls()
{
    struct Row {
        const char *guest;
        const char *number;
        const char *room;
        const char *service;
        CallState state;
        CallOutcome outcome;
        int minutesAgo;
        int seconds;
    };
    static constexpr Row Rows[] = {
        {"Ana García", "+34600111222", "214", "room_service", CallState::Live, CallOutcome::None, 2, 0},
        {"", "+14155550123", "", "", CallState::Ringing, CallOutcome::None, 0, 0},
        {"Thomas Brandt", "+4915112345678", "307", "housekeeping", CallState::Ended, CallOutcome::Completed, 24, 96},
        {"Nguyễn Thị Hoa", "+84901234567", "118", "information", CallState::Ended, CallOutcome::Escalated, 51, 242},
        {"محمد العلي", "+971501234567", "402", "concierge", CallState::Ended, CallOutcome::Completed, 83, 131},
        {"", "", "", "", CallState::Lost, CallOutcome::Lost, 140, 0},
        {"Sophie Martin", "+33612345678", "220", "maintenance", CallState::Incomplete, CallOutcome::Incomplete, 190, 38},
    };
    QList<Call> calls;
    int number = 0;
    for (const auto &row : Rows) {
        Call call;
        call.id = CallId{QStringLiteral("0190c7a0-0000-7000-8000-%1").arg(++number, 12, 10, QLatin1Char('0'))};
        call.state = row.state;
        call.outcome = row.outcome;
        call.guestName = QString::fromUtf8(row.guest);
        call.customerNumber = QString::fromUtf8(row.number);
        call.room = QString::fromUtf8(row.room);
        call.serviceType = QString::fromUtf8(row.service);
        call.startedAt = demoNow() - std::chrono::minutes(row.minutesAgo);
        if (!call.isLive() && row.seconds > 0) {
            call.endedAt = *call.startedAt + std::chrono::seconds(row.seconds);
        }
        calls.append(call);
    }
    return calls;
}

inline QList<OrderView> demoOrders()
{
    struct Row {
        const char *code;
        const char *room;
        const char *item;
        int quantity;
        const char *department;
        OrderStatus status;
        int dueInMinutes;
    };
    static constexpr Row Rows[] = {
        {"R-1042", "214", "Club sandwich", 2, "room_service", OrderStatus::Pending, 18},
        {"R-1041", "307", "Extra towels", 3, "housekeeping", OrderStatus::Accepted, -6},
        {"R-1040", "220", "Air conditioning drips", 1, "maintenance", OrderStatus::InProgress, 40},
        {"R-1039", "402", "Taxi to the airport", 1, "concierge", OrderStatus::Accepted, 95},
        {"R-1038", "118", "Late check-out", 1, "front_desk", OrderStatus::Done, -60},
    };
    QList<OrderView> orders;
    int number = 0;
    for (const auto &row : Rows) {
        OrderView view;
        view.order.id = OrderId{QStringLiteral("0190c7b0-0000-7000-8000-%1").arg(++number, 12, 10, QLatin1Char('0'))};
        view.order.code = QString::fromUtf8(row.code);
        view.order.room = QString::fromUtf8(row.room);
        view.order.items = {{QString::fromUtf8(row.item), row.quantity}};
        view.order.department = QString::fromUtf8(row.department);
        view.order.status = row.status;
        view.order.createdAt = demoNow() - std::chrono::minutes(30);
        view.order.dueAt = demoNow() + std::chrono::minutes(row.dueInMinutes);
        orders.append(view);
    }
    return orders;
}

inline OverviewFigures demoFigures(const Period &period, int days, QDate first, int scale)
{
    OverviewFigures figures;
    figures.period = period;
    static constexpr int Hours[24] = {2, 1, 0, 0, 1, 3, 9, 16, 22, 19, 14, 12, 15, 13, 11, 14, 18, 24, 29, 26, 19, 12, 7, 4};
    for (size_t i = 0; i < 24; ++i) {
        figures.hourly[i] = Hours[i] * scale / 10 + qint64(i % 3);
        figures.calls += figures.hourly[i];
    }
    for (int i = 0; i < days; ++i) {
        const qint64 calls = figures.calls / days + ((i * 7) % 11 - 5) * scale / 10;
        figures.daily.append({first.addDays(i).toString(Qt::ISODate), qMax<qint64>(0, calls), calls / 3});
    }
    figures.completedCalls = figures.calls * 74 / 100 + scale % 7;
    figures.escalatedCalls = figures.calls * 14 / 100;
    figures.lostCalls = figures.calls * 4 / 100;
    figures.orders = figures.calls * 41 / 100;
    figures.ordersDone = figures.orders * 93 / 100;
    figures.averageDurationSeconds = 94 + scale;
    figures.talkSeconds = figures.calls * 100;
    figures.cost = {figures.calls * 23, QStringLiteral("EUR")};
    const qint64 part = figures.calls / 20;
    figures.serviceTypes = {{QStringLiteral("room_service"), part * 7}, {QStringLiteral("information"), part * 5},
                            {QStringLiteral("housekeeping"), part * 4}, {QStringLiteral("maintenance"), part * 2},
                            {QStringLiteral("concierge"), part}, {QString(), part}};
    return figures;
}

inline Overview demoOverview(const OverviewQuery &query)
{
    Overview overview;
    overview.timeZone = QStringLiteral("Europe/Berlin");
    const int days = int(std::max<qint64>(1, (toMillis(query.period.to) - toMillis(query.period.from)) / 86400000));
    const auto first = QDateTime::fromMSecsSinceEpoch(toMillis(query.period.from), Qt::UTC).date().addDays(1);
    overview.current = demoFigures(query.period, days, first, 12);
    if (query.compare) {
        overview.previous = demoFigures(query.period.previous(), days, first.addDays(-days), 10);
    }
    return overview;
}

} // namespace deskbell::tests
