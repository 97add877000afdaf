// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QHash>
#include <QIcon>
#include <QObject>
#include <QPointer>

class QApplication;

namespace deskbell::ui {

/// Colours, sizes, fonts and icons of the console. One object, handed to whoever paints.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)
    enum class Density { Comfortable, Compact };
    Q_ENUM(Density)

    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    [[nodiscard]] Density density() const { return m_density; }
    void setDensity(Density density);
    [[nodiscard]] bool isDark() const;

    [[nodiscard]] QColor color(ColorRole role) const { return tokenColor(role, isDark()); }
    [[nodiscard]] QList<QColor> chartSequence() const { return tokenChartSequence(isDark()); }
    [[nodiscard]] int space(Space space) const;
    [[nodiscard]] int radius() const { return 6; }
    [[nodiscard]] int iconSize() const { return 20; }
    /// Height of buttons and fields; also the least hit target.
    [[nodiscard]] int controlHeight() const { return m_density == Density::Compact ? 28 : 32; }
    /// Height of a one-line row in lists and tables.
    [[nodiscard]] int rowHeight() const { return m_density == Density::Compact ? 30 : 38; }
    /// 0 when the system or the person asked for less motion.
    [[nodiscard]] int motionMs() const { return m_reduceMotion ? 0 : 120; }
    void setReduceMotion(bool reduce) { m_reduceMotion = reduce; }
    [[nodiscard]] QFont font(TextRole role) const;
    /// As font(), with figures that keep their column: for timers and tables.
    [[nodiscard]] QFont tabularFont(TextRole role) const;
    /// An icon of resources/icons by file name without ending, e.g. "phone-in". Mirrored where it points a way.
    [[nodiscard]] QIcon icon(const QString &name, ColorRole role = ColorRole::Text) const;

    /// Base style, palette and style sheet for the whole program; repeated by itself when the theme changes.
    void apply(QApplication &app);

Q_SIGNALS:
    void changed();

private:
    void refresh();

    Mode m_mode = Mode::System;
    Density m_density = Density::Comfortable;
    bool m_systemDark = false;
    bool m_reduceMotion = false;
    QFont m_systemFont;
    QFont m_figureFont;
    QPointer<QApplication> m_app;
    mutable QHash<QString, QIcon> m_icons;
};

} // namespace deskbell::ui
