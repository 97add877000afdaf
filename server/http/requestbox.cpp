// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestbox.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLoggingCategory>
#include <exception>
#include <utility>

namespace deskbell::http {
namespace {

Q_LOGGING_CATEGORY(lcRequests, "deskbell.server.http.requests", QtInfoMsg)

QEvent::Type arrivedEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

void RequestBox::put(Item item)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = m_items.empty();
        m_items.push_back(std::move(item));
    }
    if (isFirst) {
        QCoreApplication::postEvent(this, new QEvent(arrivedEvent()));
    }
}

bool RequestBox::event(QEvent *event)
{
    if (event->type() != arrivedEvent()) {
        return QObject::event(event);
    }
    std::vector<Item> burst;
    {
        const std::lock_guard lock(m_mutex);
        burst.swap(m_items);
    }
    for (Item &item : burst) {
        handle(std::move(item));
    }
    return true;
}

void RequestBox::handle(Item item)
{
    const QByteArray id = item.request.id;
    try {
        if (item.upgrade) {
            m_callbacks.upgrade(std::move(item.request), std::move(*item.upgrade));
        } else {
            m_callbacks.handler(std::move(item.request), std::move(item.reply));
        }
    } catch (const std::exception &error) {
        // The reply goes with the stack: the client gets 500.
        qCCritical(lcRequests) << "handler threw on request" << id << error.what();
    }
}

} // namespace deskbell::http
