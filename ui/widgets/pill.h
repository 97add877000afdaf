// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QAbstractButton>

namespace deskbell::ui {

class Theme;

/// A rounded label: icon and word in the colour of their meaning. Clickable only after setInteractive(true).
class Pill final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Pill(const Theme &theme, QWidget *parent = nullptr);
    Pill(const Theme &theme, ColorRole meaning, const QString &iconName, const QString &word, QWidget *parent = nullptr);

    void setMeaning(ColorRole meaning, const QString &iconName, const QString &word);
    [[nodiscard]] ColorRole meaning() const { return m_meaning; }
    void setInteractive(bool interactive);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// What a delegate paints where a widget would be too much; returns the width used.
    static int paint(QPainter &painter, const QRect &area, const Theme &theme, ColorRole meaning,
                     const QString &iconName, const QString &word, Qt::LayoutDirection direction);
    [[nodiscard]] static QSize sizeFor(const Theme &theme, bool withIcon, const QString &word);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ColorRole m_meaning = ColorRole::Neutral;
    QString m_iconName;
    bool m_interactive = false;
};

} // namespace deskbell::ui
