// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/calldelegate.h"

#include "ui/pages/calls/calllistmodel.h"
#include "ui/pages/calls/callsections.h"
#include "ui/pages/calls/calltext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/linepainter.h"

#include <QAbstractItemView>
#include <QAbstractProxyModel>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace deskbell::ui {

namespace {

constexpr int CircleSide = 34;
constexpr int SmallIcon = 14;

const CallListModel *callsOf(const QModelIndex &index)
{
    const auto *proxy = qobject_cast<const QAbstractProxyModel *>(index.model());
    return qobject_cast<const CallListModel *>(proxy ? proxy->sourceModel() : index.model());
}

} // namespace

CallDelegate::CallDelegate(const Theme &theme, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock)
{
}

bool CallDelegate::startsSection(const QModelIndex &index) const
{
    if (index.row() == 0) {
        return true;
    }
    const auto before = index.siblingAtRow(index.row() - 1);
    return before.data(CallListModel::SectionRole) != index.data(CallListModel::SectionRole);
}

int CallDelegate::headingHeight(const QModelIndex &index) const
{
    if (!startsSection(index)) {
        return 0;
    }
    return QFontMetrics(m_theme.font(TextRole::Caption12)).height() + m_theme.space(Space::M) + m_theme.space(Space::XS);
}

QSize CallDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {option.rect.width(), m_theme.rowHeight() + m_theme.space(Space::XL) + headingHeight(index)};
}

void CallDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    LinePainter line(*painter, m_theme, option.rect, option.direction);
    const int heading = headingHeight(index);
    if (heading > 0) {
        paintHeading(line, QRect(option.rect.topLeft(), QSize(option.rect.width(), heading)), index);
    }
    const auto row = option.rect.adjusted(m_theme.space(Space::S), heading, -m_theme.space(Space::S), 0);
    const qreal freshness = index.data(CallListModel::FreshRole).toReal();
    if (freshness > 0) {
        painter->setPen(Qt::NoPen);
        painter->setOpacity(freshness);
        painter->setBrush(m_theme.color(ColorRole::LiveSoft));
        painter->drawRoundedRect(line.mirrored(row), m_theme.radius(), m_theme.radius());
        painter->setOpacity(1);
    }
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isFocused = option.state.testFlag(QStyle::State_HasFocus);
    line.background(row, isSelected, option.state.testFlag(QStyle::State_MouseOver) && freshness <= 0, isFocused);
    const auto call = index.data(CallListModel::CallRole).value<Call>();
    QRect circle(row.left() + m_theme.space(Space::S), row.center().y() - CircleSide / 2 + 1, CircleSide, CircleSide);
    Avatar::paint(*painter, line.mirrored(circle), m_theme, calltext::status(call).role, {}, calltext::directionIcon(call));
    paintLines(line, row.adjusted(m_theme.space(Space::S) + CircleSide + m_theme.space(Space::M), 0, -m_theme.space(Space::S), 0),
               index);
    painter->restore();
}

void CallDelegate::paintHeading(LinePainter &line, const QRect &place, const QModelIndex &index) const
{
    const auto *calls = callsOf(index);
    const auto key = index.data(CallListModel::SectionRole).toString();
    const auto inset = m_theme.space(Space::L);
    const auto room = place.adjusted(inset, m_theme.space(Space::S), -inset, 0);
    const auto color = key == QLatin1String("live") ? ColorRole::Live : ColorRole::TextMuted;
    auto font = m_theme.font(TextRole::Caption12);
    font.setWeight(QFont::DemiBold);
    line.text(room, callSectionTitle(key, m_clock.now(), calls ? calls->formats() : Formats()), font, color);
}

void CallDelegate::paintLines(LinePainter &line, const QRect &place, const QModelIndex &index) const
{
    const auto call = index.data(CallListModel::CallRole).value<Call>();
    const auto *calls = callsOf(index);
    const Formats formats = calls ? calls->formats() : Formats();
    const auto mark = calltext::status(call);
    const auto elapsed = index.data(CallListModel::ElapsedRole);
    const int gap = m_theme.space(Space::S);
    const int lineHeight = QFontMetrics(m_theme.font(TextRole::Strong13)).height() + 2;
    const int top = place.center().y() - lineHeight + 1;
    const QRect first(place.left(), top, place.width(), lineHeight);
    const QRect second(place.left(), top + lineHeight + 1, place.width(), lineHeight);

    const auto time = call.isLive() ? (elapsed.isValid() ? formats.duration(elapsed.toLongLong()) : QString())
        : call.startedAt            ? formats.time(*call.startedAt)
                                    : QString();
    const auto timeFont = m_theme.tabularFont(call.isLive() ? TextRole::Strong13 : TextRole::Caption12);
    const int timeWidth = line.text(first, time, timeFont, call.isLive() ? mark.role : ColorRole::TextMuted, true);
    line.text(first.adjusted(0, 0, -timeWidth - gap, 0), calltext::who(call), m_theme.font(TextRole::Strong13), ColorRole::Text);

    const auto length = !call.isLive() && elapsed.isValid() ? formats.duration(elapsed.toLongLong()) : QString();
    const int lengthWidth = line.text(second, length, m_theme.tabularFont(TextRole::Caption12), ColorRole::TextMuted, true);
    paintFacts(line, second.adjusted(0, 0, lengthWidth > 0 ? -lengthWidth - gap : 0, 0), call);
}

/// What went as it should needs no word. Any other word gives way only where the line is short for room and subject:
/// its icon and colour stay, the tool tip says it.
void CallDelegate::paintFacts(LinePainter &line, const QRect &place, const Call &call) const
{
    const auto mark = calltext::status(call);
    const auto known = facts(call);
    const auto font = m_theme.font(TextRole::Caption12);
    const QFontMetrics metrics(font);
    const auto dot = QStringLiteral(" · ");
    line.icon(QRect(place.left(), place.center().y() - SmallIcon / 2 + 1, SmallIcon, SmallIcon), mark.iconName, mark.role);
    auto rest = place.adjusted(SmallIcon + m_theme.space(Space::XS), 0, 0, 0);
    const bool isUsual = mark.role == ColorRole::Live && !call.isLive();
    const bool hasRoom = !isUsual && metrics.horizontalAdvance(mark.word + dot + known) <= rest.width();
    if (known.isEmpty() || hasRoom) {
        rest.setLeft(rest.left() + line.text(rest, mark.word, font, mark.role));
    }
    if (!known.isEmpty() && hasRoom) {
        line.text(rest, dot, font, ColorRole::TextMuted);
        rest.setLeft(rest.left() + metrics.horizontalAdvance(dot));
    }
    line.text(rest, known, font, ColorRole::TextMuted);
}

QString CallDelegate::facts(const Call &call)
{
    QStringList parts;
    if (!call.room.isEmpty()) {
        parts.append(tr("Room %1").arg(isolated(call.room)));
    }
    if (!call.serviceType.isEmpty()) {
        parts.append(calltext::serviceType(call.serviceType));
    }
    return parts.join(QStringLiteral(" · "));
}

bool CallDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    const auto call = index.data(CallListModel::CallRole).value<Call>();
    QStringList head{calltext::status(call).word};
    if (const auto known = facts(call); !known.isEmpty()) {
        head.append(known);
    }
    auto text = QStringLiteral("<p><b>%1</b></p>").arg(head.join(QStringLiteral(" · ")).toHtmlEscaped());
    if (!call.summary.isEmpty()) {
        text += QStringLiteral("<p>%1</p>").arg(call.summary.toHtmlEscaped());
    }
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

} // namespace deskbell::ui
