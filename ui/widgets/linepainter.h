// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QRect>
#include <QString>

class QFont;
class QPainter;

namespace deskbell::ui {

class Theme;

/// Paints the parts of a row for delegates. Places are given as for left to right inside `row` and mirrored by it.
class LinePainter
{
public:
    LinePainter(QPainter &painter, const Theme &theme, const QRect &row, Qt::LayoutDirection direction);

    [[nodiscard]] QRect mirrored(const QRect &place) const;
    /// One line, elided; `trailing` puts it to the far end. Returns the width the text takes.
    int text(const QRect &place, const QString &text, const QFont &font, ColorRole color, bool trailing = false);
    void icon(const QRect &place, const QString &name, ColorRole color);
    /// Background of a row: selection, hover, and a ring for the keyboard's place.
    void background(const QRect &place, bool isSelected, bool isHovered, bool hasFocus);

private:
    QPainter &m_painter;
    const Theme &m_theme;
    QRect m_row;
    Qt::LayoutDirection m_direction;
};

} // namespace deskbell::ui
