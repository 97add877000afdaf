// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/commandsservice.h"

#include <QCoroFuture>

namespace deskbell::server {

QCoro::Task<Result<CommandBatchAnswer>> CommandsService::submit(Principal who, CommandBatch batch)
{
    using Outcome = Result<CommandEngine::Outcome>;
    QList<QFuture<Outcome>> units;
    for (const auto &command : std::as_const(batch.commands)) {
        units.append(m_database.write([&engine = m_engine, who, device = batch.deviceId, command](sql::Connection &db) {
            return engine.process(db, who, device, command);
        }));
    }
    CommandBatchAnswer answer;
    for (const auto &unit : std::as_const(units)) {
        auto waiting = unit;
        const auto outcome = co_await waiting;
        if (answer.stopped) {
            continue; // every unit's end is awaited, so that the answer holds all of it
        }
        if (!outcome) {
            answer.stopped = outcome.error();
            continue;
        }
        answer.results.append(outcome.value().result);
        answer.lastSeq = outcome.value().lastSeq;
    }
    if (answer.results.isEmpty() && answer.stopped) {
        co_return *answer.stopped;
    }
    co_return answer;
}

QCoro::Task<Result<QJsonObject>> CommandsService::write(Principal who, QString name, QJsonObject args, WriteKey key)
{
    Command command;
    command.id = key.key.isEmpty() ? m_ids.make<CommandId>() : CommandId{key.key};
    command.name = name;
    command.args = args;
    command.madeAt = m_clock.now();
    auto write = m_database.write([&engine = m_engine, who, command, hash = key.requestHash](sql::Connection &db) {
        return engine.processWrite(db, who, command, hash);
    });
    const auto result = co_await write;
    if (!result) {
        co_return result.error();
    }
    if (result.value().refusal) {
        co_return *result.value().refusal;
    }
    co_return result.value().data;
}

QCoro::Task<Result<CommandResult>> CommandsService::result(Principal who, CommandId id)
{
    auto read = m_database.read([who, id](sql::Connection &db) { return CommandResultsRepository(db, who.context()).find(who.userId, id); });
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    if (!found.value()) {
        co_return Error{ErrorKind::NotFound, QStringLiteral("there is no such command"), 0, {}, {}};
    }
    co_return found.value()->result;
}

} // namespace deskbell::server
