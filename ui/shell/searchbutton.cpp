// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/searchbutton.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>

namespace deskbell::ui {

namespace {
constexpr int Inset = 10;
constexpr int LeastWidth = 160;
}

SearchButton::SearchButton(const Theme &theme, QWidget *parent) : QPushButton(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("searchButton"));
    setText(tr("Search guests, rooms, orders… or type a command"));
    setAccessibleName(text());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::IBeamCursor);
}

QSize SearchButton::minimumSizeHint() const { return {LeastWidth, m_theme.controlHeight()}; }

void SearchButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto edge = hasFocus() ? ColorRole::Focus : underMouse() ? ColorRole::BorderStrong : ColorRole::Border;
    painter.setPen(QPen(m_theme.color(edge), hasFocus() ? 2 : 1));
    painter.setBrush(m_theme.color(ColorRole::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), m_theme.radius(), m_theme.radius());

    const auto all = rect().adjusted(Inset, 0, -Inset, 0);
    const auto icon = QStyle::alignedRect(layoutDirection(), Qt::AlignLeading | Qt::AlignVCenter, QSize(16, 16), all);
    m_theme.icon(QStringLiteral("search"), ColorRole::TextMuted).paint(&painter, icon);
    painter.setPen(m_theme.color(ColorRole::TextMuted));
    painter.setFont(m_theme.font(TextRole::Caption12));
    const auto keys = QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText);
    const int keysWidth = painter.fontMetrics().horizontalAdvance(keys);
    painter.drawText(all, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignRight | Qt::AlignVCenter)), keys);
    painter.setFont(m_theme.font(TextRole::Body13));
    const auto room = QStyle::visualRect(layoutDirection(), all, all.adjusted(24, 0, -keysWidth - Inset, 0));
    painter.drawText(room, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)),
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
}

} // namespace deskbell::ui
