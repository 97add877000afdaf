// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace deskbell::ui {

class JobModel;
class Theme;

/// The state of a job in the table, as a pill with icon and word.
class JobStateDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    JobStateDelegate(const Theme &theme, const JobModel &jobs, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    const JobModel &m_jobs;
};

} // namespace deskbell::ui
