// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/calls/transcriptrows.h"
#include "ui/widgets/diffmodel.h"

namespace deskbell::ui {

struct TranscriptRowTraits {
    using Key = QString;
    [[nodiscard]] static const QString &key(const TranscriptRow &row) { return row.key; }
    static void setKey(TranscriptRow &row, const QString &key) { row.key = key; }
    [[nodiscard]] static bool same(const TranscriptRow &a, const TranscriptRow &b) { return a == b; }
};

/// The bubbles of one call. A final line takes the row of the words it was spoken as.
class TranscriptModel final : public DiffModel<TranscriptRow, TranscriptRowTraits>
{
    Q_OBJECT
public:
    enum class Column { Line };
    Q_ENUM(Column)
    enum Role { KeyRole = Qt::UserRole, SpeakerRoleRole, TextRole, PartialRole, OffsetRole, TurnRole, ToneRole };

    using DiffModel::DiffModel;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// Another call: starts anew.
    void open(const QList<TranscriptRow> &rows);
    /// The same call, later.
    void follow(const QList<TranscriptRow> &rows);

private:
    void settlePartials(const QList<TranscriptRow> &next);
};

} // namespace deskbell::ui
