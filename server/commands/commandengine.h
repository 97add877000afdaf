// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/command.h"
#include "core/support/clock.h"
#include "server/access/auditlog.h"
#include "server/access/principal.h"
#include "server/commands/commandregistry.h"
#include "server/storage/changelog.h"
#include "server/storage/commandresultsrepository.h"

namespace deskbell::server {

/// Deals with each command once (RELIABILITY rules 23-30). Writer's thread, inside the caller's unit: what a command does, its
/// result, its changes, its audit entry and its jobs are committed together or not at all. One unit per command.
class CommandEngine final
{
public:
    struct Outcome {
        CommandResult result;
        qint64 lastSeq = 0; ///< of the device, now
    };

    CommandEngine(const CommandRegistry &registry, ChangeLog &changes, const Clock &clock)
        : m_registry(registry), m_changes(changes), m_clock(clock), m_audit(clock)
    {
    }

    /// A console's command. A refusal is an outcome, not an error. Errors, after which nothing is stored: Auth when the session has
    /// ended; Forbidden "device_taken" when the device is another person's; Conflict "gap" or "idempotency_mismatch", both with
    /// `context["last_seq"]`; whatever the database says.
    [[nodiscard]] Result<Outcome> process(sql::Connection &db, const Principal &who, const QString &deviceId, const Command &command);

    /// A plain REST write. An accepted one is stored under its id and given again to a repeat with the same `requestHash`; another
    /// request under the id is Conflict "idempotency_mismatch". A refusal is audited but not stored: nobody's queue waits behind
    /// it, so a repeat is judged anew. A Validation comes back as an error: it never was a command.
    [[nodiscard]] Result<CommandResult> processWrite(
        sql::Connection &db, const Principal &who, const Command &command, const QByteArray &requestHash);

private:
    /// A command that runs for the first time.
    struct First {
        const Principal &who; ///< with the rights that the database says now (rule 91)
        const Command &command;
        const QString &device;
        const QByteArray &requestHash;
    };

    /// `who` with the role as it is now; Auth when the session or the key has ended.
    [[nodiscard]] Result<Principal> presentRights(sql::Connection &db, const Principal &who) const;
    [[nodiscard]] Result<StoredResult> run(sql::Connection &db, const First &first);
    [[nodiscard]] Result<QJsonObject> judge(sql::Connection &db, const First &first);
    [[nodiscard]] Result<Done> checkParent(sql::Connection &db, const First &first) const;
    [[nodiscard]] Result<QJsonObject> runHandler(sql::Connection &db, const First &first, CommandHandler &handler);
    [[nodiscard]] Result<Done> audit(sql::Connection &db, const First &first, const CommandResult &result) const;

    const CommandRegistry &m_registry;
    ChangeLog &m_changes;
    const Clock &m_clock;
    AuditLog m_audit;
};

/// SHA-256 over what makes a command this command: all but its place in the queue and the time it was made.
[[nodiscard]] QByteArray commandHash(const Command &command);

} // namespace deskbell::server
