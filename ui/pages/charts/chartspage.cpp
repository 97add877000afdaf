// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/charts/chartspage.h"

#include "core/support/settings.h"
#include "ui/charts/chartview.h"
#include "ui/pages/charts/kpicard.h"
#include "ui/pages/charts/overviewcharts.h"
#include "ui/pages/charts/periodbar.h"
#include "ui/shell/errortext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stateview.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int MinuteMs = 60000;
constexpr int ThrottleMs = 5000;
constexpr int KpiCount = 8;
constexpr int KpiColumns = 4;
}

ChartsPage::ChartsPage(const Theme &theme, Store &store, Settings &settings, const Clock &clock, QWidget *parent)
    : Page(parent)
    , m_theme(theme)
    , m_store(store)
    , m_settings(settings)
    , m_clock(clock)
    , m_period(new PeriodBar(theme, this))
    , m_state(new StateView(theme, this))
    , m_minute(new QTimer(this))
    , m_throttle(new QTimer(this))
{
    setObjectName(QStringLiteral("chartsPage"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.space(Space::XL), theme.space(Space::L), theme.space(Space::M), 0);
    column->setSpacing(theme.space(Space::M));
    buildHeader();
    m_state->setSkeletonShape(Skeleton::Shape::Cards);
    m_state->setContent(buildContent());
    column->addWidget(m_state, 1);
    const auto today = dateOf(clock.now(), Formats(store.timeZone()).zone());
    m_period->setDays(today.addDays(-13), today);
    m_period->setChoice(periodChoice(settings.value(Settings::ChartPeriod)).value_or(PeriodChoice::Last7));
    m_throttle->setSingleShot(true);
    m_throttle->setInterval(ThrottleMs);
    connect(m_period, &PeriodBar::changed, this, &ChartsPage::onPeriodChanged);
    connect(m_refresh, &QToolButton::clicked, this, &ChartsPage::refresh);
    connect(m_state, &StateView::retryRequested, this, &ChartsPage::refresh);
    connect(m_state, &StateView::emptyActionRequested, this, [this] { choose(PeriodChoice::Last30); });
    connect(&store, &Store::overviewLoaded, this, &ChartsPage::onLoaded);
    connect(&store, &Store::phaseChanged, this, &ChartsPage::onPhase);
    connect(&store, &Store::callsChanged, this, &ChartsPage::onSomethingHappened);
    connect(&store, &Store::ordersChanged, this, &ChartsPage::onSomethingHappened);
    connect(m_throttle, &QTimer::timeout, this, &ChartsPage::refresh);
    connect(m_minute, &QTimer::timeout, this, &ChartsPage::onSomethingHappened);
    m_minute->start(MinuteMs);
}

QString ChartsPage::title() const { return tr("Charts", "page"); }

void ChartsPage::buildHeader()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    auto *row = new QHBoxLayout;
    row->setSpacing(m_theme.space(Space::M));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new Label(m_theme, TextRole::Title20, ColorRole::Text, title(), this));
    m_days = new Label(m_theme, TextRole::Body13, ColorRole::TextMuted, {}, this);
    m_days->setObjectName(QStringLiteral("chartDaysLabel"));
    words->addWidget(m_days);
    row->addLayout(words, 1);
    m_asOf = new Label(m_theme, TextRole::Caption12, ColorRole::TextMuted, {}, this);
    m_asOf->setObjectName(QStringLiteral("chartAsOfLabel"));
    m_refresh = new QToolButton(this);
    m_refresh->setObjectName(QStringLiteral("refreshToolButton"));
    m_refresh->setAccessibleName(tr("Refresh the charts"));
    m_refresh->setToolTip(tr("Refresh (F5)"));
    m_refresh->setShortcut(Qt::Key_F5);
    const auto restyle = [this] { m_refresh->setIcon(m_theme.icon(QStringLiteral("refresh"), ColorRole::TextMuted)); };
    restyle();
    connect(&m_theme, &Theme::changed, m_refresh, restyle);
    row->addWidget(m_asOf);
    row->addWidget(m_refresh);
    row->addSpacing(m_theme.space(Space::M));
    column->addLayout(row);
    column->addWidget(m_period);
}

QWidget *ChartsPage::buildContent()
{
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("chartsScrollArea"));
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget(scroll);
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, m_theme.space(Space::M), m_theme.space(Space::L));
    grid->setSpacing(m_theme.space(Space::M));
    for (int i = 0; i < KpiCount; ++i) {
        auto *card = new KpiCard(m_theme, content);
        grid->addWidget(card, i / KpiColumns, i % KpiColumns);
        m_kpis.append(card);
    }
    for (int i = 0; i < KpiColumns; ++i) {
        grid->setColumnStretch(i, 1);
    }
    m_hourly = new ChartView(m_theme, QStringLiteral("hourly"), content);
    m_daily = new ChartView(m_theme, QStringLiteral("daily"), content);
    m_services = new ChartView(m_theme, QStringLiteral("services"), content);
    grid->addWidget(m_hourly, 2, 0, 1, 3);
    grid->addWidget(m_daily, 3, 0, 1, 3);
    grid->addWidget(m_services, 2, 3, 2, 1);
    grid->setRowStretch(2, 1);
    grid->setRowStretch(3, 1);
    scroll->setWidget(content);
    connect(m_hourly, &ChartView::activated, this, &ChartsPage::onHour);
    connect(m_daily, &ChartView::activated, this, &ChartsPage::onDay);
    connect(m_services, &ChartView::activated, this, [this](int part) {
        openRecords(m_overview.current.period, m_overview.current.serviceTypes.value(part).serviceType);
    });
    return scroll;
}

