// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlegend.h"

#include "ui/charts/chartscale.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formats.h"

#include <QPainter>
#include <QStyle>

namespace deskbell::ui {

namespace {
constexpr int RowHeight = 28;
constexpr int Swatch = 10;
constexpr int ShareWidth = 52;
constexpr int CountWidth = 56;
constexpr int LeastWidth = 180;
}

ChartLegend::ChartLegend(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void ChartLegend::setData(const ChartData &data)
{
    m_data = data;
    updateGeometry();
    update();
}

void ChartLegend::setCurrent(int index)
{
    m_current = index;
    update();
}

QSize ChartLegend::sizeHint() const { return {LeastWidth, m_data.count() * RowHeight}; }

void ChartLegend::paintEvent(QPaintEvent *)
{
    if (m_data.series.isEmpty()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto parts = shares(m_data.series.first().values);
    for (int row = 0; row < m_data.count(); ++row) {
        paintRow(painter, row, parts.value(row));
    }
}

void ChartLegend::paintRow(QPainter &painter, int row, double share) const
{
    const QRect line(0, row * RowHeight, width(), RowHeight);
    const auto direction = layoutDirection();
    painter.setPen(Qt::NoPen);
    if (row == m_current) {
        painter.setBrush(m_theme.color(ColorRole::NeutralSoft));
        painter.drawRoundedRect(line.adjusted(0, 1, 0, -1), m_theme.radius(), m_theme.radius());
    }
    const auto inner = line.adjusted(m_theme.space(Space::S), 0, -m_theme.space(Space::S), 0);
    const auto colors = m_theme.chartSequence();
    painter.setBrush(colors.at(row % colors.size()));
    painter.drawRoundedRect(
        QStyle::alignedRect(direction, Qt::AlignLeading | Qt::AlignVCenter, QSize(Swatch, Swatch), inner), 3, 3);
    const auto leading = int(QStyle::visualAlignment(direction, Qt::AlignLeft | Qt::AlignVCenter));
    const auto trailing = int(QStyle::visualAlignment(direction, Qt::AlignRight | Qt::AlignVCenter));
    const auto part = [&](int left, int right) {
        return QStyle::visualRect(direction, inner, QRect(left, inner.top(), right - left, inner.height()));
    };
    painter.setFont(m_theme.font(TextRole::Body13));
    painter.setPen(m_theme.color(ColorRole::Text));
    const auto name = part(inner.left() + Swatch + m_theme.space(Space::S), inner.right() - ShareWidth - CountWidth);
    painter.drawText(name, leading, painter.fontMetrics().elidedText(m_data.categories.at(row), Qt::ElideRight, name.width()));
    painter.setFont(m_theme.tabularFont(TextRole::Body13));
    const Formats formats;
    painter.drawText(part(inner.right() - ShareWidth - CountWidth, inner.right() - ShareWidth), trailing,
                     formats.number(qRound64(m_data.series.first().values.value(row))));
    painter.setPen(m_theme.color(ColorRole::TextMuted));
    painter.drawText(part(inner.right() - ShareWidth, inner.right()), trailing, formats.percent(share));
}

} // namespace deskbell::ui
