// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <chrono>

class QTimer;

namespace deskbell::ui {

/// Notices when nobody has touched a key, the mouse or the screen for a while. Watches the whole program.
class IdleWatch final : public QObject
{
    Q_OBJECT
public:
    explicit IdleWatch(QObject *parent = nullptr);

    /// Zero: never. Begins anew.
    void setPatience(std::chrono::milliseconds patience);
    /// As if somebody had touched a key.
    void touch();

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer *m_timer;
};

} // namespace deskbell::ui
