// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include <functional>

class QSortFilterProxyModel;

namespace deskbell::ui {

class Theme;

/// The one table of the console: sorting, column chooser, copy as text, export as CSV, print and PDF, all by key.
/// Give it a plain model and a sort role with setSource(), or your own proxy with setModel().
class DataTable : public QTableView
{
    Q_OBJECT
public:
    /// Where widths, order, visibility and sorting are kept.
    struct Memory {
        std::function<QByteArray()> load;
        std::function<void(const QByteArray &)> save;
    };

    explicit DataTable(const Theme &theme, QWidget *parent = nullptr);

    /// Puts a sorting proxy between. sourceRow() translates back.
    void setSource(QAbstractItemModel *model, int sortRole);
    /// Call after the model is set.
    void setMemory(Memory memory);
    /// Heading of prints and proposed file names.
    void setDocumentTitle(const QString &title) { m_title = title; }
    [[nodiscard]] int sourceRow(const QModelIndex &index) const;

    /// Visible columns in their order, tab-separated, with a header line; the selected rows, or all when none is.
    [[nodiscard]] QString asText() const;
    [[nodiscard]] QByteArray asCsv() const;
    [[nodiscard]] QString asHtml() const;

    void copy();
    void exportCsv();
    void print();
    void exportPdf();
    void showColumnChooser(const QPoint &globalPos);

Q_SIGNALS:
    /// Enter or a double click.
    void rowActivated(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void restyle();
    void remember();
    void addActions();
    [[nodiscard]] QList<int> shownColumns() const;
    [[nodiscard]] QList<int> chosenRows() const;
    [[nodiscard]] QStringList headerTexts() const;
    [[nodiscard]] QStringList rowTexts(int row) const;

    const Theme &m_theme;
    QSortFilterProxyModel *m_proxy = nullptr;
    Memory m_memory;
    QString m_title;
    bool m_isRestoring = false;
};

} // namespace deskbell::ui
