// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/change.h"
#include "core/sql/writer.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QHash>
#include <functional>
#include <vector>

namespace deskbell::server {

/// Numbers and stores the changes of a transaction (RELIABILITY rules 12 and 14): dense per tenant, in the same transaction
/// as the data, told to listeners only after COMMIT. Lives on the writer's thread.
class ChangeLog final : public sql::WriteObserver
{
public:
    /// Consecutive committed changes of one tenant; `encoded` holds their JSON objects in order.
    struct Committed {
        TenantId tenant;
        qint64 from = 0;
        qint64 to = 0;
        QByteArray changesArrayJson; ///< empty when nobody wants it
    };
    using Listener = std::function<void(const Committed &)>;
    /// Whether anybody listens to this tenant: if not, nothing is encoded.
    using HasListeners = std::function<bool(const TenantId &)>;

    /// Called on the writer's thread after each commit that changed something. Set before the writer starts.
    void setListener(Listener listener, HasListeners hasListeners)
    {
        m_listener = std::move(listener);
        m_hasListeners = std::move(hasListeners);
    }

    /// Call first in every unit that writes data of a tenant. On PostgreSQL it takes the tenant's counter row (FOR UPDATE),
    /// which serialises the writers of one tenant over all services, and forgets copies of rows (generation()) when another
    /// service has written since. Nothing on SQLite. Cheap when called again in the same transaction.
    /// Unavailable, code "retry", when another service holds the counter while this transaction holds another one: waiting
    /// there could stop both, so the writer runs the unit again first in a transaction. An empty tenant stands for the
    /// whole service.
    [[nodiscard]] Result<Done> enter(sql::Connection &db, const TenantId &tenant);
    /// The seq that the next record() of this tenant will store: the `version` of the row being written.
    [[nodiscard]] Result<qint64> nextSeq(sql::Connection &db, const TenantId &tenant);
    /// Stores one change. `body` is the object as the API shows it, empty for "delete".
    [[nodiscard]] Result<Done> record(sql::Connection &db, const TenantContext &who, Change change);

    /// What this transaction has recorded so far. Together with a savepoint of the caller's own, undoTo() takes back what came after.
    [[nodiscard]] size_t mark() const { return m_pending.size(); }
    void undoTo(size_t mark);

    /// Rows were changed behind the back of whoever keeps copies of them.
    void forgetCopies() { ++m_generation; }
    /// Grows whenever something recorded was undone, or another service has written: who keeps copies of rows must then
    /// forget them.
    [[nodiscard]] quint64 generation() const { return m_generation; }

    void unitStarted() override;
    void unitRolledBack() override;
    [[nodiscard]] Result<Done> beforeCommit(sql::Connection &db) override;
    void committed() override;
    void aborted() override;

private:
    struct Pending {
        TenantId tenant;
        Change change;
        QByteArray body; ///< change.body as JSON
    };

    [[nodiscard]] Result<Done> lockCounter(sql::Connection &db, const TenantId &tenant);
    [[nodiscard]] Result<Done> lockService(sql::Connection &db);

    QHash<TenantId, qint64> m_heads;     ///< last number given out, committed or not
    QHash<TenantId, qint64> m_committed; ///< last number on disk
    std::vector<Pending> m_pending;
    size_t m_unitBegin = 0;
    std::vector<TenantId> m_entered; ///< whose counters this transaction has locked
    size_t m_unitEntered = 0;
    quint64 m_generation = 0;
    Listener m_listener;
    HasListeners m_hasListeners;
};

/// The change as it stands in a batch, around a body that is JSON already.
[[nodiscard]] QByteArray encodeChange(const Change &change, const QByteArray &body);

} // namespace deskbell::server
