// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/orderbook.h"

namespace deskbell {
namespace {

void apply(const OrderPatch &patch, Order &order)
{
    order.status = patch.status.value_or(order.status);
    order.notes = patch.notes.value_or(order.notes);
    order.room = patch.room.value_or(order.room);
    order.department = patch.department.value_or(order.department);
    order.items = patch.items.value_or(order.items);
    if (patch.dueAt) {
        order.dueAt = patch.dueAt;
    }
}

} // namespace

bool OrderBook::upsert(const Order &order)
{
    const auto deleted = m_deleted.constFind(order.id);
    const auto known = m_rows.constFind(order.id);
    const bool isNew = known == m_rows.constEnd();
    if ((deleted != m_deleted.constEnd() && *deleted >= order.version) || (!isNew && known->version >= order.version)) {
        return false;
    }
    m_rows.insert(order.id, order);
    refresh(order.id);
    return isNew;
}

void OrderBook::remove(const OrderId &id, qint64 version)
{
    const auto known = m_rows.constFind(id);
    if (known != m_rows.constEnd() && known->version > version) {
        return;
    }
    m_deleted.insert(id, std::max(version, m_deleted.value(id)));
    m_rows.remove(id);
    refresh(id);
}

void OrderBook::replaceAll(const QList<Order> &orders)
{
    m_rows.clear();
    m_deleted.clear();
    m_views = {};
    for (const auto &order : orders) {
        upsert(order);
    }
    for (const auto &command : std::as_const(m_commands)) {
        refresh(command.orderId);
    }
}

const Order *OrderBook::row(const OrderId &id) const
{
    const auto found = m_rows.constFind(id);
    return found == m_rows.constEnd() ? nullptr : &*found;
}

const PendingCommand *OrderBook::command(const CommandId &id) const
{
    const auto index = indexOf(id);
    return index < 0 ? nullptr : &m_commands.at(index);
}

const PendingCommand *OrderBook::firstWaiting() const
{
    const auto found = std::find_if(m_commands.cbegin(), m_commands.cend(), [](const auto &command) { return command.isWaiting(); });
    return found == m_commands.cend() ? nullptr : &*found;
}

int OrderBook::waiting() const
{
    return int(std::count_if(m_commands.cbegin(), m_commands.cend(), [](const auto &command) { return command.isWaiting(); }));
}

void OrderBook::add(const PendingCommand &command)
{
    m_commands.append(command);
    refresh(command.orderId);
}

void OrderBook::markSent(const CommandId &id)
{
    if (const auto index = indexOf(id); index >= 0) {
        m_commands[index].isSent = true;
    }
}

QList<CommandId> OrderBook::accept(const CommandId &id, const Order &answer)
{
    const auto index = indexOf(id);
    if (index < 0) {
        return {};
    }
    QList<CommandId> moved;
    const auto done = m_commands.takeAt(index);
    const auto seen = done.patch ? done.patch->baseVersion : std::optional<qint64>(0);
    for (auto &later : m_commands) {
        // Made over the same sight plus this change: what the server has now is exactly what the person saw.
        const bool builtOnIt = later.orderId == done.orderId && later.patch && !later.isSent && later.patch->baseVersion == seen;
        if (builtOnIt) {
            later.patch->baseVersion = answer.version;
            moved.append(later.id);
        }
    }
    upsert(answer);
    refresh(done.orderId);
    return moved;
}

QList<CommandId> OrderBook::refuse(const CommandId &id, const Error &error)
{
    const auto index = indexOf(id);
    if (index < 0) {
        return {};
    }
    QList<CommandId> refused{id};
    m_commands[index].refusal = error;
    const auto orderId = m_commands.at(index).orderId;
    if (m_commands.at(index).create) {
        for (auto &later : m_commands) {
            if (later.orderId == orderId && later.patch && later.isWaiting()) {
                later.refusal = Error{ErrorKind::NotFound, QStringLiteral("the order was refused"), 0, QStringLiteral("parent_refused"), {}};
                refused.append(later.id);
            }
        }
    }
    refresh(orderId);
    return refused;
}

std::optional<PendingCommand> OrderBook::repeated(const CommandId &id, const QString &key) const
{
    const auto *refused = command(id);
    if (!refused || refused->isWaiting()) {
        return std::nullopt;
    }
    auto again = *refused;
    again.refusal.reset();
    again.isSent = false;
    again.key = key;
    const auto *present = row(again.orderId);
    if (again.patch && present) {
        again.patch->baseVersion = present->version;
        again.basis = *present;
    }
    return again;
}

void OrderBook::replace(const PendingCommand &command)
{
    if (const auto index = indexOf(command.id); index >= 0) {
        m_commands.removeAt(index);
    }
    add(command);
}

QList<CommandId> OrderBook::discard(const CommandId &id)
{
    const auto index = indexOf(id);
    if (index < 0 || m_commands.at(index).isWaiting()) {
        return {};
    }
    const auto gone = m_commands.takeAt(index);
    QList<CommandId> ids{gone.id};
    if (gone.create && !row(gone.orderId)) {
        for (const auto &later : std::as_const(m_commands)) {
            if (later.orderId == gone.orderId) {
                ids.append(later.id);
            }
        }
        m_commands.removeIf([&gone](const PendingCommand &later) { return later.orderId == gone.orderId; });
    }
    refresh(gone.orderId);
    return ids;
}

void OrderBook::forget(const CommandId &id)
{
    if (const auto index = indexOf(id); index >= 0) {
        const auto gone = m_commands.takeAt(index);
        refresh(gone.orderId);
    }
}

qint64 OrderBook::renumber(qint64 first)
{
    qint64 next = first;
    qint64 answered = -qint64(m_commands.size());
    for (auto &command : m_commands) {
        command.deviceSeq = command.isWaiting() ? next++ : answered++;
    }
    return next - 1;
}

qsizetype OrderBook::indexOf(const CommandId &id) const
{
    const auto found = std::find_if(m_commands.cbegin(), m_commands.cend(), [&id](const auto &command) { return command.id == id; });
    return found == m_commands.cend() ? -1 : found - m_commands.cbegin();
}

void OrderBook::refresh(const OrderId &id)
{
    if (id.isEmpty()) {
        return; // a command of another kind
    }
    OrderView view;
    const auto *present = row(id);
    bool exists = present != nullptr;
    if (present) {
        view.order = *present;
    }
    for (const auto &command : std::as_const(m_commands)) {
        if (command.orderId != id) {
            continue;
        }
        if (!exists) {
            view.order = command.basis;
            exists = true;
        }
        if (command.isWaiting() && command.patch) {
            apply(*command.patch, view.order);
        }
        // A refusal wants the person's attention more than a wait does, and its cause more than what fell with it.
        const bool isFallout = command.refusal && command.refusal->code == QLatin1String("parent_refused");
        if (view.writeState != WriteState::Refused || (!command.isWaiting() && !isFallout)) {
            view.writeState = command.isWaiting() ? WriteState::Waiting : WriteState::Refused;
            view.commandId = command.id;
            view.refusal = command.refusal;
            view.refused = command.isWaiting() ? std::nullopt : command.patch;
        }
    }
    if (exists) {
        m_views.upsert(id, {-toMillis(view.order.createdAt), id.value}, view);
    } else {
        m_views.remove(id);
    }
}

} // namespace deskbell
