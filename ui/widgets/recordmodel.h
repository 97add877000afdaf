// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/diffmodel.h"
#include "ui/widgets/record.h"

#include <QStringList>

namespace deskbell::ui {

/// The model of tables that only show: rows of cells by id, updated by difference. With setHasMore() a view that comes to its
/// end asks for more.
class RecordModel final : public DiffModel<Record, RecordTraits>
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, SortRole, MarkRole, MeaningRole };

    explicit RecordModel(QStringList headers, QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    void setHasMore(bool hasMore) { m_hasMore = hasMore; }

Q_SIGNALS:
    void moreWanted();

private:
    QStringList m_headers;
    bool m_hasMore = false;
};

} // namespace deskbell::ui
