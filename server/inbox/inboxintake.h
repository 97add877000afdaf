// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "server/access/tenantdirectory.h"
#include "server/inbox/inboxprovider.h"
#include "server/jobs/jobqueue.h"
#include "server/secrets/sealer.h"
#include "server/storage/changelog.h"
#include "server/storage/inboxrepository.h"

#include <QHash>
#include <QList>
#include <QString>

namespace deskbell::server {

/// Takes in what any provider says (RELIABILITY rules 61-69): stores the message as it came, applies it, gives the answer.
/// Lives on the writer's thread; one message is one unit of the writer, so its row, its effects and their changes are one
/// transaction (docs/adr/0004).
class InboxIntake final
{
public:
    enum class Fate {
        Accepted, ///< applied, ignored or stale
        Queued,   ///< stored; it waits behind an earlier message of its object, or to be tried again
        Repeat,   ///< it was here before; nothing was changed
        Conflict, ///< another body under an id that was here before: stored, not applied
        Undecodable, ///< stored as dead
    };
    struct Outcome {
        Fate fate = Fate::Accepted;
        QByteArray answer;      ///< the body to send
        QList<QByteArray> live; ///< transient events for the feed, to be sent after COMMIT
    };

    /// Everything given outlives it.
    InboxIntake(const TenantDirectory &directory, ChangeLog &changes, JobQueue &jobs, const Sealer &sealer)
        : m_directory(directory), m_changes(changes), m_jobs(jobs), m_sealer(sealer)
    {
    }
    Q_DISABLE_COPY_MOVE(InboxIntake)

    /// Before the writer starts. `provider` outlives the intake.
    void add(InboxProvider &provider) { m_providers.insert(provider.name(), &provider); }
    /// Null for a name nobody brought.
    [[nodiscard]] InboxProvider *provider(const QString &name) const { return m_providers.value(name); }

    /// `row` with its body sealed, as it is stored. Any thread.
    [[nodiscard]] InboxRow sealed(InboxRow row, const TenantId &tenant) const;

    /// Stores and applies one message, whose body is sealed already. After an error the unit must be rolled back, and keep() called in a next one.
    [[nodiscard]] Result<Outcome> receive(sql::Connection &db, const HookSource &source, InboxRow row, const InboxEvent &event);
    /// Stores a message that could not be applied, with a job that tries it again; but one that asked for something is answered
    /// with a failure and dead, so that nothing happens twice. An error means that nothing was stored and the message must
    /// not be acknowledged.
    [[nodiscard]] Result<Outcome> keep(sql::Connection &db, const HookSource &source, InboxRow row, const InboxEvent &event, const QString &why);
    /// Stores a message nobody could read, as dead: a later version may replay it.
    [[nodiscard]] Result<Outcome> keepUndecodable(sql::Connection &db, const HookSource &source, InboxRow row, const QString &why);

    /// Puts a stored message back to wait, with a job that applies it. Whoever waited for its answer does no longer.
    [[nodiscard]] Result<Done> putBack(sql::Connection &db, InboxRow row, const QString &why);
    /// Gives every waiting message that never had a job one; one whose job was given up or discarded is dead. At start: a
    /// database of before there were jobs is whole then. Returns how many.
    [[nodiscard]] Result<int> adopt(sql::Connection &db);
    /// Applies a stored message whatever its state, and stores the new one. Errors as apply() has them; NotFound
    /// "body_dropped" when its body is gone, Validation "undecodable" when it is still not understood.
    [[nodiscard]] Result<InboxProvider::Applied> applyStored(sql::Connection &db, InboxRow row);

    /// Tries before a message is dead, the one when it came included.
    static constexpr int MaxAttempts = 5;

private:
    [[nodiscard]] Result<Outcome> repeat(sql::Connection &db, InboxProvider &provider, const HookSource &source, const InboxRow &row, const InboxEvent &event);
    /// Body and answer of a stored row; what can not be opened is as good as dropped.
    [[nodiscard]] InboxRow opened(InboxRow row, const TenantId &tenant) const;
    [[nodiscard]] QByteArray sealedAnswer(const QByteArray &answer, const TenantId &tenant, const InboxRow &row) const;
    [[nodiscard]] Result<InboxProvider *> providerOf(const HookSource &source) const;
    /// A job for a row that was just inserted as pending.
    [[nodiscard]] Result<Done> enqueue(sql::Connection &db, const HookSource &source, const InboxRow &row);

    const TenantDirectory &m_directory;
    ChangeLog &m_changes;
    JobQueue &m_jobs;
    const Sealer &m_sealer;
    QHash<QString, InboxProvider *> m_providers;
};

/// The database's trouble, not the message's: nothing was stored or changed, and the same may work in a while.
[[nodiscard]] bool isPassing(const Error &error);

/// Reads a body; what the decoder throws becomes an error too. Any thread.
[[nodiscard]] Result<InboxEventPtr> decodeGuarded(const InboxProvider &provider, const QByteArray &body, Instant receivedAt);

} // namespace deskbell::server
