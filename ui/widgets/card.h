// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QFrame>

class QVBoxLayout;

namespace deskbell::ui {

class Theme;

/// A raised surface with a thin border; put content into body().
class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    void setSurface(ColorRole surface);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    ColorRole m_surface = ColorRole::Surface;
    QVBoxLayout *m_body;
};

} // namespace deskbell::ui
