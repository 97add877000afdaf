// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/callfiltermodel.h"

#include "ui/pages/calls/calllistmodel.h"
#include "ui/pages/calls/calltext.h"

#include <algorithm>

namespace deskbell::ui {

namespace {

bool contains(const Call &call, const QString &word)
{
    if (call.guestName.contains(word, Qt::CaseInsensitive) || call.room.contains(word, Qt::CaseInsensitive)
        || call.summary.contains(word, Qt::CaseInsensitive) || call.customerNumber.contains(word)) {
        return true;
    }
    return calltext::serviceType(call.serviceType).contains(word, Qt::CaseInsensitive);
}

} // namespace

bool inScope(const Call &call, CallScope scope)
{
    const bool isLost = call.outcome == CallOutcome::Lost || call.outcome == CallOutcome::NoAnswer
        || call.outcome == CallOutcome::Failed || call.state == CallState::Lost || call.state == CallState::Failed;
    switch (scope) {
    case CallScope::All: return true;
    case CallScope::Live: return call.isLive();
    case CallScope::Ended: return !call.isLive() && !isLost;
    case CallScope::Lost: return !call.isLive() && isLost;
    }
    return false;
}

bool CallFilter::accepts(const Call &call) const
{
    if (!inScope(call, scope) || (!serviceType.isEmpty() && call.serviceType != serviceType)) {
        return false;
    }
    if (period && (!call.startedAt || *call.startedAt < period->from || *call.startedAt >= period->to)) {
        return false;
    }
    const auto words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&call](const QString &word) { return contains(call, word); });
}

void CallFilterModel::setFilter(const CallFilter &filter)
{
    if (m_filter != filter) {
        m_filter = filter;
        invalidateFilter();
    }
}

bool CallFilterModel::canFetchMore(const QModelIndex &parent) const
{
    return !m_filter.isNarrow() && QSortFilterProxyModel::canFetchMore(parent);
}

bool CallFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *calls = qobject_cast<const CallListModel *>(sourceModel());
    return calls && !parent.isValid() && m_filter.accepts(calls->rowAt(row));
}

} // namespace deskbell::ui
