// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/charts/kpis.h"

#include <QCoreApplication>

#include <cmath>

namespace deskbell::ui {

namespace {

enum class Good { Up, Down, Neither };

std::optional<double> share(qint64 part, qint64 whole)
{
    return whole > 0 ? std::optional(double(part) / double(whole)) : std::nullopt;
}

class KpiMaker
{
    Q_DECLARE_TR_FUNCTIONS(deskbell::ui::Kpis)

public:
    KpiMaker(const Overview &overview, const Formats &formats) : m_overview(overview), m_formats(formats) {}

    [[nodiscard]] QList<Kpi> all() const
    {
        const auto &now = m_overview.current;
        const auto *before = m_overview.previous ? &*m_overview.previous : nullptr;
        const auto old = [before](auto figure) { return before ? std::optional<double>(double(figure(*before))) : std::nullopt; };
        using F = OverviewFigures;
        QList<Kpi> kpis;
        kpis.append(count({QStringLiteral("calls"), tr("Calls"), QStringLiteral("calls"), {},
                           tr("Calls that began in this period."), {}, {}}, now.calls, old([](const F &f) { return f.calls; }), Good::Neither));
        kpis.append(averageDuration(now, before));
        kpis.append(ratio({QStringLiteral("assistant"), tr("Handled by the assistant"), QStringLiteral("assistant"), {},
                           tr("Share of calls that the assistant completed without a person."), {}, {}},
                          share(now.completedCalls, now.calls), before ? share(before->completedCalls, before->calls) : std::nullopt, Good::Up));
        kpis.append(ratio({QStringLiteral("escalated"), tr("Handed to a person"), QStringLiteral("user"), {},
                           tr("Share of calls that were handed to a person."), {}, {}},
                          share(now.escalatedCalls, now.calls), before ? share(before->escalatedCalls, before->calls) : std::nullopt, Good::Down));
        kpis.append(count({QStringLiteral("orders"), tr("Orders"), QStringLiteral("orders"), {},
                           tr("Orders that were created in this period."), {}, {}}, now.orders, old([](const F &f) { return f.orders; }), Good::Neither));
        kpis.append(ratio({QStringLiteral("ordersDone"), tr("Orders done"), QStringLiteral("check-circle"), {},
                           tr("Share of the orders of this period that are done."), {}, {}},
                          share(now.ordersDone, now.orders), before ? share(before->ordersDone, before->orders) : std::nullopt, Good::Up));
        kpis.append(count({QStringLiteral("lost"), tr("Lost calls"), QStringLiteral("phone-missed"), {},
                           tr("Calls that nobody answered or that broke off for a technical reason."), {}, {}},
                          now.lostCalls, old([](const F &f) { return f.lostCalls; }), Good::Down));
        kpis.append(cost(now, before));
        return kpis;
    }

private:
    [[nodiscard]] Kpi count(Kpi kpi, qint64 value, std::optional<double> before, Good good) const
    {
        kpi.value = m_formats.number(value);
        compareRelative(kpi, double(value), before, good);
        return kpi;
    }

    [[nodiscard]] Kpi ratio(Kpi kpi, std::optional<double> value, std::optional<double> before, Good good) const
    {
        kpi.value = value ? m_formats.percent(*value) : tr("–", "no figure");
        if (value && before) {
            const int points = qRound((*value - *before) * 100);
            setChange(kpi, points, points > 0 ? tr("%n point(s) more", "percentage points", points)
                                              : tr("%n point(s) less", "percentage points", -points), good);
        }
        return kpi;
    }

    [[nodiscard]] Kpi averageDuration(const OverviewFigures &now, const OverviewFigures *before) const
    {
        Kpi kpi{QStringLiteral("duration"), tr("Average duration"), QStringLiteral("clock"), {},
                tr("Over calls with a known duration."), {}, {}};
        const auto value = now.averageDurationSeconds;
        kpi.value = value ? m_formats.span(qRound64(*value)) : tr("–", "no figure");
        if (value && before && before->averageDurationSeconds) {
            const int seconds = qRound(*value - *before->averageDurationSeconds);
            setChange(kpi, seconds, seconds > 0 ? tr("%1 longer").arg(m_formats.span(seconds))
                                                : tr("%1 shorter").arg(m_formats.span(-seconds)), Good::Neither);
        }
        return kpi;
    }

    [[nodiscard]] Kpi cost(const OverviewFigures &now, const OverviewFigures *before) const
    {
        Kpi kpi{QStringLiteral("cost"), tr("Cost of voice and AI"), QStringLiteral("coins"), {},
                tr("What the voice provider charged for the calls of this period."), {}, {}};
        kpi.value = m_formats.money(now.cost);
        if (before && before->cost.currency == now.cost.currency) {
            compareRelative(kpi, double(now.cost.minor), double(before->cost.minor), Good::Down);
        }
        return kpi;
    }

    void compareRelative(Kpi &kpi, double value, std::optional<double> before, Good good) const
    {
        if (!before || (*before == 0 && value == 0)) {
            return;
        }
        if (*before == 0) {
            setChange(kpi, 1, tr("none before"), good);
            return;
        }
        const double change = (value - *before) / *before;
        const int percent = qRound(change * 100);
        const auto amount = m_formats.percent(std::abs(change));
        setChange(kpi, percent, percent > 0 ? tr("%1 more", "percentage").arg(amount) : tr("%1 less", "percentage").arg(amount), good);
    }

    static void setChange(Kpi &kpi, int direction, const QString &words, Good good)
    {
        if (direction == 0) {
            kpi.changeIcon = QStringLiteral("minus");
            kpi.change = tr("as before");
            return;
        }
        kpi.changeIcon = direction > 0 ? QStringLiteral("arrow-up") : QStringLiteral("arrow-down");
        kpi.change = words;
        if (good != Good::Neither) {
            const bool isGood = (direction > 0) == (good == Good::Up);
            kpi.changeMeaning = isGood ? ColorRole::Live : ColorRole::Danger;
        }
    }

    const Overview &m_overview;
    const Formats &m_formats;
};

} // namespace

QList<Kpi> kpisOf(const Overview &overview, const Formats &formats) { return KpiMaker(overview, formats).all(); }

} // namespace deskbell::ui
