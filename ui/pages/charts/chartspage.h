// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/pages/charts/periods.h"
#include "ui/shell/page.h"
#include "ui/widgets/formats.h"

class QTimer;
class QToolButton;

namespace deskbell {
class Settings;
}

namespace deskbell::ui {

class ChartView;
class KpiCard;
class Label;
class PeriodBar;
class StateView;
class Theme;

/// One picture of the business: key figures and charts of a period. Refreshes itself quietly while it is seen.
class ChartsPage final : public Page
{
    Q_OBJECT
public:
    /// All outlive this.
    ChartsPage(const Theme &theme, Store &store, Settings &settings, const Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("charts"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("charts"); }
    [[nodiscard]] QList<KeyHint> keyMap() const override;
    [[nodiscard]] QList<PaletteAction> paletteActions() override;
    void takeFocus() override;

    [[nodiscard]] OverviewQuery query() const;
    /// Asks now.
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildHeader();
    QWidget *buildContent();
    void choose(PeriodChoice choice);
    void onPeriodChanged();
    void onPhase();
    void onSomethingHappened();
    void onLoaded(const OverviewQuery &query, const Result<Overview> &result);
    void showOverview(const Overview &overview);
    void describePeriod();
    void openRecords(const Period &period, const QString &serviceType = {});
    void onHour(int hour);
    void onDay(int day);

    const Theme &m_theme;
    Store &m_store;
    Settings &m_settings;
    const Clock &m_clock;
    PeriodBar *m_period;
    Label *m_days = nullptr;
    Label *m_asOf = nullptr;
    QToolButton *m_refresh = nullptr;
    StateView *m_state;
    QList<KpiCard *> m_kpis;
    ChartView *m_hourly = nullptr;
    ChartView *m_services = nullptr;
    ChartView *m_daily = nullptr;
    QTimer *m_minute;
    QTimer *m_throttle;
    OverviewQuery m_asked;
    std::optional<OverviewQuery> m_shown;
    Overview m_overview;
};

} // namespace deskbell::ui
