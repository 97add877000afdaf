// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettemodel.h"

#include "ui/shell/fuzzymatch.h"

#include <algorithm>

namespace deskbell::ui {

int PaletteModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_hits.size()); }

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto &hit = m_hits.at(index.row());
    const auto &action = m_actions.at(hit.action);
    switch (role) {
    case Qt::DisplayRole: return action.title;
    case Qt::AccessibleTextRole: return action.detail.isEmpty() ? action.title : action.title + QStringLiteral(", ") + action.detail;
    case DetailRole: return action.detail;
    case IconRole: return action.iconName;
    case KeysRole: return action.keys.toString(QKeySequence::NativeText);
    case PositionsRole: return QVariant::fromValue(hit.positions);
    default: return {};
    }
}

void PaletteModel::setActions(QList<PaletteAction> actions)
{
    beginResetModel();
    m_hits.clear();
    m_actions = std::move(actions);
    endResetModel();
    setPattern({});
}

void PaletteModel::setPattern(const QString &pattern)
{
    QList<Hit> hits;
    for (int i = 0; i < m_actions.size(); ++i) {
        const auto &action = m_actions.at(i);
        auto match = fuzzyMatch(pattern, action.title);
        const int inDetail = fuzzyMatch(pattern, action.detail).score * 3 / 4;
        const int score = qMax(match.score, inDetail);
        if (score > 0) {
            hits.append({i, score, match.positions});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.score > b.score; });
    if (hits.size() > MaxShown) {
        hits.resize(MaxShown);
    }
    beginResetModel();
    m_hits = std::move(hits);
    endResetModel();
}

const PaletteAction *PaletteModel::action(int row) const
{
    return row >= 0 && row < m_hits.size() ? &m_actions.at(m_hits.at(row).action) : nullptr;
}

} // namespace deskbell::ui
