// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace deskbell::ui {

enum class ChartKind { Line, Bars, Donut };

struct ChartSeries {
    QString name;
    QList<double> values; ///< one per category

    bool operator==(const ChartSeries &) const = default;
};

/// What a chart shows; knows nothing of painting. The second series of lines and bars is what the first is compared with.
struct ChartData {
    ChartKind kind = ChartKind::Bars;
    QString title;
    QString categoryTitle; ///< heading of the first table column: "Day"
    QStringList categories; ///< short, for the axis
    QStringList fullNames;  ///< for the readout and the table; as many as categories
    QList<ChartSeries> series;

    [[nodiscard]] int count() const { return int(categories.size()); }
    bool operator==(const ChartData &) const = default;
};

} // namespace deskbell::ui
