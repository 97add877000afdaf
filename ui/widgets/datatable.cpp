// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/datatable.h"

#include "ui/theme/theme.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/csv.h"
#include "ui/widgets/filesaver.h"
#include "ui/widgets/printing.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <numeric>
#include <utility>

namespace deskbell::ui {

DataTable::DataTable(const Theme &theme, QWidget *parent) : QTableView(parent), m_theme(theme)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this,
            [this](const QPoint &pos) { showColumnChooser(horizontalHeader()->mapToGlobal(pos)); });
    connect(horizontalHeader(), &QHeaderView::sectionMoved, this, &DataTable::remember);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &DataTable::remember);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &DataTable::remember);
    connect(this, &QAbstractItemView::doubleClicked, this, &DataTable::rowActivated);
    connect(&theme, &Theme::changed, this, &DataTable::restyle);
    addActions();
    restyle();
}

void DataTable::setSource(QAbstractItemModel *model, int sortRole)
{
    if (!m_proxy) {
        m_proxy = new QSortFilterProxyModel(this);
    }
    m_proxy->setSortRole(sortRole);
    m_proxy->setDynamicSortFilter(true);
    m_proxy->setSourceModel(model);
    setModel(m_proxy);
}

void DataTable::setMemory(Memory memory)
{
    m_memory = std::move(memory);
    if (m_memory.load) {
        m_isRestoring = true;
        horizontalHeader()->restoreState(m_memory.load());
        m_isRestoring = false;
    }
}

int DataTable::sourceRow(const QModelIndex &index) const
{
    return m_proxy && index.isValid() ? m_proxy->mapToSource(index).row() : index.row();
}

void DataTable::addActions()
{
    struct Entry {
        QString text;
        QKeySequence keys;
        QString name;
        void (DataTable::*run)();
    };
    const Entry entries[] = {
        {tr("Copy as text"), QKeySequence::Copy, QStringLiteral("copyAction"), &DataTable::copy},
        {tr("Export as CSV…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), QStringLiteral("exportCsvAction"),
         &DataTable::exportCsv},
        {tr("Print…"), QKeySequence::Print, QStringLiteral("printAction"), &DataTable::print},
        {tr("Save as PDF…"), QKeySequence(), QStringLiteral("exportPdfAction"), &DataTable::exportPdf},
    };
    for (const auto &entry : entries) {
        auto *action = new QAction(entry.text, this);
        action->setObjectName(entry.name);
        action->setShortcut(entry.keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, entry.run);
        addAction(action);
    }
}

QList<int> DataTable::shownColumns() const
{
    QList<int> columns;
    for (int visual = 0; model() && visual < horizontalHeader()->count(); ++visual) {
        const int logical = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(logical)) {
            columns.append(logical);
        }
    }
    return columns;
}

QList<int> DataTable::chosenRows() const
{
    QList<int> rows;
    if (!model()) {
        return rows;
    }
    const auto selected = selectionModel()->selectedRows();
    for (const auto &index : selected) {
        rows.append(index.row());
    }
    if (rows.isEmpty()) {
        rows.resize(model()->rowCount());
        std::iota(rows.begin(), rows.end(), 0);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

QStringList DataTable::headerTexts() const
{
    QStringList texts;
    const auto columns = shownColumns();
    for (const int column : columns) {
        texts.append(model()->headerData(column, Qt::Horizontal).toString());
    }
    return texts;
}

QStringList DataTable::rowTexts(int row) const
{
    QStringList texts;
    const auto columns = shownColumns();
    for (const int column : columns) {
        texts.append(withoutIsolates(model()->index(row, column).data().toString()));
    }
    return texts;
}

QString DataTable::asText() const
{
    QStringList lines{headerTexts().join(QLatin1Char('\t'))};
    const auto rows = chosenRows();
    for (const int row : rows) {
        lines.append(rowTexts(row).replaceInStrings(QStringLiteral("\n"), QStringLiteral(" ")).join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n'));
}

QByteArray DataTable::asCsv() const
{
    QList<QStringList> table;
    const auto rows = chosenRows();
    for (const int row : rows) {
        table.append(rowTexts(row));
    }
    return csvDocument(headerTexts(), table);
}

QString DataTable::asHtml() const
{
    const auto line = [](const QStringList &fields, const QString &tag) {
        QString cells;
        for (const auto &field : fields) {
            cells += QStringLiteral("<%1>%2</%1>").arg(tag, field.toHtmlEscaped());
        }
        return QStringLiteral("<tr>%1</tr>").arg(cells);
    };
    auto html = line(headerTexts(), QStringLiteral("th"));
    const auto rows = chosenRows();
    for (const int row : rows) {
        html += line(rowTexts(row), QStringLiteral("td"));
    }
    return QStringLiteral("<h3>%1</h3><table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" width=\"100%\">%2</table>")
        .arg(m_title.toHtmlEscaped(), html);
}

void DataTable::copy() { QGuiApplication::clipboard()->setText(asText()); }

void DataTable::exportCsv()
{
    saveFile(this, {tr("Export as CSV"), m_title, tr("Spreadsheet (*.csv)"), QStringLiteral("csv")}, asCsv());
}

void DataTable::print() { printDocument(this, asHtml()); }

void DataTable::exportPdf()
{
    saveFile(this, {tr("Save as PDF"), m_title, tr("PDF document (*.pdf)"), QStringLiteral("pdf")},
             pdfDocument(asHtml()));
}

void DataTable::showColumnChooser(const QPoint &globalPos)
{
    if (!model()) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("columnsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto shown = shownColumns();
    for (int column = 0; column < model()->columnCount(); ++column) {
        auto *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || shown.size() > 1);
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            setColumnHidden(column, !isShown);
            remember();
        });
    }
    menu->popup(globalPos);
}

void DataTable::remember()
{
    if (m_memory.save && !m_isRestoring) {
        m_memory.save(horizontalHeader()->saveState());
    }
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid()) {
        Q_EMIT rowActivated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    menu->addSeparator();
    const auto place = event->globalPos();
    auto *columns = menu->addAction(tr("Choose columns…"));
    connect(columns, &QAction::triggered, this, [this, place] { showColumnChooser(place); });
    menu->popup(place);
}

void DataTable::restyle()
{
    setFont(m_theme.tabularFont(TextRole::Body13));
    verticalHeader()->setDefaultSectionSize(m_theme.rowHeight());
}

} // namespace deskbell::ui
