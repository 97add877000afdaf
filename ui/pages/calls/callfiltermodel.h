// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/period.h"

#include <QSortFilterProxyModel>
#include <QStringList>

#include <optional>

namespace deskbell::ui {

enum class CallScope { All, Live, Ended, Lost };

/// Which calls the list shows.
struct CallFilter {
    CallScope scope = CallScope::All;
    QString text; ///< all of its words, in any order: guest, number, room, summary
    std::optional<Period> period;
    QString serviceType;

    [[nodiscard]] bool isNarrow() const
    {
        return scope != CallScope::All || !text.trimmed().isEmpty() || period || !serviceType.isEmpty();
    }
    [[nodiscard]] bool accepts(const Call &call) const;
    bool operator==(const CallFilter &) const = default;
};

[[nodiscard]] bool inScope(const Call &call, CallScope scope);

/// Shows what a CallFilter accepts of a CallListModel, in its order.
class CallFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setFilter(const CallFilter &filter);
    [[nodiscard]] const CallFilter &filter() const { return m_filter; }
    /// A narrow list is not filled up by loading the whole history behind the person's back.
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    CallFilter m_filter;
};

} // namespace deskbell::ui
