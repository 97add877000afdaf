// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"

#include <QChartView>

class QAbstractSeries;
class QPieSeries;
class QValueAxis;

namespace deskbell::ui {

class Theme;

/// The picture of a chart. Pointer and arrow keys move one mark through its categories.
class ChartCanvas final : public QChartView
{
    Q_OBJECT
public:
    explicit ChartCanvas(const Theme &theme, QWidget *parent = nullptr);

    void setData(const ChartData &data);
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int index);

Q_SIGNALS:
    /// -1: none.
    void currentChanged(int index);
    void activated(int index);

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void rebuild();
    void buildAxes();
    void buildBars();
    void buildLines();
    void buildDonut();
    void attach(QAbstractSeries *series);
    void markSlices();
    [[nodiscard]] int valueLabelWidth() const;
    void paintValueLabels(QPainter *painter);
    void paintCategoryLabels(QPainter *painter);
    void paintCurrent(QPainter *painter);
    void paintTotal(QPainter *painter);
    [[nodiscard]] int indexAt(const QPointF &position) const;

    const Theme &m_theme;
    ChartData m_data;
    QAbstractSeries *m_series = nullptr;
    QPieSeries *m_pie = nullptr;
    QValueAxis *m_categoryAxis = nullptr;
    QValueAxis *m_valueAxis = nullptr;
    int m_current = -1;
    bool m_isPointed = false;
};

} // namespace deskbell::ui
