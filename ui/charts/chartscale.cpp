// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartscale.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace deskbell::ui {

ChartScale ChartScale::forHighest(double highest, int wantedSteps)
{
    if (highest <= 0 || wantedSteps < 1) {
        return {4, 1, 5};
    }
    const double raw = highest / wantedSteps;
    const double magnitude = std::pow(10.0, std::floor(std::log10(raw)));
    double step = magnitude * 10;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (raw <= factor * magnitude * 1.000001) {
            step = factor * magnitude;
            break;
        }
    }
    step = step < 1 ? 1 : std::ceil(step); // what we count comes whole
    const int steps = std::max(1, int(std::ceil(highest / step - 1e-9)));
    return {steps * step, step, steps + 1};
}

ChartScale ChartScale::forData(const ChartData &data, int wantedSteps)
{
    double highest = 0;
    for (const auto &series : data.series) {
        for (const double value : series.values) {
            highest = std::max(highest, value);
        }
    }
    return forHighest(highest, wantedSteps);
}

int labelStride(int categories, int availableWidth, int labelWidth)
{
    for (const int stride : {1, 2, 3, 6, 7, 12, 14, 28, 56}) {
        const int labels = (categories + stride - 1) / stride;
        if (labels * labelWidth <= availableWidth) {
            return stride;
        }
    }
    return std::max(1, categories);
}

int nearestCategory(double x, int count)
{
    const int index = int(std::lround(x));
    return x >= -0.5 && x < count - 0.5 + 1e-9 && index < count ? std::max(0, index) : -1;
}

QList<double> shares(const QList<double> &values)
{
    const double whole = std::accumulate(values.begin(), values.end(), 0.0);
    QList<double> result;
    for (const double value : values) {
        result.append(whole > 0 ? value / whole : 0);
    }
    return result;
}

} // namespace deskbell::ui
