// SPDX-License-Identifier: GPL-3.0-or-later
// What this desk wants of the server: kept, shown, sent, answered.
#include "core/store/memorystore.h"

#include "core/wire/jobcodec.h"
#include "core/wire/ordercodec.h"

#include <QJsonArray>
#include <QLoggingCategory>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcWishes, "deskbell.core.store.commands", QtInfoMsg)

} // namespace

CommandId MemoryStore::createOrder(const NewOrder &order)
{
    const IdSource ids(m_environment.clock, m_environment.rng);
    PendingCommand command;
    command.create = order;
    if (order.id.isEmpty()) {
        command.create->id = ids.make<OrderId>();
    }
    command.orderId = command.create->id;
    auto &basis = command.basis;
    basis.id = command.orderId;
    basis.room = order.room;
    basis.items = order.items;
    basis.notes = order.notes;
    basis.department = order.department;
    basis.dueAt = order.dueAt;
    basis.createdBy = basis.updatedBy = m_session.username;
    basis.createdAt = basis.updatedAt = m_environment.clock.now();
    return enqueue(std::move(command));
}

CommandId MemoryStore::changeOrder(const OrderId &id, const OrderPatch &patch)
{
    PendingCommand command;
    command.orderId = id;
    command.patch = patch;
    command.basis.id = id;
    if (const auto *seen = m_orders.view(id)) {
        command.basis = seen->order;
    }
    if (!patch.baseVersion) {
        command.patch->baseVersion = command.basis.version;
    }
    return enqueue(std::move(command));
}

CommandId MemoryStore::decideJobs(JobAction action, const QList<JobId> &ids)
{
    PendingCommand command;
    command.job = JobCommand{action, ids};
    if (const auto first = ids.isEmpty() ? std::nullopt : m_jobs.view(ids.constFirst())) {
        command.subject = first->job.subject;
    }
    return enqueue(std::move(command));
}

CommandId MemoryStore::enqueue(PendingCommand command)
{
    const IdSource ids(m_environment.clock, m_environment.rng);
    command.id = ids.make<CommandId>();
    command.key = command.id.value;
    keep(command);
    return command.id;
}

CommandId MemoryStore::parentOf(const PendingCommand &command) const
{
    const auto &all = m_orders.commands();
    const auto isParent = [&command](const PendingCommand &other) { return other.create && other.orderId == command.orderId; };
    const auto found = command.patch ? std::find_if(all.cbegin(), all.cend(), isParent) : all.cend();
    return found == all.cend() ? CommandId() : CommandId{found->key};
}

void MemoryStore::keep(PendingCommand command)
{
    command.madeAt = m_environment.clock.now();
    command.deviceSeq = ++m_lastSeq;
    command.after = parentOf(command);
    if (!m_outbox) {
        admit(command);
        return;
    }
    m_keeping.insert(command.id);
    m_outbox->put(command, this, [this, command, run = m_outboxRun](const Result<Done> &result) {
        if (run == m_outboxRun) {
            onKept(command, result);
        }
    });
}

void MemoryStore::onKept(PendingCommand command, const Result<Done> &result)
{
    m_keeping.remove(command.id);
    if (!result) {
        qCCritical(lcWishes, "a change could not be kept: %s", qUtf8Printable(result.error().detail));
        command.refusal = Error{ErrorKind::Storage, result.error().detail, 0, QStringLiteral("outbox_failed"), {}};
        news().finished.append({command.id, command.refusal});
    }
    admit(command);
}

void MemoryStore::admit(const PendingCommand &command)
{
    m_orders.replace(command);
    if (command.job) {
        m_jobs.decide(command);
        news().jobs = true;
    }
    news().orders = true;
    updateWaiting();
    if (command.isWaiting()) {
        Q_EMIT commandWaiting();
    }
}

void MemoryStore::attach(std::unique_ptr<Outbox> outbox)
{
    m_outbox = std::move(outbox);
    ++m_outboxRun;
    m_deviceId = m_outbox->deviceId();
    m_lastSeq = m_outbox->lastSeq();
    for (const auto &command : m_outbox->kept()) {
        admit(command);
    }
    if (const auto &loss = m_outbox->loss()) {
        m_loss = OutboxLoss{loss->rows, loss->file};
        Q_EMIT outboxLossChanged();
    }
}

