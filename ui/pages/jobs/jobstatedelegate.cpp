// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobstatedelegate.h"

#include "ui/pages/jobs/jobmodel.h"
#include "ui/pages/jobs/jobtext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pill.h"

namespace deskbell::ui {

JobStateDelegate::JobStateDelegate(const Theme &theme, const JobModel &jobs, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_jobs(jobs)
{
}

void JobStateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto view = index.data(JobModel::ViewRole).value<JobView>();
    auto mark = jobtext::state(view.job);
    if (m_jobs.held(view.id())) {
        mark = {ColorRole::Neutral, QStringLiteral("undo"), index.data().toString()};
    } else if (view.writeState == WriteState::Waiting) {
        mark = {ColorRole::Neutral, QStringLiteral("clock"), index.data().toString()};
    } else if (view.writeState == WriteState::Refused) {
        mark = {ColorRole::Danger, QStringLiteral("warning"), tr("Refused", "a decision about a job")};
    }
    auto blank = option;
    initStyleOption(&blank, index);
    blank.text.clear();
    blank.widget->style()->drawControl(QStyle::CE_ItemViewItem, &blank, painter, blank.widget);
    const int margin = blank.widget->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, &blank, blank.widget);
    const auto place = option.rect.adjusted(m_theme.space(Space::S) + margin, 0, -m_theme.space(Space::S), 0);
    Pill::paint(*painter, place, m_theme, mark.role, mark.iconName, mark.word, option.direction);
}

} // namespace deskbell::ui
