// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIconEngine>

namespace deskbell::ui {

/// Paints one of our line SVGs in one colour, sharp at any device pixel ratio.
class IconEngine final : public QIconEngine
{
public:
    IconEngine(QString name, QColor color, QColor disabled);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine *clone() const override { return new IconEngine(*this); }

private:
    QString m_name;
    QColor m_color;
    QColor m_disabled;
};

} // namespace deskbell::ui