void MemoryStore::failOutbox()
{
    m_loss = OutboxLoss();
    Q_EMIT outboxLossChanged();
}

void MemoryStore::noteOutboxLoss()
{
    if (m_loss) {
        m_loss.reset();
        Q_EMIT outboxLossChanged();
    }
}

void MemoryStore::retryCommand(const CommandId &id)
{
    const IdSource ids(m_environment.clock, m_environment.rng);
    // A new key: under the old one the server would only repeat its refusal.
    const auto again = m_keeping.contains(id) ? std::nullopt : m_orders.repeated(id, ids.make<CommandId>().value);
    if (again) {
        keep(*again);
    }
}

void MemoryStore::discardCommand(const CommandId &id)
{
    const auto *found = m_orders.command(id);
    const auto command = found ? std::optional(*found) : std::nullopt;
    const auto gone = m_keeping.contains(id) ? QList<CommandId>() : m_orders.discard(id);
    if (gone.isEmpty()) {
        return;
    }
    if (command->job) {
        m_jobs.forget(*command);
        news().jobs = true;
    }
    if (m_outbox) {
        m_outbox->remove(gone);
    }
    news().orders = true;
    updateWaiting();
}

void MemoryStore::putAgain(const QList<CommandId> &ids)
{
    for (const auto &id : ids) {
        if (const auto *command = m_outbox ? m_orders.command(id) : nullptr) {
            m_outbox->put(*command);
        }
    }
}

void MemoryStore::markSent(const CommandId &id)
{
    const auto *command = m_orders.command(id);
    if (command && !command->isSent) {
        m_orders.markSent(id);
        putAgain({id});
    }
}

bool MemoryStore::renumberCommands(qint64 lastSeq)
{
    if (!m_keeping.isEmpty()) {
        return false;
    }
    qCInfo(lcWishes, "the service stands at %lld of this device: numbering what waits anew", lastSeq);
    m_lastSeq = m_orders.renumber(lastSeq + 1);
    if (m_outbox) {
        m_outbox->replaceAll(m_orders.commands(), m_lastSeq);
    }
    return true;
}

void MemoryStore::acceptCommand(const CommandId &id, const std::optional<Order> &answer, const QJsonObject &data)
{
    const auto *command = m_orders.command(id);
    if (command && command->job) {
        QSet<JobId> refused;
        for (const auto &each : data.value(QLatin1String("refused")).toArray()) {
            refused.insert(JobId{each.toObject().value(QLatin1String("id")).toString()});
        }
        m_jobs.settle(*command, refused);
        if (const auto job = wire::jobFromJson(data)) {
            m_jobs.upsert(job.value()); // a decision about one job is answered with it
        }
        news().jobs = true;
        if (!refused.isEmpty()) {
            requestJobs(JobSegment::Attention); // they stand otherwise than this desk believed
        }
        m_orders.forget(id);
    } else if (answer) {
        putAgain(m_orders.accept(id, *answer));
    } else {
        m_orders.forget(id);
    }
    if (m_outbox) {
        m_outbox->remove({id});
    }
    news().orders = true;
    news().finished.append({id, std::nullopt});
    updateWaiting();
}

void MemoryStore::refuseCommand(const CommandId &id, const Error &error)
{
    const auto current = wire::orderFromJson(error.context.value(QLatin1String("current")).toObject());
    const auto *refusedOne = m_orders.command(id);
    if (current && refusedOne && !refusedOne->job) {
        m_orders.upsert(current.value()); // what made the server say no, perhaps ahead of the feed
    }
    if (refusedOne && refusedOne->job) {
        if (const auto job = wire::jobFromJson(error.context.value(QLatin1String("current")).toObject())) {
            m_jobs.upsert(job.value());
        }
    }
    const auto refused = m_orders.refuse(id, error);
    for (const auto &each : refused) {
        const auto *command = m_orders.command(each);
        news().finished.append({each, command->refusal});
        if (command->job) {
            m_jobs.decide(*command);
            news().jobs = true;
        }
    }
    putAgain(refused);
    news().orders = true;
    updateWaiting();
}

void MemoryStore::updateWaiting()
{
    news().unsettled = true;
    const int waiting = m_orders.waiting();
    if (waiting != m_link.waitingWrites) {
        m_link.waitingWrites = waiting;
        Q_EMIT linkChanged();
    }
}

} // namespace deskbell
