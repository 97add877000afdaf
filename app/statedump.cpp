// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/statedump.h"

#include "core/wire/callcodec.h"
#include "core/wire/json.h"
#include "core/wire/ordercodec.h"
#include "core/wire/transcriptcodec.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QJsonArray>
#include <QSaveFile>

namespace deskbell::app {
namespace {

constexpr int IntervalMs = 150;
constexpr int MostRows = 60;

QString word(LinkState::Kind kind)
{
    switch (kind) {
    case LinkState::Kind::Offline: return QStringLiteral("offline");
    case LinkState::Kind::Connecting: return QStringLiteral("connecting");
    case LinkState::Kind::Live: return QStringLiteral("live");
    case LinkState::Kind::CatchingUp: return QStringLiteral("catching_up");
    case LinkState::Kind::Reconnecting: return QStringLiteral("reconnecting");
    case LinkState::Kind::Unreachable: return QStringLiteral("unreachable");
    case LinkState::Kind::SessionExpired: return QStringLiteral("session_expired");
    }
    return {};
}

QJsonArray onScreen(const QWidget &widget, const QRect &rect)
{
    const auto corner = widget.mapToGlobal(rect.topLeft());
    return {corner.x(), corner.y(), rect.width(), rect.height()};
}

} // namespace

StateDump::StateDump(QString file, const Store &store, QObject *parent) : QObject(parent), m_file(std::move(file)), m_store(store)
{
    connect(&m_timer, &QTimer::timeout, this, &StateDump::write);
    m_timer.start(IntervalMs);
}

QJsonObject StateDump::transcripts() const
{
    QJsonObject all;
    const auto calls = m_store.calls();
    for (const auto &call : calls) {
        const auto transcript = m_store.transcript(call.id);
        if (!transcript.complete && transcript.lines.isEmpty() && !transcript.guestPartial && !transcript.assistantPartial) {
            continue;
        }
        QJsonArray lines;
        for (const auto &line : transcript.lines) {
            lines.append(wire::toJson(line));
        }
        QJsonObject json{{QStringLiteral("complete"), transcript.complete}, {QStringLiteral("lines"), lines}};
        if (transcript.guestPartial) {
            json.insert(QStringLiteral("guest_partial"), wire::toJson(*transcript.guestPartial));
        }
        if (transcript.assistantPartial) {
            json.insert(QStringLiteral("assistant_partial"), wire::toJson(*transcript.assistantPartial));
        }
        all.insert(call.id.value, json);
    }
    return all;
}

QJsonArray StateDump::buttons() const
{
    QJsonArray list;
    const auto found = m_window ? m_window->findChildren<QAbstractButton *>() : QList<QAbstractButton *>();
    for (const auto *button : found) {
        if (button->isVisible() && !button->visibleRegion().isEmpty()) {
            list.append(QJsonObject{{QStringLiteral("name"), button->objectName()},
                                    {QStringLiteral("text"), button->text()},
                                    {QStringLiteral("enabled"), button->isEnabled()},
                                    {QStringLiteral("rect"), onScreen(*button, button->visibleRegion().boundingRect())}});
        }
    }
    return list;
}

QJsonArray StateDump::rows() const
{
    QJsonArray list;
    const auto views = m_window ? m_window->findChildren<QAbstractItemView *>() : QList<QAbstractItemView *>();
    for (const auto *view : views) {
        if (!view->isVisible() || !view->model()) {
            continue;
        }
        for (int row = 0; row < std::min(MostRows, view->model()->rowCount()); ++row) {
            const auto index = view->model()->index(row, 0);
            const auto rect = view->visualRect(index) & view->viewport()->rect();
            if (!rect.isEmpty()) {
                const auto spoken = index.data(Qt::AccessibleTextRole).toString();
                list.append(QJsonObject{{QStringLiteral("view"), view->objectName()},
                                        {QStringLiteral("text"), spoken.isEmpty() ? index.data().toString() : spoken},
                                        {QStringLiteral("rect"), onScreen(*view->viewport(), rect)}});
            }
        }
    }
    return list;
}

void StateDump::write()
{
    QJsonArray calls;
    const auto knownCalls = m_store.calls();
    for (const auto &call : knownCalls) {
        calls.append(wire::toJson(call));
    }
    QJsonArray orders;
    const auto knownOrders = m_store.orders();
    for (const auto &view : knownOrders) {
        orders.append(wire::toJson(view.order));
    }
    const auto bytes = wire::toBytes({
        {QStringLiteral("link"), word(m_store.link().kind)},
        {QStringLiteral("waiting_writes"), m_store.link().waitingWrites},
        {QStringLiteral("calls"), calls},
        {QStringLiteral("transcripts"), transcripts()},
        {QStringLiteral("orders"), orders},
        {QStringLiteral("buttons"), buttons()},
        {QStringLiteral("rows"), rows()},
    });
    if (bytes == m_last) {
        return;
    }
    QSaveFile file(m_file);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) {
        m_last = bytes;
    }
}

} // namespace deskbell::app
