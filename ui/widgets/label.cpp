// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/label.h"

#include "ui/theme/theme.h"

#include <QEvent>

namespace deskbell::ui {

Label::Label(const Theme &theme, TextRole size, ColorRole color, const QString &text, QWidget *parent)
    : QLabel(parent), m_theme(theme), m_size(size), m_color(color)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    connect(&theme, &Theme::changed, this, &Label::restyle);
    followDirection();
    restyle();
}

void Label::setColorRole(ColorRole role)
{
    m_color = role;
    restyle();
}

void Label::setTabular(bool tabular)
{
    m_tabular = tabular;
    restyle();
}

void Label::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange) {
        followDirection();
    }
    QLabel::changeEvent(event);
}

/// QLabel aligns by the direction of its text; in our layouts everything begins at the leading edge.
void Label::followDirection()
{
    const auto horizontal = alignment() & (Qt::AlignHorizontal_Mask | Qt::AlignAbsolute);
    const auto vertical = alignment() & Qt::AlignVertical_Mask;
    const auto rightEdge = Qt::AlignRight | Qt::AlignAbsolute;
    if (isRightToLeft() && horizontal == Qt::AlignLeft) {
        setAlignment(rightEdge | vertical);
    } else if (!isRightToLeft() && horizontal == rightEdge) {
        setAlignment(Qt::AlignLeft | vertical);
    }
}

void Label::restyle()
{
    setFont(m_tabular ? m_theme.tabularFont(m_size) : m_theme.font(m_size));
    auto colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_color));
    colors.setColor(QPalette::Text, m_theme.color(m_color));
    setPalette(colors);
}

} // namespace deskbell::ui
