// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcanvas.h"

#include "ui/charts/chartscale.h"
#include "ui/theme/theme.h"

#include <QAreaSeries>
#include <QBarSeries>
#include <QBarSet>
#include <QFontMetrics>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QPieSeries>
#include <QPieSlice>
#include <QValueAxis>

#include <cmath>
#include <numeric>

namespace deskbell::ui {

namespace {

constexpr int LabelBand = 24;
constexpr double DonutHole = 0.66;
constexpr double DonutSize = 0.92;
constexpr double BarWidth = 0.62;

QLineSeries *lineOf(const QList<double> &values, QObject *parent)
{
    auto *line = new QLineSeries(parent);
    for (int i = 0; i < values.size(); ++i) {
        line->append(i, values.at(i));
    }
    return line;
}

} // namespace

ChartCanvas::ChartCanvas(const Theme &theme, QWidget *parent) : QChartView(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("chartCanvas"));
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    connect(&theme, &Theme::changed, this, &ChartCanvas::rebuild);
}

void ChartCanvas::setData(const ChartData &data)
{
    if (m_data != data) {
        m_data = data;
        m_current = m_current < data.count() ? m_current : -1;
        rebuild();
    }
}

void ChartCanvas::setCurrent(int index)
{
    if (index != m_current) {
        m_current = index;
        markSlices();
        viewport()->update();
        Q_EMIT currentChanged(index);
    }
}

void ChartCanvas::rebuild()
{
    chart()->removeAllSeries();
    const auto axes = chart()->axes();
    for (auto *axis : axes) {
        chart()->removeAxis(axis);
        delete axis;
    }
    m_series = nullptr;
    m_pie = nullptr;
    m_categoryAxis = nullptr;
    m_valueAxis = nullptr;
    if (m_data.series.isEmpty()) {
        return;
    }
    if (m_data.kind == ChartKind::Donut) {
        chart()->setMargins(QMargins());
        buildDonut();
        return;
    }
    buildAxes();
    chart()->setMargins(QMargins(valueLabelWidth(), m_theme.space(Space::M), m_theme.space(Space::S), LabelBand + 2));
    if (m_data.kind == ChartKind::Bars) {
        buildBars();
    } else {
        buildLines();
    }
}

void ChartCanvas::buildAxes()
{
    m_categoryAxis = new QValueAxis;
    m_categoryAxis->setRange(-0.5, m_data.count() - 0.5);
    m_categoryAxis->setLabelsVisible(false);
    m_categoryAxis->setGridLineVisible(false);
    m_categoryAxis->setLineVisible(false);
    const auto scale = ChartScale::forData(m_data);
    m_valueAxis = new QValueAxis;
    m_valueAxis->setRange(0, scale.top);
    m_valueAxis->setTickCount(scale.ticks);
    m_valueAxis->setLabelsVisible(false); // QtCharts would shorten them to "…"
    m_valueAxis->setGridLinePen(QPen(m_theme.color(ColorRole::ChartGrid), 1));
    m_valueAxis->setLineVisible(false);
    chart()->addAxis(m_categoryAxis, Qt::AlignBottom);
    chart()->addAxis(m_valueAxis, Qt::AlignLeft);
}

void ChartCanvas::attach(QAbstractSeries *series)
{
    chart()->addSeries(series);
    series->attachAxis(m_categoryAxis);
    series->attachAxis(m_valueAxis);
    m_series = m_series ? m_series : series;
}

void ChartCanvas::buildBars()
{
    auto *set = new QBarSet(m_data.series.first().name);
    set->append(m_data.series.first().values);
    set->setColor(m_theme.chartSequence().first());
    set->setBorderColor(Qt::transparent);
    auto *bars = new QBarSeries;
    bars->append(set);
    if (m_data.series.size() > 1) {
        auto *before = new QBarSet(m_data.series.at(1).name);
        before->append(m_data.series.at(1).values);
        auto pale = m_theme.color(ColorRole::BorderStrong);
        pale.setAlphaF(0.5F);
        before->setColor(pale);
        before->setBorderColor(Qt::transparent);
        bars->append(before);
    }
    bars->setBarWidth(BarWidth);
    attach(bars);
    m_categoryAxis->setRange(-0.5, m_data.count() - 0.5); // the series had set its own
}

