// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/recordmodel.h"

namespace deskbell::ui {

RecordModel::RecordModel(QStringList headers, QObject *parent) : DiffModel(parent), m_headers(std::move(headers)) { }

int RecordModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_headers.size()); }

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto &record = rowAt(index.row());
    const auto cell = record.cells.value(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return cell.text;
    case Qt::ToolTipRole: return cell.isMark() ? QVariant() : QVariant(cell.text);
    case IdRole: return record.id;
    case SortRole: return cell.sortKey.isValid() ? cell.sortKey : QVariant(cell.text.toLower());
    case MarkRole: return cell.iconName;
    case MeaningRole: return int(cell.meaning);
    default: return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= m_headers.size()) {
        return {};
    }
    return m_headers.at(section);
}

bool RecordModel::canFetchMore(const QModelIndex &parent) const { return m_hasMore && !parent.isValid(); }

void RecordModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent)) {
        m_hasMore = false; // until the answer comes
        Q_EMIT moreWanted();
    }
}

} // namespace deskbell::ui
