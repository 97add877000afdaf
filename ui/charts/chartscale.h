// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"

#include <QList>

namespace deskbell::ui {

/// Value axis from zero: round steps, the highest value below the top.
struct ChartScale {
    double top = 1;
    double step = 1;
    int ticks = 2; ///< marks from 0 to top, both included

    [[nodiscard]] static ChartScale forHighest(double highest, int wantedSteps = 4);
    [[nodiscard]] static ChartScale forData(const ChartData &data, int wantedSteps = 4);
    bool operator==(const ChartScale &) const = default;
};

/// Every how many categories a label fits: 1, 2, 3, 6, 7, 12, 14, … so that hours and days stay in rhythm.
[[nodiscard]] int labelStride(int categories, int availableWidth, int labelWidth);
/// The category nearest to `x` on an axis from -0.5 to count - 0.5; -1 when outside.
[[nodiscard]] int nearestCategory(double x, int count);
/// The share of each value in the whole; zeros when there is no whole.
[[nodiscard]] QList<double> shares(const QList<double> &values);

} // namespace deskbell::ui
