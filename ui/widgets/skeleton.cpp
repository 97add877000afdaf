// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/skeleton.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace deskbell::ui {

namespace {

/// Widths in percent, so that rows look like text and not like a fence.
constexpr int CardHeight = 110;
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
    const int room = width() - gap; // where the scroll bar will be
    const int side = (room - gap * (columns - 1)) / columns;
    const int top = 2 * (CardHeight + gap);
    for (int i = 0; i < 2 * columns; ++i) {
        paintCard(painter, QRect((i % columns) * (side + gap), (i / columns) * (CardHeight + gap), side, CardHeight));
    }
    paintCard(painter, QRect(0, top, room - side - gap, qMax(CardHeight, height() - top - gap)));
    paintCard(painter, QRect(room - side, top, side, qMax(CardHeight, height() - top - gap)));
}

void Skeleton::paintCard(QPainter &painter, const QRect &card) const
{
    painter.setPen(QPen(m_theme.color(ColorRole::Border), 1));
    painter.setBrush(m_theme.color(ColorRole::Surface));
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.radius(), m_theme.radius());
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorRole::NeutralSoft));
    const int inset = m_theme.space(Space::L);
    painter.drawRoundedRect(card.left() + inset, card.top() + inset, card.width() * 2 / 5, 10, 5, 5);
    painter.drawRoundedRect(card.left() + inset, card.top() + inset + 24, card.width() / 4, 22, 6, 6);
    painter.drawRoundedRect(card.left() + inset, card.top() + inset + 62, card.width() / 3, 8, 4, 4);
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
