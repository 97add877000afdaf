// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <QFrame>

class QGridLayout;

namespace deskbell::ui {

class Label;
class Theme;

/// F1: every key of the present page and of the shell.
class KeyMapOverlay final : public QFrame
{
    Q_OBJECT
public:
    KeyMapOverlay(const Theme &theme, QWidget *parent);

    void open(const QString &pageTitle, const QList<KeyHint> &page, const QList<KeyHint> &shell);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addColumn(QGridLayout *grid, int column, const QString &title, const QList<KeyHint> &hints);

    const Theme &m_theme;
    QWidget *m_panel = nullptr;
};

} // namespace deskbell::ui