void ChartCanvas::buildLines()
{
    const auto color = m_theme.chartSequence().first();
    auto *line = lineOf(m_data.series.first().values, nullptr);
    auto *area = new QAreaSeries(line);
    line->setParent(area);
    auto wash = color;
    wash.setAlphaF(0.14F);
    area->setBrush(wash);
    area->setPen(QPen(Qt::NoPen));
    attach(area);
    auto *top = lineOf(m_data.series.first().values, nullptr);
    top->setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    attach(top);
    m_series = top;
    if (m_data.series.size() > 1) {
        auto *line = lineOf(m_data.series.at(1).values, nullptr);
        QPen pen(m_theme.color(ColorRole::TextMuted), 1.4, Qt::CustomDashLine, Qt::RoundCap, Qt::RoundJoin);
        pen.setDashPattern({3, 3});
        line->setPen(pen);
        attach(line);
    }
}

void ChartCanvas::buildDonut()
{
    m_pie = new QPieSeries;
    m_pie->setHoleSize(DonutHole * DonutSize);
    m_pie->setPieSize(DonutSize);
    const auto colors = m_theme.chartSequence();
    for (int i = 0; i < m_data.count(); ++i) {
        auto *slice = m_pie->append(m_data.categories.at(i), m_data.series.first().values.value(i));
        slice->setColor(colors.at(i % colors.size()));
    }
    chart()->addSeries(m_pie);
    m_series = m_pie;
    markSlices();
}

void ChartCanvas::markSlices()
{
    if (!m_pie) {
        return;
    }
    const auto slices = m_pie->slices();
    for (int i = 0; i < slices.size(); ++i) {
        slices.at(i)->setPen(QPen(m_theme.color(ColorRole::Surface), 2));
        auto color = m_theme.chartSequence().at(i % m_theme.chartSequence().size());
        color.setAlphaF(m_current < 0 || m_current == i ? 1.0F : 0.35F);
        slices.at(i)->setColor(color);
    }
}

void ChartCanvas::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->resetTransform();
    if (m_pie) {
        paintTotal(painter);
    } else if (m_series) {
        paintValueLabels(painter);
        paintCategoryLabels(painter);
        paintCurrent(painter);
    }
    if (hasFocus()) {
        painter->setPen(QPen(m_theme.color(ColorRole::Focus), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), m_theme.radius(), m_theme.radius());
    }
    painter->restore();
}

void ChartCanvas::paintCategoryLabels(QPainter *painter)
{
    painter->setFont(m_theme.tabularFont(TextRole::Caption12));
    painter->setPen(m_theme.color(ColorRole::TextMuted));
    int widest = 0;
    for (const auto &name : std::as_const(m_data.categories)) {
        widest = qMax(widest, painter->fontMetrics().horizontalAdvance(name) + m_theme.space(Space::M));
    }
    const auto plot = chart()->plotArea();
    const int stride = labelStride(m_data.count(), int(plot.width()), widest);
    for (int i = 0; i < m_data.count(); i += stride) {
        const double x = chart()->mapToPosition(QPointF(i, 0), m_series).x();
        const QRectF box(x - widest / 2.0, plot.bottom() + 6, widest, LabelBand - 6);
        painter->drawText(box, Qt::AlignHCenter | Qt::AlignTop, m_data.categories.at(i));
    }
}

int ChartCanvas::valueLabelWidth() const
{
    const QFontMetrics metrics(m_theme.tabularFont(TextRole::Caption12));
    return metrics.horizontalAdvance(QLocale().toString(qRound64(m_valueAxis->max()))) + m_theme.space(Space::L);
}

void ChartCanvas::paintValueLabels(QPainter *painter)
{
    painter->setFont(m_theme.tabularFont(TextRole::Caption12));
    painter->setPen(m_theme.color(ColorRole::TextMuted));
    const auto plot = chart()->plotArea();
    const int ticks = m_valueAxis->tickCount();
    for (int i = 0; i < ticks; ++i) {
        const double share = double(i) / (ticks - 1);
        const QRectF box(0, plot.bottom() - share * plot.height() - 10, plot.left() - m_theme.space(Space::S), 20);
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(qRound64(m_valueAxis->max() * share)));
    }
}

