// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/skeleton.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace deskbell::ui {

namespace {

/// Widths in percent, so that rows look like text and not like a fence.
constexpr int Widths[] = {62, 48, 71, 39, 56, 66, 44, 52};

} // namespace

Skeleton::Skeleton(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(tr("Loading"));
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void Skeleton::setShape(Shape shape)
{
    m_shape = shape;
    update();
}

void Skeleton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (layoutDirection() == Qt::RightToLeft) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorRole::NeutralSoft));
    switch (m_shape) {
    case Shape::Rows: paintRows(painter); return;
    case Shape::Cards: paintCards(painter); return;
    case Shape::Conversation: paintConversation(painter); return;
    }
}

void Skeleton::paintRows(QPainter &painter) const
{
    const int gap = m_theme.space(Space::L);
    const int step = 56;
    for (int row = 0; row * step < height() && row < int(std::size(Widths)); ++row) {
        const int top = gap + row * step;
        painter.drawEllipse(gap, top, 32, 32);
        const int left = gap + 44;
        const int room = width() - left - gap;
        painter.drawRoundedRect(left, top + 3, room * Widths[row] / 100, 10, 5, 5);
        painter.drawRoundedRect(left, top + 20, room * Widths[(row + 3) % 8] / 140, 8, 4, 4);
    }
}

void Skeleton::paintCards(QPainter &painter) const
{
    const int gap = m_theme.space(Space::M);
    const int columns = 4;
    const int side = (width() - gap * (columns - 1)) / columns;
    for (int i = 0; i < 2 * columns; ++i) {
        painter.drawRoundedRect((i % columns) * (side + gap), (i / columns) * (104 + gap), side, 104, 6, 6);
    }
    const int top = 2 * (104 + gap);
    painter.drawRoundedRect(0, top, width() - side - gap, 260, 6, 6);
    painter.drawRoundedRect(width() - side, top, side, 260, 6, 6);
}

void Skeleton::paintConversation(QPainter &painter) const
{
    const int gap = m_theme.space(Space::L);
    for (int i = 0; i < 6 && gap + i * 64 < height(); ++i) {
        const int length = (width() - 2 * gap) * Widths[i] / 110;
        const int left = i % 2 == 0 ? gap : width() - gap - length;
        painter.drawRoundedRect(left, gap + i * 64, length, 44, 10, 10);
    }
}

} // namespace deskbell::ui
