// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/curtain.h"

#include <QApplication>
#include <QEvent>

namespace deskbell::ui {

Curtain::Curtain(QWidget *stays) : QObject(stays), m_stays(stays) { }

void Curtain::close()
{
    if (m_isClosed) {
        return;
    }
    m_isClosed = true;
    while (auto *popup = QApplication::activePopupWidget()) {
        popup->close();
    }
    const auto windows = QApplication::topLevelWidgets();
    for (auto *window : windows) {
        if (window->isVisible()) {
            take(window);
        }
    }
    QCoreApplication::instance()->installEventFilter(this);
}

void Curtain::open()
{
    if (!m_isClosed) {
        return;
    }
    m_isClosed = false;
    QCoreApplication::instance()->removeEventFilter(this);
    const auto hidden = std::exchange(m_hidden, {});
    for (const auto &window : hidden) {
        if (window) {
            window->show();
        }
    }
}

void Curtain::take(QWidget *window)
{
    if (window == m_stays || window->windowType() == Qt::Desktop) {
        return;
    }
    const bool comesBack = window->windowType() != Qt::Popup && window->windowType() != Qt::ToolTip;
    if (comesBack && !m_hidden.contains(window)) {
        m_hidden.append(window);
    }
    window->hide();
}

bool Curtain::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        auto *window = qobject_cast<QWidget *>(watched);
        // What belongs to the lock screen itself, such as a list that unfolds, may appear.
        const auto *focus = QApplication::focusWidget();
        const bool isOurs = window && window->windowType() == Qt::Popup && focus && focus->window() == m_stays;
        if (window && window->isWindow() && window != m_stays && !isOurs) {
            QMetaObject::invokeMethod(this, [this, target = QPointer<QWidget>(window)] {
                if (target && m_isClosed) {
                    take(target);
                }
            }, Qt::QueuedConnection);
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace deskbell::ui