void ChartCanvas::paintCurrent(QPainter *painter)
{
    if (m_current < 0 || m_current >= m_data.count()) {
        return;
    }
    const auto plot = chart()->plotArea();
    const double step = plot.width() / m_data.count();
    const double value = m_data.series.first().values.value(m_current);
    const auto point = chart()->mapToPosition(QPointF(m_current, value), m_series);
    auto band = m_theme.color(ColorRole::TextMuted);
    band.setAlphaF(0.13F);
    painter->fillRect(QRectF(point.x() - step / 2, plot.top(), step, plot.height()), band);
    painter->setPen(QPen(m_theme.color(ColorRole::Surface), 2));
    painter->setBrush(m_theme.chartSequence().first());
    painter->drawEllipse(point, 5, 5);
}

void ChartCanvas::paintTotal(QPainter *painter)
{
    const auto &values = m_data.series.first().values;
    const double whole = std::accumulate(values.begin(), values.end(), 0.0);
    const auto center = chart()->plotArea().center();
    const auto figure = QLocale().toString(m_current < 0 ? whole : values.value(m_current), 'f', 0);
    painter->setFont(m_theme.tabularFont(TextRole::Figure28));
    painter->setPen(m_theme.color(ColorRole::Text));
    painter->drawText(QRectF(center.x() - 60, center.y() - 26, 120, 34), Qt::AlignCenter, figure);
    painter->setFont(m_theme.font(TextRole::Caption12));
    painter->setPen(m_theme.color(ColorRole::TextMuted));
    painter->drawText(QRectF(center.x() - 60, center.y() + 8, 120, 18), Qt::AlignCenter, m_data.series.first().name);
}

int ChartCanvas::indexAt(const QPointF &position) const
{
    if (!m_series) {
        return -1;
    }
    if (!m_pie) {
        const bool isInside = chart()->plotArea().adjusted(0, 0, 0, LabelBand).contains(position);
        return isInside ? nearestCategory(chart()->mapToValue(position, m_series).x(), m_data.count()) : -1;
    }
    const auto area = chart()->plotArea();
    const auto from = position - area.center();
    const double radius = std::min(area.width(), area.height()) / 2 * DonutSize;
    const double distance = std::hypot(from.x(), from.y());
    if (distance > radius || distance < radius * DonutHole) {
        return -1;
    }
    double turn = std::atan2(from.x(), -from.y()) / (2 * M_PI);
    turn = turn < 0 ? turn + 1 : turn;
    const auto parts = shares(m_data.series.first().values);
    double end = 0;
    for (int i = 0; i < parts.size(); ++i) {
        end += parts.at(i);
        if (turn <= end) {
            return i;
        }
    }
    return -1;
}

void ChartCanvas::keyPressEvent(QKeyEvent *event)
{
    const int last = m_data.count() - 1;
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down: setCurrent(qMin(last, m_current + 1)); return;
    case Qt::Key_Left:
    case Qt::Key_Up: setCurrent(m_current < 0 ? last : qMax(0, m_current - 1)); return;
    case Qt::Key_Home: setCurrent(qMin(0, last)); return;
    case Qt::Key_End: setCurrent(last); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0) {
            Q_EMIT activated(m_current);
        }
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void ChartCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const int index = indexAt(event->position());
    m_isPointed = index >= 0;
    viewport()->setCursor(m_isPointed ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setCurrent(index);
}

void ChartCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const int index = indexAt(event->position());
    if (event->button() == Qt::LeftButton && index >= 0) {
        Q_EMIT activated(index);
    }
}

void ChartCanvas::leaveEvent(QEvent *)
{
    if (m_isPointed) {
        m_isPointed = false;
        setCurrent(-1);
    }
}

void ChartCanvas::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
}

void ChartCanvas::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    setCurrent(-1);
    viewport()->update();
}

} // namespace deskbell::ui
