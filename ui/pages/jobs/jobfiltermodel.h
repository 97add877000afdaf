// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/job.h"

#include <QSortFilterProxyModel>

namespace deskbell::ui {

/// What the person wants to see of a list of jobs.
struct JobFilter {
    QString queue; ///< empty: all
    QString text;  ///< all of its words: what, what went wrong, kind, the receiver's reference

    [[nodiscard]] bool isNarrow() const { return !queue.isEmpty() || !text.trimmed().isEmpty(); }
    [[nodiscard]] bool accepts(const Job &job) const;
    bool operator==(const JobFilter &) const = default;
};

/// Filters and sorts a JobModel. A narrow list does not fetch more by itself: it might have to read everything.
class JobFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setFilter(const JobFilter &filter);
    [[nodiscard]] const JobFilter &filter() const { return m_filter; }
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    JobFilter m_filter;
};

} // namespace deskbell::ui
