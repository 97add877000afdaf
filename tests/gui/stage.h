// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace deskbell::tests {

/// A window around what is tested. Without a layout it has no size hints, which the offscreen platform would warn about.
class Stage final : public QWidget
{
public:
    void present(QWidget *widget, QSize size = {1200, 800})
    {
        resize(size);
        widget->setParent(this);
        widget->setGeometry(rect());
        widget->show();
        show();
        activateWindow();
    }
};

} // namespace deskbell::tests
