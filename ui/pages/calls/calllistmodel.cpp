// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/calllistmodel.h"

#include "ui/pages/calls/callsections.h"
#include "ui/pages/calls/calltext.h"

namespace deskbell::ui {

CallListModel::CallListModel(const Clock &clock, QObject *parent) : DiffModel(parent), m_clock(clock) { }

int CallListModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : 1; }

QVariant CallListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto &call = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return calltext::who(call);
    case Qt::AccessibleTextRole: return sentence(call);
    case CallRole: return QVariant::fromValue(call);
    case IdRole: return QVariant::fromValue(call.id);
    case SectionRole: return callSectionKey(call, m_formats);
    case ElapsedRole: return elapsed(call);
    case FreshRole: return call.id == m_fresh ? m_freshness : 0.0;
    default: return {};
    }
}

bool CallListModel::canFetchMore(const QModelIndex &parent) const { return !parent.isValid() && m_hasOlder; }

void CallListModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent)) {
        Q_EMIT olderRequested();
    }
}

void CallListModel::setFormats(const Formats &formats)
{
    m_formats = formats;
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
    }
}

void CallListModel::setFresh(const CallId &id, qreal freshness)
{
    m_fresh = id;
    m_freshness = freshness;
}

int CallListModel::liveCount() const
{
    return int(std::count_if(rows().begin(), rows().end(), [](const Call &call) { return call.isLive(); }));
}

QVariant CallListModel::elapsed(const Call &call) const
{
    if (call.isLive() && call.startedAt) {
        return qMax<qint64>(0, std::chrono::floor<std::chrono::seconds>(m_clock.now() - *call.startedAt).count());
    }
    const auto seconds = call.durationSeconds();
    return seconds ? QVariant(*seconds) : QVariant();
}

QString CallListModel::sentence(const Call &call) const
{
    QStringList parts{calltext::who(call), calltext::status(call).word, calltext::direction(call.direction)};
    if (!call.room.isEmpty()) {
        parts.append(tr("room %1").arg(call.room));
    }
    if (call.startedAt) {
        parts.append(m_formats.dateTime(*call.startedAt));
    }
    if (!call.summary.isEmpty()) {
        parts.append(call.summary);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace deskbell::ui
