// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/ordercarddelegate.h"

#include "ui/pages/orders/ordermodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/linepainter.h"
#include "ui/widgets/pill.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

namespace deskbell::ui {

namespace {

constexpr int SmallIcon = 16;
constexpr int EdgeWidth = 3;
constexpr int ItemLines = 2;

} // namespace

OrderCardDelegate::OrderCardDelegate(const Theme &theme, const Clock &clock, const OrderModel &orders, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock), m_orders(orders)
{
}

QSize OrderCardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int title = QFontMetrics(m_theme.font(TextRole::Title20)).height();
    const int body = QFontMetrics(m_theme.font(TextRole::Body13)).height();
    const int inside = title + ItemLines * body + SmallIcon + 2 * m_theme.space(Space::S);
    return {option.rect.width(), inside + 2 * m_theme.space(Space::M) + m_theme.space(Space::S)};
}

void OrderCardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto view = index.data(OrderModel::ViewRole).value<OrderView>();
    const bool isHeld = index.data(OrderModel::HeldRole).toBool();
    painter->save();
    LinePainter line(*painter, m_theme, option.rect, option.direction);
    const auto card = option.rect.adjusted(1, 1, -1, -m_theme.space(Space::S));
    paintFrame(*painter, card, option, view);
    const int inset = m_theme.space(Space::M);
    const auto inside = card.adjusted(inset, inset, -inset, -inset);
    const int title = QFontMetrics(m_theme.font(TextRole::Title20)).height();
    const QRect head(inside.left(), inside.top(), inside.width(), title);
    paintHead(*painter, line, head, view, isHeld, option.direction);
    const QRect foot(inside.left(), inside.bottom() + 1 - SmallIcon, inside.width(), SmallIcon);
    const int top = head.bottom() + 1 + m_theme.space(Space::XS);
    paintItems(*painter, line, QRect(inside.left(), top, inside.width(), foot.top() - m_theme.space(Space::XS) - top), view);
    paintFoot(line, foot, view);
    painter->restore();
}

void OrderCardDelegate::paintFrame(QPainter &painter, const QRect &card, const QStyleOptionViewItem &option,
                                   const OrderView &view) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool hasFocus = isSelected && option.state.testFlag(QStyle::State_HasFocus);
    const bool isRefused = view.writeState == WriteState::Refused;
    auto edge = m_theme.color(isRefused ? ColorRole::Danger : ColorRole::Border);
    if (hasFocus || isSelected) {
        edge = m_theme.color(ColorRole::Focus);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        edge = m_theme.color(ColorRole::BorderStrong);
    }
    painter.setPen(QPen(edge, hasFocus ? 2 : 1));
    painter.setBrush(m_theme.color(isSelected ? ColorRole::Selection : ColorRole::SurfaceRaised));
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.radius(), m_theme.radius());
    const auto due = ordertext::due(view.order, m_clock.now(), m_orders.formats());
    if (isRefused || due.role == ColorRole::Danger) {
        const QRect bar(card.left() + 1, card.top() + m_theme.radius(), EdgeWidth, card.height() - 2 * m_theme.radius());
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(ColorRole::Danger));
        painter.drawRoundedRect(QStyle::visualRect(option.direction, card, bar), 1.5, 1.5);
    }
}

OrderMark OrderCardDelegate::headMark(const OrderView &view, bool isHeld) const
{
    if (isHeld) {
        return {ColorRole::Neutral, QStringLiteral("undo"), tr("Cancelling…")};
    }
    if (view.writeState == WriteState::Refused) {
        return {ColorRole::Danger, QStringLiteral("warning"), tr("Refused", "state of a write")};
    }
    return ordertext::due(view.order, m_clock.now(), m_orders.formats());
}

void OrderCardDelegate::paintHead(QPainter &painter, LinePainter &line, const QRect &place, const OrderView &view,
                                  bool isHeld, Qt::LayoutDirection direction) const
{
    auto mark = headMark(view, isHeld);
    const auto room = ordertext::room(view.order.room);
    const auto font = m_theme.tabularFont(TextRole::Title20);
    const int roomWidth = QFontMetrics(font).horizontalAdvance(room) + 2;
    if (Pill::sizeFor(m_theme, true, mark.word).width() > place.width() - roomWidth - m_theme.space(Space::S)) {
        mark.iconName.clear(); // the word says more
    }
    auto rest = place;
    if (!mark.word.isEmpty()) {
        const auto size = Pill::sizeFor(m_theme, !mark.iconName.isEmpty(), mark.word);
        const int wanted = qMin(roomWidth, place.width() / 2);
        const int width = qMin(size.width(), place.width() - wanted - m_theme.space(Space::S));
        const QRect pill(place.right() + 1 - width, place.center().y() - size.height() / 2, width, size.height());
        Pill::paint(painter, line.mirrored(pill), m_theme, mark.role, mark.iconName, mark.word, direction);
        rest.setRight(pill.left() - m_theme.space(Space::S));
    }
    line.text(rest, room, font, ColorRole::Text);
}

void OrderCardDelegate::paintItems(QPainter &painter, LinePainter &line, const QRect &place, const OrderView &view) const
{
    const auto font = m_theme.font(TextRole::Body13);
    const QFontMetrics metrics(font);
    QTextLayout layout(ordertext::items(view.order.items), font);
    layout.beginLayout();
    auto first = layout.createLine();
    first.setLineWidth(place.width());
    layout.endLayout();
    const auto text = layout.text();
    const int rowHeight = metrics.height();
    painter.setFont(font);
    line.text(QRect(place.left(), place.top(), place.width(), rowHeight), text.left(first.textLength()).trimmed(), font,
              ColorRole::Text);
    const auto more = text.mid(first.textLength()).trimmed();
    const bool hasMore = !more.isEmpty();
    line.text(QRect(place.left(), place.top() + rowHeight, place.width(), rowHeight),
              hasMore ? more : view.order.notes.simplified(), font, hasMore ? ColorRole::Text : ColorRole::TextMuted);
}

void OrderCardDelegate::paintFoot(LinePainter &line, const QRect &place, const OrderView &view) const
{
    const auto caption = m_theme.tabularFont(TextRole::Caption12);
    const auto department = ordertext::department(view.order.department);
    const auto write = ordertext::writeState(view.writeState);
    const int gap = m_theme.space(Space::XS);
    int right = place.right() + 1 - SmallIcon;
    line.icon(QRect(right, place.top(), SmallIcon, SmallIcon), write.iconName, write.role);
    if (!view.order.callId.isEmpty()) {
        right -= SmallIcon + gap;
        line.icon(QRect(right, place.top(), SmallIcon, SmallIcon), QStringLiteral("phone-in"), ColorRole::Assistant);
    }
    const auto code = view.order.code.isEmpty() ? tr("New", "an order without a code yet") : view.order.code;
    const int codeWidth = QFontMetrics(caption).horizontalAdvance(code) + 1;
    right -= codeWidth + m_theme.space(Space::S);
    line.text(QRect(right, place.top(), codeWidth, place.height()), code, caption, ColorRole::TextMuted);
    line.icon(QRect(place.left(), place.top(), SmallIcon, SmallIcon), department.iconName, ColorRole::TextMuted);
    const int left = place.left() + SmallIcon + gap + 2;
    line.text(QRect(left, place.top(), right - left - gap, place.height()), department.word,
              m_theme.font(TextRole::Caption12), ColorRole::TextMuted);
}

bool OrderCardDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                                  const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    const auto text = index.data(Qt::AccessibleTextRole).toString();
    QToolTip::showText(event->globalPos(), QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()), view);
    return true;
}

} // namespace deskbell::ui
