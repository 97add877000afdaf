// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/label.h"

namespace deskbell::ui {

/// One line of plain text that ends in "…" when there is no room; the tool tip then shows all of it.
class ElidedLabel final : public Label
{
    Q_OBJECT
public:
    using Label::Label;

    void setElideMode(Qt::TextElideMode mode);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QString shown() const;

    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace deskbell::ui
