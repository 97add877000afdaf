// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace deskbell::ui {

/// Keeps every window of the program but one out of sight while the desk is locked: torn-off panes, dialogs, menus. Afterwards they
/// are where they were, with what was typed into them.
class Curtain final : public QObject
{
    Q_OBJECT
public:
    /// `stays`: the window that shows the lock screen.
    explicit Curtain(QWidget *stays);

    void close();
    void open();
    [[nodiscard]] bool isClosed() const { return m_isClosed; }

protected:
    /// A window that wants to appear meanwhile waits as well.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take(QWidget *window);

    QWidget *m_stays;
    QList<QPointer<QWidget>> m_hidden;
    bool m_isClosed = false;
};

} // namespace deskbell::ui
