// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "server/jobs/jobqueue.h"
#include "server/secrets/sealer.h"
#include "server/retention/erasureledger.h"
#include "server/storage/changelog.h"
#include "server/storage/erasuresrepository.h"

#include <QJsonObject>
#include <QSet>
#include <limits>

namespace deskbell::server {

/// Makes the house forget a guest (RELIABILITY rule 98). begin() takes the guest from what people see and writes the order
/// down; step() goes through everything else that may hold a copy, a bounded piece at a time, until it says that it is done.
/// Both are repeatable and survive a crash. Writer's thread, inside the caller's transaction.
class GuestErasure final
{
public:
    static constexpr int MostRows = 500;

    /// Who is meant: one of both.
    struct Wish {
        GuestId id;
        QString phone;
    };
    struct Step {
        bool isDone = false;
        /// The database's log still holds what was there: truncate it, then take the next step.
        bool needsTruncation = false;
    };

    GuestErasure(ChangeLog &changes, JobQueue &queue, const Clock &clock, ErasureLedger ledger, const Sealer &sealer)
        : m_changes(changes), m_queue(queue), m_clock(clock), m_ledger(std::move(ledger)), m_sealer(sealer)
    {
    }

    /// {"id", "calls", "orders"}; a job takes the steps that follow. Errors: NotFound; Conflict "legal_hold", "call_live".
    [[nodiscard]] Result<QJsonObject> begin(sql::Connection &db, const TenantContext &who, const Wish &wish);
    /// The next piece. `isTruncated`: the log was truncated since a step asked for it. Unavailable while a job of the guest is
    /// being sent.
    [[nodiscard]] Result<Step> step(sql::Connection &db, const TenantContext &who, const GuestId &guest, bool isTruncated);

    /// Everything that is held of a guest, as JSON. Reads only; also on a reader's thread.
    [[nodiscard]] static Result<QJsonObject> collect(sql::Connection &db, const TenantContext &who, const Wish &wish, const ErasureLedger &ledger, Instant now,
                                                     const Sealer &sealer);
    [[nodiscard]] const Sealer &sealer() const { return m_sealer; }

    /// Guests of the ledger that are in a restored database go from it at once, without a word on the feed, which has another
    /// lineage. Runs before the service listens.
    [[nodiscard]] static Result<Done> replay(sql::Connection &db, const ErasureLedger &ledger, const Clock &clock, const Sealer &sealer);

private:
    /// What a copy of the guest's data is known by.
    struct Marks {
        QSet<QString> ids;
        QSet<QString> providerCalls;
        QList<QByteArray> texts;
        qint64 until = std::numeric_limits<qint64>::max(); ///< later changes are what the erasure itself has told
        bool isForced = false;                             ///< nobody can be sending anything
        const Sealer *sealer = nullptr;                    ///< opens messages
        TenantId tenant{};

        [[nodiscard]] bool isIn(const QByteArray &text) const;
    };
    struct Found {
        ErasedPerson person;
        QList<ErasuresRepository::CallOfGuest> calls;
        QList<OrderId> orders;
    };

    [[nodiscard]] static Result<Found> find(ErasuresRepository &rows, const Wish &wish, const ErasureLedger &ledger, const TenantId &tenant);
    /// `changes` may be null: then nothing is told.
    [[nodiscard]] static Result<Done> blank(sql::Connection &db, const TenantContext &who, const Found &found, ChangeLog *changes, Instant now);
    [[nodiscard]] static Result<Done> blankCall(sql::Connection &db, const TenantContext &who, const CallId &call, ChangeLog *changes, Instant now);
    [[nodiscard]] static Result<Done> blankOrder(sql::Connection &db, const TenantContext &who, const OrderId &order, ChangeLog *changes, Instant now);
    [[nodiscard]] static QJsonObject subjectOf(const Found &found);
    [[nodiscard]] static Marks marksOf(const QJsonObject &subject, const TenantId &tenant, const Sealer &sealer);
    [[nodiscard]] static Result<bool> blankRow(ErasuresRepository &rows, const QString &stage, const ErasuresRepository::Row &row, const Marks &marks, Instant now);
    [[nodiscard]] static Result<QString> walk(ErasuresRepository &rows, const QString &progress, const Marks &marks, Instant now);
    /// A body that can not be opened counts as one that is about the guest: who could tell that it is not?
    [[nodiscard]] static bool isAbout(const ErasuresRepository::Row &message, const Marks &marks);

    ChangeLog &m_changes;
    JobQueue &m_queue;
    const Clock &m_clock;
    ErasureLedger m_ledger;
    const Sealer &m_sealer;
};

} // namespace deskbell::server
