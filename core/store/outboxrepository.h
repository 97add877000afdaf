// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/store/pendingcommand.h"

#include <QList>
#include <QString>
#include <optional>

namespace deskbell {

/// The SQL of the outbox. All on the thread of the connection, inside the caller's transaction.
class OutboxRepository final
{
public:
    explicit OutboxRepository(sql::Connection &db) : m_db(db) {}

    struct Head {
        QString owner;
        QString deviceId;
        qint64 lastSeq = 0;
    };
    /// A row whose checksum or text is wrong.
    struct Unreadable {
        qint64 deviceSeq = 0;
        QString body; ///< as it was found
        QString why;
    };
    struct Content {
        QList<PendingCommand> commands; ///< by device_seq
        QList<Unreadable> unreadable;
        std::optional<Error> failure; ///< reading ended there
    };

    /// std::nullopt in a new file.
    [[nodiscard]] Result<std::optional<Head>> head();
    [[nodiscard]] Result<Done> create(const Head &head);
    /// Storage with code "corrupt" when the file is broken.
    [[nodiscard]] Result<Done> check();
    [[nodiscard]] Content read();
    [[nodiscard]] Result<Done> put(const PendingCommand &command);
    [[nodiscard]] Result<Done> remove(const CommandId &id);
    [[nodiscard]] Result<Done> removeNumbers(const QList<qint64> &deviceSeqs);
    [[nodiscard]] Result<Done> clear();
    [[nodiscard]] Result<Done> setLastSeq(qint64 lastSeq);

private:
    sql::Connection &m_db;
};

} // namespace deskbell
