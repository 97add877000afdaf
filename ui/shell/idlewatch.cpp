// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/idlewatch.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

namespace deskbell::ui {

IdleWatch::IdleWatch(QObject *parent) : QObject(parent), m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &IdleWatch::idle);
    QCoreApplication::instance()->installEventFilter(this);
}

void IdleWatch::setPatience(std::chrono::milliseconds patience)
{
    m_timer->stop();
    m_timer->setInterval(patience);
    touch();
}

void IdleWatch::touch()
{
    if (m_timer->interval() > 0) {
        m_timer->start();
    }
}

bool IdleWatch::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress: touch(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace deskbell::ui
