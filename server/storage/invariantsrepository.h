// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"

#include <QString>

namespace deskbell::server {

/// The promises that one look into the database can check (RELIABILITY rules 108 to 120). Reads only, portable, and quick
/// enough for hundreds of megabytes: each statement goes over an index or one table once. A method gives back what is broken
/// as a sentence, empty when nothing is.
class InvariantsRepository final
{
public:
    explicit InvariantsRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) {}

    /// Everything that follows sees one state, whatever a service writes meanwhile.
    [[nodiscard]] Result<Done> begin();
    void end();
    /// Whether migration `version` was applied: what came with it can be asked for.
    [[nodiscard]] Result<bool> hasSchema(int version);

    [[nodiscard]] Result<QString> brokenFeed();            ///< 108
    [[nodiscard]] Result<QString> messageWithoutJob();     ///< 109
    [[nodiscard]] Result<QString> commandWithoutChanges(); ///< 110
    [[nodiscard]] Result<QString> unownedJob(Instant now); ///< 111: leases that ended more than 60 s before `now`
    [[nodiscard]] Result<QString> doubledJob();            ///< 112
    [[nodiscard]] Result<QString> doneWithoutReference();  ///< 113
    [[nodiscard]] Result<QString> foreignReference();      ///< 116
    [[nodiscard]] Result<QString> cardNumber();            ///< 118: reads every text
    [[nodiscard]] Result<QString> damage();                ///< 120

    struct InboxCounts {
        qint64 pending = 0;
        qint64 dead = 0;
        qint64 conflicts = 0;
    };
    [[nodiscard]] Result<InboxCounts> inboxCounts();

private:
    /// `sql` selects an amount and an example; says `what` of them when there are any.
    [[nodiscard]] Result<QString> none(const QString &sql, const QString &what);

    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
