// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "ui/theme/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace deskbell::ui {

namespace {
constexpr int ClockMs = 5000;
}

StatusLine::StatusLine(const Theme &theme, const Clock &clock, const Store &store, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(clock)
    , m_store(store)
    , m_person(new Label(theme, TextRole::Caption12, ColorRole::TextMuted, {}, this))
    , m_counts(new Label(theme, TextRole::Caption12, ColorRole::Text, {}, this))
    , m_time(new Label(theme, TextRole::Caption12, ColorRole::Text, {}, this))
    , m_timer(new QTimer(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.space(Space::L), 0, theme.space(Space::L), 0);
    row->setSpacing(theme.space(Space::XL));
    row->addWidget(m_person);
    row->addWidget(m_counts);
    row->addStretch(1);
    row->addWidget(m_time);
    m_time->setTabular(true);
    m_time->setObjectName(QStringLiteral("propertyTimeLabel"));
    m_counts->setObjectName(QStringLiteral("countsLabel"));
    setFixedHeight(28);
    connect(m_timer, &QTimer::timeout, this, &StatusLine::onClock);
    connect(&store, &Store::callsChanged, this, &StatusLine::onCounts);
    connect(&store, &Store::ordersChanged, this, &StatusLine::onCounts);
    connect(&store, &Store::jobsChanged, this, &StatusLine::onCounts);
    connect(&store, &Store::jobSummaryChanged, this, &StatusLine::onCounts);
    connect(&store, &Store::phaseChanged, this, &StatusLine::onClock);
    m_timer->start(ClockMs);
    onClock();
}

void StatusLine::setPerson(const QString &name) { m_person->setText(name); }

QString StatusLine::counts() const { return m_counts->text(); }

void StatusLine::onClock()
{
    const Formats formats(m_store.timeZone());
    m_time->setText(formats.dateTime(m_clock.now()));
    m_time->setToolTip(tr("Time at the property (%1)").arg(QString::fromLatin1(formats.zone().id())));
    onCounts();
}

void StatusLine::onCounts()
{
    const auto calls = m_store.calls();
    const auto orders = m_store.orders();
    const auto now = m_clock.now();
    const auto live = std::count_if(calls.begin(), calls.end(), [](const Call &call) { return call.isLive(); });
    const auto open = std::count_if(orders.begin(), orders.end(), [](const auto &o) { return o.order.isOpen(); });
    const auto due = std::count_if(orders.begin(), orders.end(), [now](const OrderView &view) {
        return view.order.isOpen() && view.order.dueAt && *view.order.dueAt <= now;
    });
    auto text = tr("%1 · %2", "counts in the status line")
                    .arg(tr("%n live call(s)", nullptr, int(live)), tr("%n open order(s)", nullptr, int(open)));
    if (due > 0) {
        text = tr("%1 · %2", "counts in the status line").arg(text, tr("%n order(s) overdue", nullptr, int(due)));
    }
    if (const int attention = m_store.jobsNeedingAttention(); attention > 0) {
        text = tr("%1 · %2", "counts in the status line").arg(text, tr("%n job(s) need attention", nullptr, attention));
    }
    m_counts->setText(text);
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.color(ColorRole::Border));
    painter.drawLine(0, 0, width(), 0);
}

} // namespace deskbell::ui
