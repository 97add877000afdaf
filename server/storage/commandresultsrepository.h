// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/command.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <chrono>
#include <optional>

namespace deskbell::server {

/// How long results are kept (RELIABILITY rule 29): longer than any console may be away.
inline constexpr std::chrono::hours KeepCommandResults{24 * 90};

/// A result with what is needed to know its command again.
struct StoredResult {
    CommandResult result;
    UserId user;
    QString device;      ///< a device's id, or RestDevice
    QString name;        ///< of the command
    QByteArray requestHash;
    qint64 changes = 0;  ///< the rows of the feed it made: appliedSeq - changes + 1 … appliedSeq
    Instant at{};
};

/// Stands for the device of plain REST writes, which have no seq.
inline const QString RestDevice = QStringLiteral("rest");

/// What became of the commands of one tenant's people. A command's id is one space per person.
class CommandResultsRepository final
{
public:
    CommandResultsRepository(sql::Connection &db, TenantContext who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_who(std::move(who)) {}

    [[nodiscard]] Result<std::optional<StoredResult>> find(const UserId &user, const CommandId &id);
    [[nodiscard]] Result<Done> insert(const StoredResult &stored);

private:
    sql::ScopedConnection m_db;
    TenantContext m_who;
};

} // namespace deskbell::server
