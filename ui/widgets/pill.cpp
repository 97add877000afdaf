// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pill.h"

#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

namespace deskbell::ui {

namespace {

constexpr int IconSide = 14;
constexpr int Inset = 8;
constexpr int Gap = 5;
constexpr int Height = 22;
constexpr int InteractiveHeight = 28;

} // namespace

Pill::Pill(const Theme &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setInteractive(false);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

Pill::Pill(const Theme &theme, ColorRole meaning, const QString &iconName, const QString &word, QWidget *parent)
    : Pill(theme, parent)
{
    setMeaning(meaning, iconName, word);
}

void Pill::setMeaning(ColorRole meaning, const QString &iconName, const QString &word)
{
    m_meaning = meaning;
    m_iconName = iconName;
    setText(word);
    setAccessibleName(word);
    updateGeometry();
    update();
}

void Pill::setInteractive(bool interactive)
{
    m_interactive = interactive;
    setFocusPolicy(interactive ? Qt::TabFocus : Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents, !interactive);
    setCursor(interactive ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setSizePolicy(interactive ? QSizePolicy::Preferred : QSizePolicy::Fixed, QSizePolicy::Fixed);
    updateGeometry();
}

QSize Pill::sizeHint() const
{
    auto size = sizeFor(m_theme, !m_iconName.isEmpty(), text());
    if (m_interactive) {
        size += QSize(Inset, InteractiveHeight - Height);
    }
    return size;
}

QSize Pill::minimumSizeHint() const
{
    return m_interactive ? QSize(IconSide + 6 * Inset, InteractiveHeight) : sizeHint();
}

QSize Pill::sizeFor(const Theme &theme, bool withIcon, const QString &word)
{
    const auto width = QFontMetrics(theme.font(TextRole::Caption12)).horizontalAdvance(word);
    return {width + 2 * Inset + (withIcon ? IconSide + Gap : 0) + 2, Height};
}

int Pill::paint(QPainter &painter, const QRect &area, const Theme &theme, ColorRole meaning, const QString &iconName,
                const QString &word, Qt::LayoutDirection direction)
{
    const bool hasIcon = !iconName.isEmpty();
    const auto size = sizeFor(theme, hasIcon, word).boundedTo(QSize(area.width(), area.height()));
    const auto rect = QStyle::alignedRect(direction, Qt::AlignLeading | Qt::AlignVCenter, size, area);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(softRole(meaning)));
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    auto inner = rect.adjusted(Inset, 0, -Inset, 0);
    if (hasIcon) {
        const QRect icon(inner.left(), inner.center().y() - IconSide / 2 + 1, IconSide, IconSide);
        theme.icon(iconName, meaning).paint(&painter, QStyle::visualRect(direction, inner, icon));
        inner = QStyle::visualRect(direction, inner, inner.adjusted(IconSide + Gap, 0, 0, 0));
    }
    painter.setFont(theme.font(TextRole::Caption12));
    painter.setPen(theme.color(meaning));
    const auto text = painter.fontMetrics().elidedText(word, Qt::ElideRight, inner.width());
    painter.drawText(inner, int(QStyle::visualAlignment(direction, Qt::AlignLeft | Qt::AlignVCenter)), isolated(text));
    painter.restore();
    return rect.width();
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!m_interactive) {
        paint(painter, rect(), m_theme, m_meaning, m_iconName, text(), layoutDirection());
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const auto outline = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setBrush(m_theme.color(softRole(m_meaning)));
    const auto edge = hasFocus() ? m_theme.color(ColorRole::Focus)
        : underMouse()           ? m_theme.color(m_meaning)
                                 : m_theme.color(softRole(m_meaning));
    painter.setPen(QPen(edge, hasFocus() ? 2 : 1));
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);
    const auto inner = rect().adjusted(Inset / 2, 0, -Inset / 2, 0);
    paint(painter, inner, m_theme, m_meaning, m_iconName, text(), layoutDirection());
}

} // namespace deskbell::ui
