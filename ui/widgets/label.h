// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QLabel>

namespace deskbell::ui {

class Theme;

/// Plain text in one of the theme's sizes and colours. Wraps when asked with setWordWrap.
class Label : public QLabel
{
    Q_OBJECT
public:
    Label(const Theme &theme, TextRole size, ColorRole color, const QString &text = {}, QWidget *parent = nullptr);

    void setColorRole(ColorRole role);
    /// Figures that keep their column.
    void setTabular(bool tabular);

protected:
    void changeEvent(QEvent *event) override;

private:
    void followDirection();
    void restyle();

    const Theme &m_theme;
    TextRole m_size;
    ColorRole m_color;
    bool m_tabular = false;
};

} // namespace deskbell::ui
