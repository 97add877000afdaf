// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QSet>

#include <algorithm>
#include <utility>

namespace deskbell::ui {

/// A table over a list of values that follows a new list by the smallest set of removals, moves, insertions and changes,
/// so that selection, scroll position and persistent indexes survive. Traits: Key, key(row), same(a, b).
template<typename Row, typename Traits>
class DiffModel : public QAbstractTableModel
{
public:
    using Key = typename Traits::Key;
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    [[nodiscard]] const Row &rowAt(int row) const { return m_rows.at(row); }
    [[nodiscard]] int rowOf(const Key &key) const
    {
        const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return Traits::key(row) == key; });
        return it == m_rows.end() ? -1 : int(it - m_rows.begin());
    }

    void setRows(const QList<Row> &next)
    {
        int prefix = 0;
        const int shorter = int(std::min(m_rows.size(), next.size()));
        while (prefix < shorter && keyAt(m_rows, prefix) == keyAt(next, prefix)) {
            ++prefix;
        }
        int suffix = 0;
        while (suffix < shorter - prefix && keyAt(m_rows, m_rows.size() - 1 - suffix) == keyAt(next, next.size() - 1 - suffix)) {
            ++suffix;
        }
        removeGone(next, prefix, suffix);
        arrange(next, prefix, suffix);
        refresh(next);
    }

protected:
    /// For a row that stays where it is but goes by another key from now on; call setRows() right after.
    void rename(int row, const Key &key) { Traits::setKey(m_rows[row], key); }
    /// Between beginResetModel() and endResetModel().
    void replaceAll(const QList<Row> &rows) { m_rows = rows; }

private:
    [[nodiscard]] static Key keyAt(const QList<Row> &rows, qsizetype i) { return Traits::key(rows.at(i)); }

    void removeGone(const QList<Row> &next, int prefix, int suffix)
    {
        QSet<Key> wanted;
        for (int i = prefix; i < next.size() - suffix; ++i) {
            wanted.insert(keyAt(next, i));
        }
        for (int last = int(m_rows.size()) - suffix - 1; last >= prefix; --last) {
            int first = last + 1;
            while (first > prefix && !wanted.contains(keyAt(m_rows, first - 1))) {
                --first;
            }
            if (first <= last) {
                beginRemoveRows({}, first, last);
                m_rows.remove(first, last - first + 1);
                endRemoveRows();
                last = first;
            }
        }
    }

    void arrange(const QList<Row> &next, int prefix, int suffix)
    {
        QSet<Key> present;
        for (int i = prefix; i < m_rows.size() - suffix; ++i) {
            present.insert(keyAt(m_rows, i));
        }
        const int end = int(next.size()) - suffix;
        for (int i = prefix; i < end; ++i) {
            if (!present.contains(keyAt(next, i))) {
                int last = i;
                while (last + 1 < end && !present.contains(keyAt(next, last + 1))) {
                    ++last;
                }
                beginInsertRows({}, i, last);
                const auto tail = m_rows.mid(i);
                m_rows.resize(i);
                m_rows += next.mid(i, last - i + 1);
                m_rows += tail;
                endInsertRows();
                i = last;
            } else if (keyAt(m_rows, i) != keyAt(next, i)) {
                const int from = rowOf(keyAt(next, i));
                beginMoveRows({}, from, from, {}, i);
                m_rows.move(from, i);
                endMoveRows();
            }
        }
    }

    void refresh(const QList<Row> &next)
    {
        for (int i = 0; i < next.size(); ++i) {
            const int first = i;
            while (i < next.size() && !Traits::same(m_rows.at(i), next.at(i))) {
                m_rows[i] = next.at(i);
                ++i;
            }
            if (i > first) {
                Q_EMIT dataChanged(index(first, 0), index(i - 1, columnCount() - 1));
            }
        }
    }

    QList<Row> m_rows;
};

} // namespace deskbell::ui
