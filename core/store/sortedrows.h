// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <algorithm>
#include <optional>

namespace deskbell {

/// Rows kept in the order pages show them. `Key` orders them (smallest first) and is unique; a row is found by its id through
/// the key, so that a change costs a binary search and a move of the shorter side, not a sort.
template<typename Id, typename Key, typename Row>
class SortedRows
{
public:
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    [[nodiscard]] qsizetype size() const { return m_rows.size(); }

    [[nodiscard]] const Row *find(const Id &id) const
    {
        const auto key = m_keyOf.constFind(id);
        return key == m_keyOf.constEnd() ? nullptr : &m_rows.at(indexOf(*key));
    }

    void upsert(const Id &id, const Key &key, Row row)
    {
        const auto known = m_keyOf.constFind(id);
        if (known != m_keyOf.constEnd()) {
            const auto at = indexOf(*known);
            if (*known == key) {
                m_rows[at] = std::move(row);
                return;
            }
            m_rows.removeAt(at);
            m_keys.removeAt(at);
        }
        const auto at = indexOf(key);
        m_rows.insert(at, std::move(row));
        m_keys.insert(at, key);
        m_keyOf.insert(id, key);
    }

    bool remove(const Id &id)
    {
        const auto key = m_keyOf.take(id);
        const auto at = indexOf(key);
        if (at >= m_keys.size() || !(m_keys.at(at) == key)) {
            return false;
        }
        m_rows.removeAt(at);
        m_keys.removeAt(at);
        return true;
    }

private:
    [[nodiscard]] qsizetype indexOf(const Key &key) const
    {
        return std::lower_bound(m_keys.cbegin(), m_keys.cend(), key) - m_keys.cbegin();
    }

    QList<Row> m_rows;
    QList<Key> m_keys; ///< parallel to m_rows
    QHash<Id, Key> m_keyOf;
};

} // namespace deskbell
