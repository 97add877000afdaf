// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/charts/overviewcharts.h"

#include <QCoreApplication>

namespace deskbell::ui {

namespace {

constexpr int MaxParts = 6;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::OverviewCharts)

public:
    static QString known(const QString &type)
    {
        static const QHash<QString, const char *> names{
            {QStringLiteral("room_service"), QT_TR_NOOP("Room service")},
            {QStringLiteral("housekeeping"), QT_TR_NOOP("Housekeeping")},
            {QStringLiteral("maintenance"), QT_TR_NOOP("Maintenance")},
            {QStringLiteral("concierge"), QT_TR_NOOP("Concierge")},
            {QStringLiteral("front_desk"), QT_TR_NOOP("Front desk")},
            {QStringLiteral("information"), QT_TR_NOOP("Information")},
            {QStringLiteral("booking"), QT_TR_NOOP("Bookings")},
            {QStringLiteral("restaurant"), QT_TR_NOOP("Restaurant")},
            {QStringLiteral("spa"), QT_TR_NOOP("Spa")},
            {QStringLiteral("transport"), QT_TR_NOOP("Transport")},
            {QStringLiteral("complaint"), QT_TR_NOOP("Complaints")},
            {QStringLiteral("other"), QT_TR_NOOP("Other requests")},
        };
        const auto *name = names.value(type, nullptr);
        return name ? tr(name) : QString();
    }

    static QList<ChartSeries> withBefore(ChartSeries now, const std::optional<QList<double>> &before)
    {
        QList<ChartSeries> series{std::move(now)};
        if (before) {
            series.append({tr("Period before"), *before});
        }
        return series;
    }

    static ChartData hourly(const Overview &overview)
    {
        ChartData data{ChartKind::Line, tr("Calls by hour of the day"), tr("Hour"), {}, {}, {}};
        const auto hour = [](int value) { return QStringLiteral("%1:00").arg(value, 2, 10, QLatin1Char('0')); };
        const auto valuesOf = [](const OverviewFigures &figures) {
            return QList<double>(figures.hourly.begin(), figures.hourly.end());
        };
        for (int i = 0; i < 24; ++i) {
            data.categories.append(hour(i));
            data.fullNames.append(tr("%1 to %2", "hours").arg(hour(i), hour((i + 1) % 24)));
        }
        data.series = withBefore({tr("Calls"), valuesOf(overview.current)},
                                 overview.previous ? std::optional(valuesOf(*overview.previous)) : std::nullopt);
        return data;
    }

    static ChartData daily(const Overview &overview, const Formats &formats)
    {
        ChartData data{ChartKind::Bars, tr("Calls per day"), tr("Day"), {}, {}, {}};
        QList<double> values;
        for (const auto &day : overview.current.daily) {
            const auto date = QDate::fromString(day.date, Qt::ISODate);
            data.categories.append(formats.locale().toString(date, tr("d MMM", "short date on an axis")));
            data.fullNames.append(formats.date(date));
            values.append(double(day.calls));
        }
        std::optional<QList<double>> before;
        if (overview.previous) {
            before.emplace();
            for (const auto &day : overview.previous->daily.mid(0, values.size())) {
                before->append(double(day.calls));
            }
        }
        data.series = withBefore({tr("Calls"), values}, before);
        return data;
    }

    static ChartData services(const Overview &overview)
    {
        ChartData data{ChartKind::Donut, tr("What guests asked for"), tr("Kind of request"), {}, {}, {}};
        QList<double> values;
        double rest = 0;
        const auto &types = overview.current.serviceTypes;
        for (int i = 0; i < types.size(); ++i) {
            if (i < MaxParts || types.size() == MaxParts + 1) {
                data.categories.append(serviceTypeName(types.at(i).serviceType));
                values.append(double(types.at(i).calls));
            } else {
                rest += double(types.at(i).calls);
            }
        }
        if (rest > 0) {
            data.categories.append(tr("Everything else"));
            values.append(rest);
        }
        data.fullNames = data.categories;
        data.series = {{tr("Calls"), values}};
        return data;
    }

    static QString notKnown() { return tr("Not known"); }
};

} // namespace

ChartData hourlyChart(const Overview &overview) { return Words::hourly(overview); }

ChartData dailyChart(const Overview &overview, const Formats &formats) { return Words::daily(overview, formats); }

ChartData serviceChart(const Overview &overview) { return Words::services(overview); }

QString serviceTypeName(const QString &serviceType)
{
    if (serviceType.isEmpty()) {
        return Words::notKnown();
    }
    auto name = Words::known(serviceType);
    if (name.isEmpty()) {
        name = serviceType;
        name.replace(QLatin1Char('_'), QLatin1Char(' '));
        name[0] = name.at(0).toUpper();
    }
    return name;
}

} // namespace deskbell::ui
