// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/command.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/access/principal.h"
#include "server/commands/commandengine.h"
#include "server/storage/database.h"

#include <QCoroTask>

namespace deskbell::server {

/// Names one plain REST write of one person. Without a key (the header was absent) every request is a new command.
struct WriteKey {
    QString key; ///< empty: no Idempotency-Key
    QByteArray requestHash; ///< SHA-256 over method, target and body
};

/// Takes commands in. Main thread; outlives the tasks it has given out.
class CommandsService final
{
public:
    CommandsService(Database &database, CommandEngine &engine, const Clock &clock, const IdSource &ids)
        : m_database(database), m_engine(engine), m_clock(clock), m_ids(ids)
    {
    }
    Q_DISABLE_COPY_MOVE(CommandsService)

    /// One unit of the writer each, in order: they share commits, but one that fails takes no other back. What follows one that
    /// was not dealt with is not dealt with either, because its number is a gap then. An error when none was dealt with.
    [[nodiscard]] QCoro::Task<Result<CommandBatchAnswer>> submit(Principal who, CommandBatch batch);
    /// A plain REST write as the command `name`; gives back what the command gave, or its refusal as an error.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> write(Principal who, QString name, QJsonObject args, WriteKey key);
    /// What became of a command of this person; NotFound.
    [[nodiscard]] QCoro::Task<Result<CommandResult>> result(Principal who, CommandId id);

private:
    Database &m_database;
    CommandEngine &m_engine;
    const Clock &m_clock;
    IdSource m_ids;
};

} // namespace deskbell::server
