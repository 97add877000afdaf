// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segmentbutton.h"

#include "ui/theme/theme.h"
#include "ui/widgets/linepainter.h"

#include <QPainter>
#include <QStyleOptionToolButton>

namespace deskbell::ui {

namespace {
constexpr int IconSide = 16;
constexpr int Inset = 12;
constexpr int LeastInset = 5;
constexpr int FlatInset = 4;
}

SegmentButton::SegmentButton(const Theme &theme, QWidget *parent) : QToolButton(parent), m_theme(theme)
{
    setCheckable(true);
    setFlat(false);
}

void SegmentButton::setFlat(bool flat)
{
    m_flat = flat;
    setProperty("segment", flat ? QStringLiteral("flat") : QStringLiteral("true"));
    updateGeometry();
}

void SegmentButton::setIconOnly(bool iconOnly)
{
    m_iconOnly = iconOnly;
    setToolTip(iconOnly ? text() : QString());
    updateGeometry();
    update();
}

void SegmentButton::setWords(const QString &word, const QString &count)
{
    m_count = count;
    setText(word);
    setAccessibleName(count.isEmpty() ? word : QStringLiteral("%1 %2").arg(word, count));
    updateGeometry();
    update();
}

int SegmentButton::inset() const { return m_flat ? FlatInset : Inset; }

QSize SegmentButton::sizeHint() const
{
    if (m_iconOnly) {
        return {2 * inset() + IconSide, m_theme.controlHeight() - 4};
    }
    int width = 2 * inset() + QFontMetrics(m_theme.font(TextRole::Strong13)).horizontalAdvance(text()) + 1;
    if (!icon().isNull()) {
        width += IconSide + m_theme.space(Space::XS);
    }
    if (!m_count.isEmpty()) {
        width += m_theme.space(Space::XS) + QFontMetrics(m_theme.tabularFont(TextRole::Body13)).horizontalAdvance(m_count) + 1;
    }
    return {width, m_theme.controlHeight() - 4};
}

QSize SegmentButton::minimumSizeHint() const
{
    return sizeHint() - QSize(m_flat ? 0 : 2 * (Inset - LeastInset), 0);
}

void SegmentButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = {};
    style()->drawComplexControl(QStyle::CC_ToolButton, &option, &painter, this);
    LinePainter line(painter, m_theme, rect(), layoutDirection());
    const bool isStrong = isChecked();
    const int wanted = sizeHint().width() - 2 * inset();
    const int margin = m_flat ? FlatInset : qMax(LeastInset, (width() - wanted) / 2);
    auto place = rect().adjusted(margin, 0, -qMin(margin, inset()), 0);
    if (!icon().isNull()) {
        const QRect box(place.left(), place.center().y() - IconSide / 2 + 1, IconSide, IconSide);
        icon().paint(&painter, line.mirrored(box));
        place.setLeft(box.right() + 1 + m_theme.space(Space::XS));
    }
    if (m_iconOnly) {
        return;
    }
    const auto color = isStrong || underMouse() ? ColorRole::Text : ColorRole::TextMuted;
    const auto strong = m_theme.font(TextRole::Strong13);
    const int width = line.text(place, text(), isStrong ? strong : m_theme.font(TextRole::Body13), color);
    if (!m_count.isEmpty()) {
        place.setLeft(place.left() + width + m_theme.space(Space::XS));
        line.text(place, m_count, m_theme.tabularFont(TextRole::Body13), ColorRole::TextMuted);
    }
}

} // namespace deskbell::ui
