// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRectF>
#include <QTextLayout>

namespace deskbell::ui {

/// The text of one bubble broken into lines; the direction follows the text itself.
class BubbleLayout
{
public:
    BubbleLayout(const QString &text, const QFont &font, qreal maxWidth);

    [[nodiscard]] QSizeF size() const { return m_size; }
    [[nodiscard]] bool isRightToLeft() const { return m_isRightToLeft; }
    /// Where the next word will appear, relative to the top left corner.
    [[nodiscard]] QRectF caret() const;
    void draw(QPainter &painter, const QPointF &topLeft, const QList<QTextLayout::FormatRange> &marks) const;

private:
    QTextLayout m_layout;
    QSizeF m_size;
    bool m_isRightToLeft;
};

} // namespace deskbell::ui
