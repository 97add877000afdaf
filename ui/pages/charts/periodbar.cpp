// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/charts/periodbar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QSignalBlocker>

namespace deskbell::ui {

PeriodBar::PeriodBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_choices(new SegmentedControl(theme, this))
    , m_days(new QWidget(this))
    , m_first(new QDateEdit(m_days))
    , m_last(new QDateEdit(m_days))
    , m_compare(new QCheckBox(tr("Compare"), this))
{
    m_choices->setAccessibleName(tr("Period"));
    m_choices->addSegment(tr("Today"), QStringLiteral("todayToolButton"));
    m_choices->addSegment(tr("Yesterday"), QStringLiteral("yesterdayToolButton"));
    m_choices->addSegment(tr("7 days"), QStringLiteral("last7ToolButton"));
    m_choices->addSegment(tr("30 days"), QStringLiteral("last30ToolButton"));
    m_choices->addSegment(tr("This month"), QStringLiteral("thisMonthToolButton"));
    m_choices->addSegment(tr("Dates…"), QStringLiteral("customToolButton"));
    auto *days = new QHBoxLayout(m_days);
    days->setContentsMargins(0, 0, 0, 0);
    days->setSpacing(theme.space(Space::S));
    days->addWidget(m_first);
    days->addWidget(new Label(theme, TextRole::Body13, ColorRole::TextMuted, tr("to", "between two dates"), m_days));
    days->addWidget(m_last);
    m_days->hide();
    m_first->setObjectName(QStringLiteral("firstDayDateEdit"));
    m_first->setAccessibleName(tr("First day"));
    m_last->setObjectName(QStringLiteral("lastDayDateEdit"));
    m_last->setAccessibleName(tr("Last day"));
    m_compare->setObjectName(QStringLiteral("compareCheckBox"));
    m_compare->setAccessibleName(tr("Compare with the period before"));
    m_compare->setToolTip(m_compare->accessibleName());
    m_compare->setChecked(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.space(Space::M));
    row->addWidget(m_choices);
    row->addWidget(m_days);
    row->addWidget(m_compare);
    row->addStretch(1);
    for (auto *edit : {m_first, m_last}) {
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(tr("d MMM yyyy", "date in a field"));
        connect(edit, &QDateEdit::dateChanged, this, &PeriodBar::onDays);
    }
    connect(m_choices, &SegmentedControl::currentChanged, this, [this] {
        m_days->setVisible(choice() == PeriodChoice::Custom);
        Q_EMIT changed();
    });
    connect(m_compare, &QCheckBox::toggled, this, &PeriodBar::changed);
}

PeriodChoice PeriodBar::choice() const { return static_cast<PeriodChoice>(m_choices->current()); }

void PeriodBar::setChoice(PeriodChoice choice)
{
    m_choices->setCurrent(static_cast<int>(choice));
    m_days->setVisible(choice == PeriodChoice::Custom);
}

bool PeriodBar::compares() const { return m_compare->isChecked(); }

QDate PeriodBar::firstDay() const { return qMin(m_first->date(), m_last->date()); }

QDate PeriodBar::lastDay() const { return qMax(m_first->date(), m_last->date()); }

void PeriodBar::setDays(QDate first, QDate last)
{
    const QSignalBlocker quietFirst(m_first);
    const QSignalBlocker quietLast(m_last);
    m_first->setDate(first);
    m_last->setDate(last);
}

void PeriodBar::takeFocus() { m_choices->takeFocus(); }

void PeriodBar::onDays()
{
    if (choice() == PeriodChoice::Custom) {
        Q_EMIT changed();
    }
}

} // namespace deskbell::ui
