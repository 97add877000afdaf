// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobfilterbar.h"

#include "ui/pages/jobs/jobtext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

namespace deskbell::ui {

namespace {
constexpr int SearchWidth = 280;
constexpr int LeastSearchWidth = 110;
}

JobFilterBar::JobFilterBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_segments(new SegmentedControl(theme, this))
    , m_queue(new QComboBox(this))
    , m_search(new SearchField(theme, tr("Order, receiver, error"), this))
    , m_refresh(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    const int inset = theme.space(Space::M);
    row->setContentsMargins(inset, inset, inset, inset);
    row->setSpacing(theme.space(Space::S));
    m_segments->setObjectName(QStringLiteral("jobSegmentedControl"));
    m_segments->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_segments->setAccessibleName(tr("Which jobs to show"));
    m_segments->addSegment(tr("Needs attention", "jobs"), QStringLiteral("attentionToolButton"), QStringLiteral("warning"));
    m_segments->addSegment(tr("Waiting", "jobs"), QStringLiteral("waitingToolButton"), QStringLiteral("clock"));
    m_segments->addSegment(tr("Done", "jobs"), QStringLiteral("doneToolButton"), QStringLiteral("check-circle"));
    m_segments->addSegment(tr("My changes", "of this desk, not stored yet"), QStringLiteral("changesToolButton"), QStringLiteral("note"));
    m_queue->setObjectName(QStringLiteral("queueComboBox"));
    m_queue->setAccessibleName(tr("Only jobs of a queue"));
    m_queue->addItem(tr("All queues"), QString());
    for (const auto *queue : {"webhook", "notification", "booking", "calendar", "followup", "files", "crawl", "analytics"}) {
        m_queue->addItem(jobtext::queue(QLatin1String(queue)), QLatin1String(queue));
    }
    m_search->setObjectName(QStringLiteral("jobSearchField"));
    m_search->setMinimumWidth(LeastSearchWidth);
    m_search->setMaximumWidth(SearchWidth);
    m_refresh->setObjectName(QStringLiteral("refreshJobsToolButton"));
    m_refresh->setAccessibleName(tr("Read the jobs again"));
    m_refresh->setToolTip(tr("Read the jobs again (F5)"));
    row->addWidget(m_segments);
    row->addWidget(m_queue);
    row->addWidget(m_search, 1);
    row->addStretch(0);
    row->addWidget(m_refresh);
    connect(m_segments, &SegmentedControl::currentChanged, this, [this](int index) {
        setSegment(Segment(index));
        Q_EMIT segmentChosen(index);
    });
    connect(m_queue, &QComboBox::currentIndexChanged, this, &JobFilterBar::announce);
    connect(m_search, &SearchField::searchChanged, this, &JobFilterBar::announce);
    connect(m_refresh, &QToolButton::clicked, this, &JobFilterBar::refreshRequested);
    connect(&theme, &Theme::changed, this, &JobFilterBar::restyle);
    restyle();
}

JobFilter JobFilterBar::filter() const { return {m_queue->currentData().toString(), m_search->text()}; }

JobFilterBar::Segment JobFilterBar::segment() const { return Segment(m_segments->current()); }

void JobFilterBar::setSegment(Segment segment)
{
    m_segments->setCurrent(int(segment));
    const bool isJobs = segment != Changes;
    m_queue->setEnabled(isJobs);
    m_search->setEnabled(isJobs);
}

void JobFilterBar::setCount(Segment segment, qint64 count, bool isMore)
{
    const auto figure = isMore ? tr("%L1+", "that many and more").arg(count) : QLocale().toString(count);
    m_segments->setCount(int(segment), count > 0 ? figure : QString());
}

void JobFilterBar::clear()
{
    m_queue->setCurrentIndex(0);
    m_search->clear();
    announce();
}

void JobFilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

int JobFilterBar::widthOfOthers() const
{
    const auto *row = layout();
    const int gaps = 4 * row->spacing() + row->contentsMargins().left() + row->contentsMargins().right();
    return m_queue->sizeHint().width() + m_refresh->sizeHint().width() + gaps + LeastSearchWidth;
}

QSize JobFilterBar::minimumSizeHint() const { return {widthOfOthers() + m_iconsWidth, QWidget::minimumSizeHint().height()}; }

void JobFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void JobFilterBar::fit()
{
    m_segments->setIconsOnly(false);
    m_segments->setIconsOnly(width() - widthOfOthers() < m_segments->sizeHint().width());
}

void JobFilterBar::announce() { Q_EMIT filterChanged(filter()); }

void JobFilterBar::restyle()
{
    m_refresh->setIcon(m_theme.icon(QStringLiteral("refresh"), ColorRole::TextMuted));
    m_segments->setIconsOnly(true);
    m_iconsWidth = m_segments->sizeHint().width();
    fit();
}

} // namespace deskbell::ui
