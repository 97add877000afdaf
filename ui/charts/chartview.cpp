// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartview.h"

#include "ui/charts/chartcanvas.h"
#include "ui/charts/chartlegend.h"
#include "ui/charts/chartscale.h"
#include "ui/charts/charttablemodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/filesaver.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/printing.h"

#include <QBuffer>
#include <QDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QSvgGenerator>
#include <QToolButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int CanvasHeight = 160;
constexpr int DonutHeight = 210;
constexpr QSize TableSize(520, 480);
}

ChartView::ChartView(const Theme &theme, const QString &name, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_title(new ElidedLabel(theme, TextRole::Label15, ColorRole::Text, {}, this))
    , m_readout(new ElidedLabel(theme, TextRole::Body13, ColorRole::TextMuted, {}, this))
    , m_more(new QToolButton(this))
    , m_canvas(new ChartCanvas(theme, this))
    , m_legend(new ChartLegend(theme, this))
{
    setObjectName(name + QStringLiteral("ChartView"));
    buildHeader(name);
    m_canvas->setMinimumHeight(CanvasHeight);
    m_legend->hide();
    body()->addWidget(m_canvas, 1);
    body()->addWidget(m_legend);
    body()->addStretch(0);
    connect(m_canvas, &ChartCanvas::currentChanged, this, &ChartView::onCurrent);
    connect(m_canvas, &ChartCanvas::activated, this, &ChartView::activated);
}

void ChartView::buildHeader(const QString &name)
{
    m_more->setObjectName(name + QStringLiteral("MoreToolButton"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    const auto restyle = [this] { m_more->setIcon(m_theme.icon(QStringLiteral("more"), ColorRole::TextMuted)); };
    restyle();
    connect(&m_theme, &Theme::changed, m_more, restyle);
    auto *menu = new QMenu(m_more);
    buildMenu(menu);
    m_more->setMenu(menu);
    auto *row = new QHBoxLayout;
    row->setSpacing(m_theme.space(Space::S));
    row->addWidget(m_title);
    row->addWidget(m_readout, 1);
    row->addWidget(m_more);
    body()->addLayout(row);
    m_readout->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_readout->setObjectName(name + QStringLiteral("ReadoutLabel"));
}

void ChartView::buildMenu(QMenu *menu)
{
    connect(menu->addAction(tr("Show as a table")), &QAction::triggered, this, &ChartView::showTable);
    menu->addSeparator();
    connect(menu->addAction(tr("Save as picture (PNG)…")), &QAction::triggered, this,
            [this] { save(tr("Save as picture"), tr("Picture (*.png)"), QStringLiteral("png"), asPng()); });
    connect(menu->addAction(tr("Save as drawing (SVG)…")), &QAction::triggered, this,
            [this] { save(tr("Save as drawing"), tr("Drawing (*.svg)"), QStringLiteral("svg"), asSvg()); });
    connect(menu->addAction(tr("Export as CSV…")), &QAction::triggered, this,
            [this] { save(tr("Export as CSV"), tr("Spreadsheet (*.csv)"), QStringLiteral("csv"), asCsv()); });
    menu->addSeparator();
    connect(menu->addAction(tr("Print…")), &QAction::triggered, this, &ChartView::print);
}

void ChartView::setData(const ChartData &data)
{
    m_data = data;
    const bool isDonut = data.kind == ChartKind::Donut;
    m_title->setText(data.title);
    m_more->setAccessibleName(tr("More for “%1”").arg(data.title));
    m_canvas->setAccessibleName(data.title);
    m_canvas->setAccessibleDescription(tr("Arrow keys move through the points, Enter opens the records behind one."));
    m_canvas->setMinimumHeight(isDonut ? DonutHeight : CanvasHeight);
    m_canvas->setMaximumHeight(isDonut ? DonutHeight : QWIDGETSIZE_MAX);
    m_readout->setVisible(!isDonut);
    m_canvas->setData(data);
    m_legend->setVisible(isDonut);
    m_legend->setData(data);
    onCurrent(m_canvas->current());
}

QString ChartView::readout() const { return m_readout->text(); }

void ChartView::onCurrent(int index)
{
    const bool isMarked = index >= 0 && index < m_data.count();
    m_readout->setText(isMarked ? sentenceFor(index) : restingReadout());
    m_readout->setColorRole(isMarked ? ColorRole::Text : ColorRole::TextMuted);
    m_legend->setCurrent(index);
}

QString ChartView::sentenceFor(int index) const
{
    const Formats formats;
    const auto value = [&](int series) { return formats.number(qRound64(m_data.series.at(series).values.value(index))); };
    const auto name = m_data.fullNames.value(index);
    if (m_data.kind == ChartKind::Donut) {
        const auto share = formats.percent(shares(m_data.series.first().values).value(index));
        return tr("%1: %2 (%3)", "category, count, share").arg(name, value(0), share);
    }
    if (m_data.series.size() > 1) {
        return tr("%1: %2 (before: %3)", "category, value, value of the period before").arg(name, value(0), value(1));
    }
    return tr("%1: %2", "category, value").arg(name, value(0));
}

QString ChartView::restingReadout() const
{
    if (m_data.series.size() > 1) {
        return m_data.kind == ChartKind::Bars ? tr("Coloured: this period · grey: the period before")
                                              : tr("Solid: this period · dashed: the period before");
    }
    return m_data.series.isEmpty() ? QString() : m_data.series.first().name;
}

void ChartView::showTable()
{
    auto *dialog = new QDialog(this);
    dialog->setObjectName(QStringLiteral("chartTableDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(m_data.title);
    dialog->setMinimumSize(TableSize / 2);
    dialog->resize(TableSize);
    auto *column = new QVBoxLayout(dialog);
    auto *table = new DataTable(m_theme, dialog);
    table->setObjectName(QStringLiteral("chartDataTable"));
    table->setAccessibleName(m_data.title);
    table->setDocumentTitle(m_data.title);
    table->setSource(new ChartTableModel(m_data, dialog), ChartTableModel::SortRole);
    table->sortByColumn(0, Qt::AscendingOrder);
    table->resizeColumnsToContents();
    column->addWidget(table);
    dialog->open();
}

QByteArray ChartView::asPng() const
{
    QPixmap picture(m_canvas->size() * 2);
    picture.setDevicePixelRatio(2);
    picture.fill(m_theme.color(ColorRole::Surface));
    QPainter painter(&picture);
    m_canvas->render(&painter, QRectF(QPointF(), m_canvas->size()), m_canvas->viewport()->rect());
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray ChartView::asSvg() const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(m_canvas->size());
    generator.setViewBox(QRect(QPoint(), m_canvas->size()));
    generator.setTitle(m_data.title);
    QPainter painter(&generator);
    m_canvas->render(&painter, QRectF(QPointF(), m_canvas->size()), m_canvas->viewport()->rect());
    painter.end();
    return buffer.data();
}

QByteArray ChartView::asCsv() const { return chartCsv(m_data); }

void ChartView::save(const QString &caption, const QString &filter, const QString &ending, const QByteArray &content)
{
    saveFile(this, {caption, m_data.title, filter, ending}, content);
}

void ChartView::print()
{
    DataTable table(m_theme);
    ChartTableModel model(m_data);
    table.setDocumentTitle(m_data.title);
    table.setSource(&model, ChartTableModel::SortRole);
    const auto picture = QString::fromLatin1(asPng().toBase64());
    printDocument(this, QStringLiteral("<img width=\"600\" src=\"data:image/png;base64,%1\">%2").arg(picture, table.asHtml()));
}

} // namespace deskbell::ui
