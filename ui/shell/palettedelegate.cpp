// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettedelegate.h"

#include "ui/shell/palettemodel.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>
#include <QTextLayout>

namespace deskbell::ui {

PaletteDelegate::PaletteDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, m_theme.rowHeight()};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(ColorRole::Selection));
        painter->drawRoundedRect(option.rect.adjusted(6, 1, -6, -1), m_theme.radius(), m_theme.radius());
    }
    const auto direction = option.direction;
    const auto all = option.rect.adjusted(m_theme.space(Space::L), 0, -m_theme.space(Space::L), 0);
    const auto icon = QStyle::alignedRect(direction, Qt::AlignLeading | Qt::AlignVCenter, QSize(18, 18), all);
    m_theme.icon(index.data(PaletteModel::IconRole).toString(), ColorRole::TextMuted).paint(painter, icon);

    painter->setFont(m_theme.font(TextRole::Caption12));
    painter->setPen(m_theme.color(ColorRole::TextMuted));
    const auto keys = index.data(PaletteModel::KeysRole).toString();
    const int keysWidth = keys.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(keys) + m_theme.space(Space::M);
    const auto end = QStyle::visualAlignment(direction, Qt::AlignRight | Qt::AlignVCenter);
    painter->drawText(all, int(end), keys);

    auto room = QStyle::visualRect(direction, all, all.adjusted(30, 0, -keysWidth, 0));
    const int used = paintTitle(painter, room, index, direction) + m_theme.space(Space::M);
    room = QStyle::visualRect(direction, all, all.adjusted(30 + used, 0, -keysWidth, 0));
    painter->setFont(m_theme.font(TextRole::Caption12));
    painter->setPen(m_theme.color(ColorRole::TextMuted));
    const auto detail = index.data(PaletteModel::DetailRole).toString();
    painter->drawText(room, int(QStyle::visualAlignment(direction, Qt::AlignLeft | Qt::AlignVCenter)),
                      painter->fontMetrics().elidedText(detail, Qt::ElideRight, qMax(0, room.width())));
    painter->restore();
}

int PaletteDelegate::paintTitle(QPainter *painter, const QRect &area, const QModelIndex &index,
                                Qt::LayoutDirection direction) const
{
    const auto font = m_theme.font(TextRole::Body13);
    const QFontMetrics metrics(font);
    QTextLayout layout(metrics.elidedText(index.data().toString(), Qt::ElideRight, area.width()), font);
    QTextOption wrap;
    wrap.setTextDirection(direction);
    wrap.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(wrap);
    QList<QTextLayout::FormatRange> formats;
    const auto positions = index.data(PaletteModel::PositionsRole).value<QList<int>>();
    for (const int position : positions) {
        QTextLayout::FormatRange range{position, 1, {}};
        range.format.setFontWeight(QFont::Bold);
        range.format.setForeground(m_theme.color(ColorRole::Accent));
        formats.append(range);
    }
    layout.setFormats(formats);
    layout.beginLayout();
    auto line = layout.createLine();
    line.setLineWidth(area.width());
    layout.endLayout();
    painter->setPen(m_theme.color(ColorRole::Text));
    layout.draw(painter, QPointF(area.left(), area.center().y() - line.height() / 2 + 1));
    return int(line.naturalTextWidth());
}

} // namespace deskbell::ui
