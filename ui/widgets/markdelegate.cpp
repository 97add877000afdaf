// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdelegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/recordmodel.h"

#include <QStyle>

namespace deskbell::ui {

MarkDelegate::MarkDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

void MarkDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto iconName = index.data(RecordModel::MarkRole).toString();
    if (iconName.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    auto blank = option;
    initStyleOption(&blank, index);
    blank.text.clear();
    blank.widget->style()->drawControl(QStyle::CE_ItemViewItem, &blank, painter, blank.widget);
    const int margin = blank.widget->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, &blank, blank.widget);
    const auto place = option.rect.adjusted(m_theme.space(Space::S) + margin, 0, -m_theme.space(Space::S), 0);
    Pill::paint(*painter, place, m_theme, ColorRole(index.data(RecordModel::MeaningRole).toInt()), iconName, index.data().toString(),
                option.direction);
}

} // namespace deskbell::ui
