// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

namespace deskbell::ui {

class Theme;

/// Initials of a person, or an icon for who has no name, in a circle.
class Avatar final : public QWidget
{
    Q_OBJECT
public:
    explicit Avatar(const Theme &theme, int side = 32, QWidget *parent = nullptr);

    void setPerson(const QString &name, ColorRole meaning = ColorRole::Person);
    void setIcon(const QString &iconName, ColorRole meaning);
    [[nodiscard]] QSize sizeHint() const override { return {m_side, m_side}; }
    /// For delegates. Empty initials: the icon is painted.
    static void paint(QPainter &painter, const QRect &circle, const Theme &theme, ColorRole meaning,
                      const QString &initials, const QString &iconName);
    /// At most two letters: of the first and the last word.
    [[nodiscard]] static QString initials(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_side;
    ColorRole m_meaning = ColorRole::Neutral;
    QString m_initials;
    QString m_iconName = QStringLiteral("user");
};

} // namespace deskbell::ui
