// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/railbutton.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <utility>

namespace deskbell::ui {

RailButton::RailButton(const Theme &theme, const QString &title, QString iconName, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_iconName(std::move(iconName))
{
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setFixedSize(sizeHint());
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void RailButton::setBadge(int count)
{
    m_badge = count;
    setAccessibleDescription(count > 0 ? tr("%n open", "rail badge", count) : QString());
    update();
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto area = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(m_theme.color(ColorRole::Focus), 2) : QPen(Qt::NoPen));
    painter.setBrush(isChecked()    ? m_theme.color(ColorRole::AccentSoft)
                         : underMouse() ? m_theme.color(ColorRole::NeutralSoft)
                                        : QColor(Qt::transparent));
    painter.drawRoundedRect(area, m_theme.radius() + 2, m_theme.radius() + 2);
    const auto role = isChecked() ? ColorRole::Accent : ColorRole::TextMuted;
    const int side = 22;
    const QRect icon((width() - side) / 2, 9, side, side);
    m_theme.icon(m_iconName, role).paint(&painter, icon);
    auto font = m_theme.font(TextRole::Caption12);
    font.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(m_theme.color(isChecked() ? ColorRole::Accent : ColorRole::TextMuted));
    const QRect line(2, 34, width() - 4, 18);
    painter.drawText(line, Qt::AlignCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, line.width()));
    if (m_badge > 0) {
        paintBadge(painter, icon);
    }
}

void RailButton::paintBadge(QPainter &painter, const QRect &icon) const
{
    auto font = m_theme.tabularFont(TextRole::Caption12);
    font.setPixelSize(11);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const auto count = m_badge > 99 ? QStringLiteral("99+") : QString::number(m_badge);
    const int width = qMax(16, painter.fontMetrics().horizontalAdvance(count) + 8);
    const bool isRtl = layoutDirection() == Qt::RightToLeft;
    const QRect bubble(isRtl ? icon.left() + 5 - width : icon.right() - 5, icon.top() - 4, width, 16);
    painter.setPen(QPen(m_theme.color(isChecked() ? ColorRole::AccentSoft : ColorRole::Window), 2));
    painter.setBrush(m_theme.color(ColorRole::Accent));
    painter.drawRoundedRect(bubble.adjusted(-1, -1, 1, 1), 9, 9);
    painter.setPen(m_theme.color(ColorRole::TextOnAccent));
    painter.drawText(bubble, Qt::AlignCenter, count);
}

} // namespace deskbell::ui
