// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QTimer;

namespace deskbell::ui {

class Theme;

/// A line edit with a magnifier and a clear button; tells the text once typing has paused.
class SearchField final : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(const Theme &theme, const QString &placeholder, QWidget *parent = nullptr);

Q_SIGNALS:
    void searchChanged(const QString &text);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    QTimer *m_pause;
    QAction *m_magnifier;
};

} // namespace deskbell::ui
