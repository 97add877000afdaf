// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linepainter.h"

#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"

#include <QPainter>
#include <QStyle>

namespace deskbell::ui {

LinePainter::LinePainter(QPainter &painter, const Theme &theme, const QRect &row, Qt::LayoutDirection direction)
    : m_painter(painter), m_theme(theme), m_row(row), m_direction(direction)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(direction);
}

QRect LinePainter::mirrored(const QRect &place) const { return QStyle::visualRect(m_direction, m_row, place); }

int LinePainter::text(const QRect &place, const QString &text, const QFont &font, ColorRole color, bool trailing)
{
    const QFontMetrics metrics(font);
    const auto shown = metrics.elidedText(text, Qt::ElideRight, place.width());
    const auto alignment = QStyle::visualAlignment(m_direction, trailing ? Qt::AlignRight : Qt::AlignLeft);
    m_painter.setFont(font);
    m_painter.setPen(m_theme.color(color));
    // Isolated, or a left-to-right line would get its ellipsis on the wrong side of a right-to-left row.
    m_painter.drawText(mirrored(place), int(alignment | Qt::AlignVCenter | Qt::TextSingleLine | Qt::AlignAbsolute), isolated(shown));
    return qMin(place.width(), metrics.horizontalAdvance(shown));
}

void LinePainter::icon(const QRect &place, const QString &name, ColorRole color)
{
    m_theme.icon(name, color).paint(&m_painter, mirrored(place));
}

void LinePainter::background(const QRect &place, bool isSelected, bool isHovered, bool hasFocus)
{
    const auto shape = QRectF(mirrored(place)).adjusted(1, 1, -1, -1);
    m_painter.save();
    m_painter.setPen(hasFocus ? QPen(m_theme.color(ColorRole::Focus), 2) : QPen(Qt::NoPen));
    m_painter.setBrush(Qt::NoBrush);
    if (isSelected) {
        m_painter.setBrush(m_theme.color(ColorRole::Selection));
    } else if (isHovered) {
        m_painter.setBrush(m_theme.color(ColorRole::NeutralSoft));
    }
    if (isSelected || isHovered || hasFocus) {
        m_painter.drawRoundedRect(shape, m_theme.radius(), m_theme.radius());
    }
    m_painter.restore();
}

} // namespace deskbell::ui