QList<KeyHint> ChartsPage::keyMap() const
{
    return {
        {QKeySequence(Qt::Key_F5), tr("Refresh the charts")},
        {QKeySequence(Qt::Key_Tab), tr("Next chart")},
        {QKeySequence(Qt::Key_Right), tr("Next point of a chart")},
        {QKeySequence(Qt::Key_Return), tr("Open the records behind a point")},
    };
}

QList<PaletteAction> ChartsPage::paletteActions()
{
    const auto icon = QStringLiteral("calendar");
    return {
        {tr("Charts of today"), {}, icon, {}, [this] { choose(PeriodChoice::Today); }},
        {tr("Charts of yesterday"), {}, icon, {}, [this] { choose(PeriodChoice::Yesterday); }},
        {tr("Charts of the last 7 days"), {}, icon, {}, [this] { choose(PeriodChoice::Last7); }},
        {tr("Charts of the last 30 days"), {}, icon, {}, [this] { choose(PeriodChoice::Last30); }},
        {tr("Charts of this month"), {}, icon, {}, [this] { choose(PeriodChoice::ThisMonth); }},
    };
}

void ChartsPage::takeFocus() { m_period->takeFocus(); }

OverviewQuery ChartsPage::query() const
{
    const auto zone = Formats(m_store.timeZone()).zone();
    const auto period = m_period->choice() == PeriodChoice::Custom
        ? daysPeriod(m_period->firstDay(), m_period->lastDay(), zone)
        : periodFor(m_period->choice(), zone, m_clock.now());
    return {period, m_period->compares()};
}

void ChartsPage::choose(PeriodChoice choice)
{
    m_period->setChoice(choice);
    onPeriodChanged();
}

void ChartsPage::onPeriodChanged()
{
    m_settings.set(Settings::ChartPeriod, periodWord(m_period->choice()));
    refresh();
}

void ChartsPage::refresh()
{
    m_throttle->stop();
    if (m_store.phase() != Store::Phase::Ready) {
        return;
    }
    m_asked = query();
    if (m_shown != m_asked) {
        m_state->showLoading();
    }
    describePeriod();
    m_store.requestOverview(m_asked);
}

void ChartsPage::onPhase()
{
    if (m_store.phase() != Store::Phase::Ready) {
        m_shown.reset();
        m_state->showLoading();
    } else if (isVisible()) {
        refresh();
    }
}

void ChartsPage::onSomethingHappened()
{
    if (isVisible() && !m_throttle->isActive()) {
        m_throttle->start();
    }
}

void ChartsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    refresh();
}

void ChartsPage::onLoaded(const OverviewQuery &query, const Result<Overview> &result)
{
    if (query != m_asked) {
        return;
    }
    if (result.ok()) {
        m_shown = query;
        showOverview(result.value());
        return;
    }
    if (result.error().kind == ErrorKind::Cancelled) {
        return;
    }
    if (m_shown == query) {
        m_asOf->setText(tr("%1 · could not be refreshed", "as of when").arg(m_asOf->text().section(QStringLiteral(" · "), 0, 0)));
        return;
    }
    const auto text = errorText(result.error(), Attempt::LoadOverview);
    m_state->showError(text.title, text.sentence);
}

void ChartsPage::showOverview(const Overview &overview)
{
    m_overview = overview;
    const Formats formats(overview.timeZone);
    m_asOf->setText(tr("As of %1", "time").arg(formats.time(m_clock.now())));
    if (overview.current.calls == 0 && overview.current.orders == 0) {
        m_state->showEmpty(QStringLiteral("charts"), tr("No calls in this period"),
                           tr("Figures appear here as soon as the first guest has called."), tr("Show the last 30 days"));
        return;
    }
    const auto kpis = kpisOf(overview, formats);
    for (int i = 0; i < m_kpis.size(); ++i) {
        m_kpis.at(i)->setKpi(kpis.at(i));
    }
    m_hourly->setData(hourlyChart(overview));
    m_daily->setData(dailyChart(overview, formats));
    m_services->setData(serviceChart(overview));
    m_state->showContent();
}

void ChartsPage::describePeriod()
{
    const Formats formats(m_store.timeZone());
    const auto span = [&formats](const Period &period) {
        const auto first = dateOf(period.from, formats.zone());
        const auto last = lastDateOf(period, formats.zone());
        return first == last ? formats.date(first) : tr("%1 – %2", "first and last day").arg(formats.date(first), formats.date(last));
    };
    auto text = span(m_asked.period);
    if (m_asked.compare) {
        text = tr("%1, compared with %2", "two periods").arg(text, span(m_asked.period.previous()));
    }
    m_days->setText(text);
}

void ChartsPage::openRecords(const Period &period, const QString &serviceType)
{
    PageTarget target;
    target.page = QStringLiteral("calls");
    target.period = period;
    target.serviceType = serviceType;
    Q_EMIT jumpRequested(target);
}

/// An hour of the day is one period only when one day is shown.
void ChartsPage::onHour(int hour)
{
    auto period = m_overview.current.period;
    if (m_overview.current.daily.size() == 1) {
        const auto zone = Formats(m_overview.timeZone).zone();
        const auto date = dateOf(period.from, zone);
        const QDateTime start(date, QTime(hour, 0), zone);
        period.from = fromMillis(start.toMSecsSinceEpoch());
        period.to = period.from + std::chrono::hours(1);
    }
    openRecords(period);
}

void ChartsPage::onDay(int day)
{
    const auto date = QDate::fromString(m_overview.current.daily.value(day).date, Qt::ISODate);
    if (date.isValid()) {
        openRecords(daysPeriod(date, date, Formats(m_overview.timeZone).zone()));
    }
}

} // namespace deskbell::ui
