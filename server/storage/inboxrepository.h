// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace deskbell::server {

enum class InboxState {
    Applied,
    Ignored,  ///< stored, but of a type that changes nothing
    Stale,    ///< said nothing that was not known better already
    Pending,  ///< waits to be applied: it failed, or an earlier message about the same object did
    Dead,     ///< given up after the last try, or never understood
    Conflict, ///< another body under an id that was here before; not applied
};

[[nodiscard]] QString word(InboxState state);
[[nodiscard]] std::optional<InboxState> inboxStateFromWord(const QString &word);

/// One message as a provider sent it.
struct InboxRow {
    qint64 id = 0;
    qint64 sourceId = 0;
    QString extId; ///< unique per source among all that are no conflict: a repeat is found by it
    Instant receivedAt{};
    std::optional<Instant> eventAt; ///< by the provider's clock
    QString type;
    QString objectKey; ///< what it is about, in the provider's terms; messages about one object are applied in order
    QString headers;   ///< JSON of the few headers worth keeping; no secrets
    QByteArray body;   ///< empty once dropped
    QByteArray bodySha256; ///< of the raw bytes; empty for rows of before schema 5
    InboxState state = InboxState::Applied;
    int attempts = 1;
    QString lastError; ///< why it failed last, or why it was ignored
    QByteArray answer; ///< sent again for a repeat; empty for the plain one
    std::optional<Instant> replayedAt;
    QString replayedBy;
    bool isBodyDropped = false; ///< retention or an erasure has emptied it
};

/// Which rows; unset members do not restrict.
struct InboxFilter {
    std::optional<qint64> sourceId;
    std::optional<InboxState> state;
    std::optional<Instant> from; ///< received at or after
    std::optional<Instant> to;   ///< received before
};

/// Runs on a database thread, inside the caller's transaction. Rows carry their tenant through their source: whoever asks
/// for rows of a tenant passes its context.
class InboxRepository final
{
public:
    explicit InboxRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) {}

    /// False when this source has sent this ext_id before.
    [[nodiscard]] Result<bool> insert(const InboxRow &row);
    /// Whether a message about this object waits.
    [[nodiscard]] Result<bool> hasPending(qint64 sourceId, const QString &objectKey);
    /// False when the same conflict is there already.
    [[nodiscard]] Result<bool> insertConflict(const InboxRow &row);
    /// The row that counts for this id, never a conflict.
    [[nodiscard]] Result<std::optional<InboxRow>> byExtId(qint64 sourceId, const QString &extId);
    [[nodiscard]] Result<std::optional<InboxRow>> byId(qint64 id);
    /// Notes what became of a row that was just inserted: state, lastError and answer.
    [[nodiscard]] Result<Done> settle(const InboxRow &row);
    [[nodiscard]] Result<Done> setState(qint64 id, InboxState state, int attempts, const QString &lastError);
    /// What a body that could not be read at first turned out to be.
    [[nodiscard]] Result<Done> identify(const InboxRow &row);
    [[nodiscard]] Result<Done> markReplayed(qint64 id, Instant at, const QString &by);
    struct Orphan {
        InboxRow row; ///< without its body
        bool isGivenUp = false; ///< it had a job, which was given up or discarded
    };
    /// Waiting rows that no live job will apply, oldest first.
    [[nodiscard]] Result<QList<Orphan>> orphans();
    /// Rows of a tenant by id from `afterId` on, without bodies.
    [[nodiscard]] Result<QList<InboxRow>> page(const TenantContext &who, const InboxFilter &filter, qint64 afterId, int limit);

private:
    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
