// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charttablemodel.h"

#include "ui/widgets/csv.h"

#include <QLocale>

#include <utility>

namespace deskbell::ui {

ChartTableModel::ChartTableModel(ChartData data, QObject *parent) : QAbstractTableModel(parent), m_data(std::move(data)) {}

int ChartTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_data.count(); }

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + int(m_data.series.size());
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && index.column() > 0) {
        return QVariant::fromValue(Qt::AlignTrailing | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != SortRole) {
        return {};
    }
    if (index.column() == 0) {
        return role == SortRole ? QVariant(index.row()) : QVariant(m_data.fullNames.value(index.row()));
    }
    const double value = m_data.series.at(index.column() - 1).values.value(index.row());
    return role == SortRole ? QVariant(value) : QVariant(QLocale().toString(value, 'f', 0));
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount()) {
        return {};
    }
    return section == 0 ? m_data.categoryTitle : m_data.series.at(section - 1).name;
}

QByteArray chartCsv(const ChartData &data)
{
    QStringList header{data.categoryTitle};
    for (const auto &series : data.series) {
        header.append(series.name);
    }
    QList<QStringList> rows;
    for (int i = 0; i < data.count(); ++i) {
        QStringList row{data.fullNames.value(i)};
        for (const auto &series : data.series) {
            row.append(QString::number(series.values.value(i)));
        }
        rows.append(row);
    }
    return csvDocument(header, rows);
}

} // namespace deskbell::ui
