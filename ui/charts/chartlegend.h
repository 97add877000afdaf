// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"

#include <QWidget>

namespace deskbell::ui {

class Theme;

/// The parts of a donut with colour, count and share; follows the chart's mark.
class ChartLegend final : public QWidget
{
    Q_OBJECT
public:
    explicit ChartLegend(const Theme &theme, QWidget *parent = nullptr);

    void setData(const ChartData &data);
    void setCurrent(int index);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintRow(QPainter &painter, int row, double share) const;

    const Theme &m_theme;
    ChartData m_data;
    int m_current = -1;
};

} // namespace deskbell::ui
