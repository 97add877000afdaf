// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/bubblelayout.h"

#include <QPainter>

#include <cmath>

namespace deskbell::ui {

namespace {
constexpr qreal LineSpacing = 1.25;
constexpr qreal CaretWidth = 2;
}

BubbleLayout::BubbleLayout(const QString &text, const QFont &font, qreal maxWidth)
    : m_layout(QString(text).replace(QLatin1Char('\n'), QChar::LineSeparator), font), m_isRightToLeft(text.isRightToLeft())
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(m_isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    m_layout.setTextOption(option);
    m_layout.setCacheEnabled(true);
    const auto breakAt = [this](qreal width) {
        qreal y = 0;
        qreal widest = 0;
        m_layout.beginLayout();
        for (auto line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({0, std::round(y)});
            y += line.height() * LineSpacing;
            widest = qMax(widest, line.naturalTextWidth());
        }
        m_layout.endLayout();
        return QSizeF(std::ceil(widest), std::ceil(y));
    };
    m_size = breakAt(maxWidth);
    if (m_isRightToLeft) {
        m_size = breakAt(m_size.width()); // right-to-left lines start at the right edge of what is really needed
    }
}

QRectF BubbleLayout::caret() const
{
    const auto line = m_layout.lineAt(m_layout.lineCount() - 1);
    if (!line.isValid()) {
        return {};
    }
    const auto x = line.cursorToX(line.textStart() + line.textLength());
    return {m_isRightToLeft ? x - CaretWidth - 1 : x + 1, line.y() + 1, CaretWidth, line.height() - 2};
}

void BubbleLayout::draw(QPainter &painter, const QPointF &topLeft, const QList<QTextLayout::FormatRange> &marks) const
{
    m_layout.draw(&painter, topLeft, marks);
}

} // namespace deskbell::ui
