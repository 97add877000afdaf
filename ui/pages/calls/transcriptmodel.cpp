// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/calls/transcriptmodel.h"

#include "ui/pages/calls/calltext.h"
#include "ui/widgets/formats.h"

namespace deskbell::ui {

int TranscriptModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : 1; }

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto &row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case TextRole: return row.text;
    case Qt::AccessibleTextRole:
        return row.isPartial ? tr("%1 is saying: %2").arg(calltext::speaker(row.role).word, row.text)
                             : tr("%1: %2").arg(calltext::speaker(row.role).word, row.text);
    case KeyRole: return row.key;
    case SpeakerRoleRole: return int(row.role);
    case PartialRole: return row.isPartial;
    case OffsetRole: return row.offsetMs ? QVariant(*row.offsetMs) : QVariant();
    case TurnRole: return row.startsTurn;
    case ToneRole: return row.tone;
    default: return {};
    }
}

void TranscriptModel::open(const QList<TranscriptRow> &rows)
{
    beginResetModel();
    replaceAll(rows);
    endResetModel();
}

void TranscriptModel::follow(const QList<TranscriptRow> &rows)
{
    settlePartials(rows);
    setRows(rows);
}

void TranscriptModel::settlePartials(const QList<TranscriptRow> &next)
{
    for (int i = rowCount() - 1; i >= 0 && rowAt(i).isPartial; --i) {
        const auto role = rowAt(i).role;
        const auto final = std::find_if(next.rbegin(), next.rend(), [role](const TranscriptRow &row) {
            return !row.isPartial && row.role == role;
        });
        if (final != next.rend() && rowOf(final->key) < 0) {
            rename(i, final->key);
        }
    }
}

} // namespace deskbell::ui
