// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/transcriptdelegate.h"

#include "ui/pages/calls/calltext.h"
#include "ui/pages/calls/transcriptmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/linepainter.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QScrollBar>

namespace deskbell::ui {

namespace {

constexpr int KeptLayouts = 300;
constexpr int WidestText = 520;
constexpr int PaddingX = 12;
constexpr int PaddingY = 8;
constexpr int BubbleRadius = 12;

SpeakerRole speakerOf(const QModelIndex &index)
{
    return static_cast<SpeakerRole>(index.data(TranscriptModel::SpeakerRoleRole).toInt());
}

ColorRole softOf(SpeakerRole role)
{
    switch (role) {
    case SpeakerRole::Guest: return ColorRole::NeutralSoft;
    case SpeakerRole::Assistant: return ColorRole::AssistantSoft;
    case SpeakerRole::Staff: return ColorRole::PersonSoft;
    }
    return ColorRole::NeutralSoft;
}

} // namespace

TranscriptDelegate::TranscriptDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_layouts(KeptLayouts)
{
    connect(&theme, &Theme::changed, this, &TranscriptDelegate::forget);
}

void TranscriptDelegate::forget()
{
    m_heights.clear();
    m_layouts.clear();
}

qreal TranscriptDelegate::textWidth(int rowWidth) const
{
    const int room = rowWidth - 2 * m_theme.space(Space::L) - 2 * PaddingX;
    return qBound(80, room * 78 / 100, WidestText);
}

int TranscriptDelegate::viewWidth(const QStyleOptionViewItem &option) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

int TranscriptDelegate::above(const QModelIndex &index) const
{
    if (!index.data(TranscriptModel::TurnRole).toBool()) {
        return m_theme.space(Space::XS);
    }
    return QFontMetrics(m_theme.font(TextRole::Caption12)).height() + m_theme.space(Space::M) + m_theme.space(Space::XS);
}

const BubbleLayout &TranscriptDelegate::layoutOf(const QString &text, int rowWidth) const
{
    const auto key = QString::number(rowWidth) + QLatin1Char('/') + text;
    auto *layout = m_layouts.object(key);
    if (!layout) {
        layout = new BubbleLayout(text, m_theme.font(TextRole::Body13), textWidth(rowWidth));
        m_layouts.insert(key, layout);
    }
    return *layout;
}

QSize TranscriptDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = viewWidth(option);
    const auto text = index.data(TranscriptModel::TextRole).toString();
    auto &kept = m_heights[index.data(TranscriptModel::KeyRole).toString()];
    if (kept.width != width || kept.text != text) {
        kept = {width, text, int(layoutOf(text, width).size().height()) + 2 * PaddingY};
    }
    return {width, kept.height + above(index)};
}

void TranscriptDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto text = index.data(TranscriptModel::TextRole).toString();
    const auto role = speakerOf(index);
    const bool isPartial = index.data(TranscriptModel::PartialRole).toBool();
    const auto &layout = layoutOf(text, viewWidth(option));
    const int inset = m_theme.space(Space::L);
    const int top = option.rect.top() + above(index);
    const int width = int(layout.size().width()) + 2 * PaddingX;
    const int left = role == SpeakerRole::Guest ? option.rect.left() + inset : option.rect.right() + 1 - inset - width;
    const QRect place(left, top, width, option.rect.bottom() + 1 - top);
    const auto bubble = QStyle::visualRect(option.direction, option.rect, place);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintCaption(*painter, option.rect, index, option.direction);
    paintBubble(*painter, bubble, role, isPartial, option.state.testFlag(QStyle::State_Selected));
    painter->setPen(m_theme.color(isPartial ? ColorRole::TextMuted : ColorRole::Text));
    const QPointF corner(bubble.left() + PaddingX, bubble.top() + PaddingY + 1);
    layout.draw(*painter, corner, marks(text));
    if (isPartial) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(calltext::speaker(role).role));
        painter->drawRoundedRect(layout.caret().translated(corner), 1, 1);
    }
    painter->restore();
}

void TranscriptDelegate::paintCaption(QPainter &painter, const QRect &row, const QModelIndex &index,
                                      Qt::LayoutDirection direction) const
{
    if (!index.data(TranscriptModel::TurnRole).toBool()) {
        return;
    }
    const auto role = speakerOf(index);
    const auto mark = calltext::speaker(role);
    const auto offset = index.data(TranscriptModel::OffsetRole);
    const auto time = offset.isValid() ? Formats().duration(offset.toLongLong() / 1000) : QString();
    const auto font = m_theme.tabularFont(TextRole::Caption12);
    const QFontMetrics metrics(font);
    const int inset = m_theme.space(Space::L) + 2;
    const int gap = m_theme.space(Space::S);
    const int nameWidth = metrics.horizontalAdvance(mark.word);
    const int timeWidth = metrics.horizontalAdvance(time);
    const int top = row.top() + m_theme.space(Space::M);
    LinePainter line(painter, m_theme, row, direction);
    int x = role == SpeakerRole::Guest ? row.left() + inset : row.right() - inset - timeWidth - gap - nameWidth;
    line.text(QRect(x, top, nameWidth + 2, metrics.height()), mark.word, font,
              role == SpeakerRole::Guest ? ColorRole::TextMuted : mark.role);
    x += nameWidth + gap;
    line.text(QRect(x, top, timeWidth + 2, metrics.height()), time, font, ColorRole::TextMuted);
}

void TranscriptDelegate::paintBubble(QPainter &painter, const QRectF &bubble, SpeakerRole role, bool isPartial,
                                     bool isChosen) const
{
    const auto edge = isChosen ? m_theme.color(ColorRole::Focus) : m_theme.color(softOf(role));
    auto fill = m_theme.color(softOf(role));
    if (isPartial) {
        fill = m_theme.color(ColorRole::Surface);
    }
    painter.setBrush(fill);
    painter.setPen(QPen(edge, isChosen ? 2 : 1));
    painter.drawRoundedRect(bubble.adjusted(0.5, 0.5, -0.5, -0.5), BubbleRadius, BubbleRadius);
}

QList<QTextLayout::FormatRange> TranscriptDelegate::marks(const QString &text) const
{
    QList<QTextLayout::FormatRange> ranges;
    if (m_needle.isEmpty()) {
        return ranges;
    }
    QTextCharFormat format;
    format.setBackground(m_theme.color(ColorRole::RingingSoft));
    format.setForeground(m_theme.color(ColorRole::Ringing));
    format.setFontUnderline(true);
    for (auto at = text.indexOf(m_needle, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(m_needle, at + m_needle.size(), Qt::CaseInsensitive)) {
        ranges.append({int(at), int(m_needle.size()), format});
    }
    return ranges;
}

} // namespace deskbell::ui
