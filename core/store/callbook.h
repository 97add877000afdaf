// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/store/sortedrows.h"

#include <tuple>

namespace deskbell {

/// The calls a console knows: live ones first, then newest by start. An older version never replaces a newer one, and what
/// was deleted does not come back with a page that was read before.
class CallBook
{
public:
    enum class Outcome { Ignored, Added, Changed };

    Outcome upsert(const Call &call);
    bool remove(const CallId &id, qint64 version);
    [[nodiscard]] const Call *find(const CallId &id) const { return m_rows.find(id); }
    [[nodiscard]] const QList<Call> &rows() const { return m_rows.rows(); }

private:
    /// Live before the rest, then newest first, then by id.
    struct Key {
        bool past = false;
        qint64 age = 0;
        QString id;
        bool operator==(const Key &) const = default;
        bool operator<(const Key &other) const
        {
            return std::tie(past, age, other.id) < std::tie(other.past, other.age, id);
        }
    };
    [[nodiscard]] static Key keyOf(const Call &call);

    SortedRows<CallId, Key, Call> m_rows;
    QHash<CallId, qint64> m_deleted;
};

} // namespace deskbell
