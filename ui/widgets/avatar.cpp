// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/avatar.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace deskbell::ui {

Avatar::Avatar(const Theme &theme, int side, QWidget *parent) : QWidget(parent), m_theme(theme), m_side(side)
{
    setFixedSize(side, side);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void Avatar::setPerson(const QString &name, ColorRole meaning)
{
    m_initials = initials(name);
    m_meaning = meaning;
    setAccessibleName(name);
    update();
}

void Avatar::setIcon(const QString &iconName, ColorRole meaning)
{
    m_initials.clear();
    m_iconName = iconName;
    m_meaning = meaning;
    update();
}

QString Avatar::initials(const QString &name)
{
    const auto words = name.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty() || !words.first().at(0).isLetter()) {
        return {};
    }
    auto result = words.first().left(1);
    if (words.size() > 1) {
        result += words.last().left(1);
    }
    return result.toUpper();
}

void Avatar::paint(QPainter &painter, const QRect &circle, const Theme &theme, ColorRole meaning,
                   const QString &initials, const QString &iconName)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(softRole(meaning)));
    painter.drawEllipse(circle);
    if (initials.isEmpty()) {
        const int side = circle.width() * 5 / 9;
        QRect icon(0, 0, side, side);
        icon.moveCenter(circle.center());
        theme.icon(iconName, meaning).paint(&painter, icon);
    } else {
        auto font = theme.font(TextRole::Strong13);
        font.setPixelSize(circle.width() * 3 / 8);
        painter.setFont(font);
        painter.setPen(theme.color(meaning));
        painter.drawText(circle, Qt::AlignCenter, initials);
    }
    painter.restore();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_theme, m_meaning, m_initials, m_iconName);
}

} // namespace deskbell::ui
