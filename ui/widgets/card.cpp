// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace deskbell::ui {

Card::Card(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme), m_body(new QVBoxLayout(this))
{
    connect(&theme, &Theme::changed, this, &Card::restyle);
    restyle();
}

void Card::setSurface(ColorRole surface)
{
    m_surface = surface;
    update();
}

void Card::restyle()
{
    const int inset = m_theme.space(Space::L);
    m_body->setContentsMargins(inset, inset, inset, inset);
    m_body->setSpacing(m_theme.space(Space::S));
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_theme.color(m_surface));
    painter.setPen(QPen(m_theme.color(ColorRole::Border), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.radius(), m_theme.radius());
}

} // namespace deskbell::ui
