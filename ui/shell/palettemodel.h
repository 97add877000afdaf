// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <QAbstractListModel>

namespace deskbell::ui {

/// What fits the typed text, best first; with nothing typed, everything in the order given.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { DetailRole = Qt::UserRole, IconRole, KeysRole, PositionsRole };
    static constexpr int MaxShown = 50;

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    void setActions(QList<PaletteAction> actions);
    void setPattern(const QString &pattern);
    [[nodiscard]] const PaletteAction *action(int row) const;

private:
    struct Hit {
        int action = 0;
        int score = 0;
        QList<int> positions; ///< in the title
    };

    QList<PaletteAction> m_actions;
    QList<Hit> m_hits;
};

} // namespace deskbell::ui
