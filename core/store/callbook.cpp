// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/callbook.h"

#include <limits>

namespace deskbell {

CallBook::Key CallBook::keyOf(const Call &call)
{
    // A call that has not started yet is the newest there is; one that never did goes to the end.
    const auto never = call.isLive() ? std::numeric_limits<qint64>::max() : 0;
    return {!call.isLive(), -(call.startedAt ? toMillis(*call.startedAt) : never), call.id.value};
}

CallBook::Outcome CallBook::upsert(const Call &call)
{
    if (m_deleted.value(call.id) >= call.version && m_deleted.contains(call.id)) {
        return Outcome::Ignored;
    }
    const auto *known = m_rows.find(call.id);
    if (known && known->version >= call.version) {
        return Outcome::Ignored;
    }
    const auto outcome = known ? Outcome::Changed : Outcome::Added;
    m_rows.upsert(call.id, keyOf(call), call);
    return outcome;
}

bool CallBook::remove(const CallId &id, qint64 version)
{
    const auto *known = m_rows.find(id);
    if (known && known->version > version) {
        return false;
    }
    m_deleted.insert(id, std::max(version, m_deleted.value(id)));
    return known && m_rows.remove(id);
}

} // namespace deskbell
