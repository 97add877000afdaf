// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace deskbell::ui {

class Theme;

/// Icon, title with the matched letters strong, detail muted, key at the trailing edge.
class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit PaletteDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int paintTitle(QPainter *painter, const QRect &area, const QModelIndex &index, Qt::LayoutDirection direction) const;

    const Theme &m_theme;
};

} // namespace deskbell::ui
