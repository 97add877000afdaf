// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace deskbell::ui {

class Theme;

/// Paints cells of a RecordModel that have a mark as pills, others as text.
class MarkDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit MarkDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace deskbell::ui
