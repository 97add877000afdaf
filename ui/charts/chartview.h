// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"
#include "ui/widgets/card.h"

class QMenu;
class QToolButton;

namespace deskbell::ui {

class ChartCanvas;
class ChartLegend;
class ElidedLabel;
class Theme;

/// The one chart of the console: picture, readout of the marked point, the figures as a table, files and prints.
class ChartView final : public Card
{
    Q_OBJECT
public:
    /// `name` begins the object names: "hourly" → "hourlyChartView".
    ChartView(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const { return m_data; }
    [[nodiscard]] QString readout() const;
    [[nodiscard]] ChartCanvas *canvas() const { return m_canvas; }
    void showTable();
    [[nodiscard]] QByteArray asPng() const;
    [[nodiscard]] QByteArray asSvg() const;
    [[nodiscard]] QByteArray asCsv() const;

Q_SIGNALS:
    /// A bar, point or part was clicked, or Enter pressed on it.
    void activated(int index);

private:
    void buildHeader(const QString &name);
    void buildMenu(QMenu *menu);
    void onCurrent(int index);
    void save(const QString &caption, const QString &filter, const QString &ending, const QByteArray &content);
    void print();
    [[nodiscard]] QString sentenceFor(int index) const;
    [[nodiscard]] QString restingReadout() const;

    const Theme &m_theme;
    ChartData m_data;
    ElidedLabel *m_title;
    ElidedLabel *m_readout;
    QToolButton *m_more;
    ChartCanvas *m_canvas;
    ChartLegend *m_legend;
};

} // namespace deskbell::ui
