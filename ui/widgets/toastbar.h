// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/toast.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;
class QToolButton;

namespace deskbell::ui {

class Label;
class Theme;

/// Shows one toast at a time at the lower middle of its parent; a newer one takes the place. Never takes the focus.
class ToastBar final : public QFrame
{
    Q_OBJECT
public:
    ToastBar(const Theme &theme, QWidget *parent);

    void show(const Toast &toast);
    void dismiss();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onAction();
    void place();
    void restyle();

    const Theme &m_theme;
    QLabel *m_icon;
    Label *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
    QTimer *m_timer;
    Toast m_toast;
};

} // namespace deskbell::ui
