// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/order.h"
#include "core/sql/scopedconnection.h"
#include "server/storage/tenantcontext.h"

#include <QJsonObject>
#include <QList>
#include <optional>

namespace deskbell::server {

/// A line of the ledger of erased guests.
struct Erasure {
    GuestId guest;
    QByteArray phoneHash; ///< keyed; empty when the guest had no number
    Instant at{};
    QString actor;
    QJsonObject subject; ///< what is looked for while the erasure goes on; empty afterwards
    QString progress;    ///< how far it has come
    std::optional<Instant> finishedAt;
};

/// What one guest is known by.
struct ErasedPerson {
    GuestId id;
    QString name;
    QString phone;
};

/// Finds and blanks what is held of a guest. Writer's thread, inside the caller's transaction. Walks are in the order of
/// `id`, at most `limit` rows after `after`.
class ErasuresRepository final
{
public:
    struct CallOfGuest {
        CallId id;
        QString providerCallId;
        bool isLive = false;
    };
    struct Row {
        qint64 id = 0;
        QString kind; ///< entity of a change, state of a job, object of a message, name of a command
        QString key;  ///< id of the entity, kind of the job
        QByteArray text; ///< of a message its body, as it is stored
        qint64 sourceId = 0; ///< of a message
        QByteArray sha256;   ///< of a message
    };

    ErasuresRepository(sql::Connection &db, const TenantContext &who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_tenant(who.tenant) {}

    [[nodiscard]] Result<std::optional<ErasedPerson>> guestById(const GuestId &id);
    [[nodiscard]] Result<std::optional<ErasedPerson>> guestByPhone(const QString &phone);
    /// By guest or by number; either may be empty.
    [[nodiscard]] Result<QList<CallOfGuest>> callsOf(const GuestId &guest, const QString &phone);
    [[nodiscard]] Result<QList<OrderId>> ordersOf(const CallId &call);
    /// Every number that guests and calls of the property have.
    [[nodiscard]] Result<QStringList> numbers();

    [[nodiscard]] Result<bool> isHeld(const GuestId &guest);
    [[nodiscard]] Result<Done> hold(const GuestId &guest, const QString &reason, const QString &actor, Instant at);
    [[nodiscard]] Result<qint64> release(const GuestId &guest);

    [[nodiscard]] Result<std::optional<Erasure>> find(const GuestId &guest);
    [[nodiscard]] Result<Done> put(const Erasure &erasure);

    [[nodiscard]] Result<Done> removeLines(const CallId &call);
    [[nodiscard]] Result<Done> blankCall(const CallId &call, std::optional<qint64> version);
    [[nodiscard]] Result<Done> blankOrder(const OrderId &order, std::optional<qint64> version);
    /// What providers' messages have said of this call or order.
    [[nodiscard]] Result<Done> blankEvidence(const QString &entityId);
    [[nodiscard]] Result<Done> removeGuest(const GuestId &guest);

    [[nodiscard]] Result<QList<Row>> changes(qint64 after, int limit);
    [[nodiscard]] Result<QList<Row>> messages(qint64 after, int limit);
    [[nodiscard]] Result<QList<Row>> commandResults(qint64 after, int limit);
    [[nodiscard]] Result<QList<Row>> jobs(qint64 after, int limit);
    /// It becomes a deletion: a reader that comes by learns what is left from a later change.
    [[nodiscard]] Result<Done> blankChange(qint64 id);
    [[nodiscard]] Result<Done> blankMessage(qint64 id);
    [[nodiscard]] Result<Done> blankCommandResult(qint64 id);
    /// One that has not begun is cancelled.
    [[nodiscard]] Result<Done> blankJob(qint64 id, Instant now);

private:
    [[nodiscard]] Result<std::optional<ErasedPerson>> guest(const QString &sql, const QString &value);
    [[nodiscard]] Result<QList<Row>> rows(const QString &sql, qint64 after, int limit);

    sql::ScopedConnection m_db;
    TenantId m_tenant;
};

} // namespace deskbell::server
