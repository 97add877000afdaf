// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/money.h"
#include "core/domain/period.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <array>
#include <optional>

namespace deskbell {

struct ServiceTypeCount {
    QString serviceType; ///< empty: not known
    qint64 calls = 0;

    bool operator==(const ServiceTypeCount &) const = default;
};

/// Calls that began in one property-local day.
struct DayCount {
    QString date; ///< property-local, "2026-11-21"
    qint64 calls = 0;
    qint64 orders = 0;

    bool operator==(const DayCount &) const = default;
};

/// Figures of one period. Counts are of calls that *began* and orders that were *created* in it.
struct OverviewFigures {
    Period period;
    qint64 calls = 0;
    qint64 completedCalls = 0; ///< outcome completed
    qint64 escalatedCalls = 0;
    qint64 lostCalls = 0; ///< outcome lost, failed or no answer
    qint64 orders = 0;
    qint64 ordersDone = 0;
    qint64 talkSeconds = 0;
    std::optional<double> averageDurationSeconds; ///< over calls with a known duration
    Money cost;
    QList<ServiceTypeCount> serviceTypes; ///< most frequent first
    std::array<qint64, 24> hourly{};      ///< calls by property-local hour of the day
    QList<DayCount> daily;                ///< one entry per property-local day of the period, zeros included

    bool operator==(const OverviewFigures &) const = default;
};

struct Overview {
    QString timeZone; ///< IANA, of the property
    OverviewFigures current;
    std::optional<OverviewFigures> previous; ///< when a comparison was asked for

    bool operator==(const Overview &) const = default;
};

struct OverviewQuery {
    Period period;
    bool compare = true;

    bool operator==(const OverviewQuery &) const = default;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::Overview)
Q_DECLARE_METATYPE(deskbell::OverviewQuery)
