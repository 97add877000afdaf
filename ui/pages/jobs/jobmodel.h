// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/diffmodel.h"
#include "ui/widgets/formats.h"

#include <QHash>

namespace deskbell::ui {

struct JobViewTraits {
    using Key = JobId;
    [[nodiscard]] static const JobId &key(const JobView &view) { return view.job.id; }
    [[nodiscard]] static bool same(const JobView &a, const JobView &b) { return a == b; }
};

/// One list of jobs of the store. Asks for more by moreWanted() when a view comes to its end.
class JobModel final : public DiffModel<JobView, JobViewTraits>
{
    Q_OBJECT
public:
    enum class Column { Subject, State, When, Attempts, LastError, Kind, Queue, Created };
    Q_ENUM(Column)
    static constexpr int ColumnCount = 8;
    enum Role { ViewRole = Qt::UserRole, IdRole, SortRole };

    explicit JobModel(const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    void setList(const JobList &list);
    /// Another list is another question: selection and scroll begin anew.
    void resetList(const JobList &list);
    void setFormats(const Formats &formats) { m_formats = formats; }
    [[nodiscard]] const Formats &formats() const { return m_formats; }
    /// What has been decided and can still be undone.
    void setHeld(const QHash<JobId, JobAction> &held);
    [[nodiscard]] std::optional<JobAction> held(const JobId &id) const;

Q_SIGNALS:
    void moreWanted();

private:
    [[nodiscard]] QString text(const JobView &view, Column column) const;
    [[nodiscard]] QVariant sortKey(const JobView &view, Column column) const;
    [[nodiscard]] QString sentence(const JobView &view) const;

    const Clock &m_clock;
    Formats m_formats;
    QHash<JobId, JobAction> m_held;
    bool m_hasMore = false;
};

} // namespace deskbell::ui
