// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/access/tenantdirectory.h"
#include "server/services/alertbook.h"
#include "server/services/orderbook.h"
#include "server/storage/database.h"
#include "server/storage/leaderlease.h"
#include "server/voice/calldeadlines.h"
#include "server/voice/callspeaker.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QSet>

namespace deskbell::server {

/// The house's rules that go by the clock: calls that last too long, guests nobody took, a month that costs too much. Main
/// thread; what it writes is done on the writer's thread, under the lease.
class CallWatch final : public QObject
{
public:
    struct Options {
        CallDeadlines deadlines{};
        std::chrono::milliseconds settled{std::chrono::minutes(1)}; ///< after its end a call's last messages have come
        std::chrono::milliseconds callBackWithin{std::chrono::minutes(30)}; ///< of its end; who was missed longer ago is not rung now
        std::chrono::milliseconds costsEvery{std::chrono::minutes(5)};
    };

    CallWatch(Database &database, OrderBook &orders, const Clock &clock, const IdSource &ids, Options options);

    void setLeadership(const LeaderLease &leadership) { m_leadership = &leadership; }
    /// Who speaks in calls; without one nothing is said and no call is ended, and only the desks are told. It outlives this.
    void setSpeaker(CallSpeaker *speaker) { m_speaker = speaker; }

    /// Everything that is due for one property.
    QCoro::Task<Result<Done>> look(TenantInfo tenant);

private:
    struct Due {
        QList<Call> live;
        QList<Call> missed; ///< over, and somebody should call back
        std::optional<qint64> monthMinor;
    };

    [[nodiscard]] Result<Due> find(sql::Connection &db, const TenantContext &who, const TenantInfo &tenant, Instant now, bool withCosts) const;
    /// Whether it is the first time; remembers it.
    bool isFirst(const CallId &call, CallDeadlines::Action action);
    QCoro::Task<Result<Done>> hurry(TenantContext who, QList<Call> live);
    QCoro::Task<Result<Done>> act(TenantContext who, Call call, CallDeadlines::Action action);
    QCoro::Task<Result<Done>> callBack(TenantContext who, QList<Call> missed);
    QCoro::Task<Result<Done>> watchCosts(TenantContext who, TenantInfo tenant, qint64 monthMinor);
    QCoro::Task<Result<Done>> raise(TenantContext who, QString kind, QString subject, CallId call, QJsonObject details);

    template<typename F>
    auto write(const TenantId &tenant, F work)
    {
        using R = std::invoke_result_t<F &, sql::Connection &>;
        return m_database.write([leadership = m_leadership, &changes = m_database.changes(), tenant, work = std::move(work)](sql::Connection &db) mutable -> R {
            auto guarded = leadership ? leadership->guard(db) : Result<Done>(Done{});
            guarded = guarded ? changes.enter(db, tenant) : guarded;
            return guarded ? work(db) : R(guarded.error());
        });
    }

    Database &m_database;
    OrderBook &m_orders;
    const Clock &m_clock;
    AlertBook m_alerts; ///< used on the writer's thread only
    Options m_options;
    const LeaderLease *m_leadership = nullptr;
    CallSpeaker *m_speaker = nullptr;
    QHash<CallId, QSet<int>> m_done; ///< actions taken, of calls that go on
    QHash<TenantId, std::chrono::steady_clock::time_point> m_costsSeen;
};

} // namespace deskbell::server
