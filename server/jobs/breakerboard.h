// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "server/jobs/breakerkey.h"
#include "server/storage/database.h"

#include <QCoroTask>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <functional>

namespace deskbell::server {

/// All breakers of the service (RELIABILITY rules 57 and 59): in memory where calls are made, in the database for the next
/// start, and on the change feed (entity `breaker`) for staff. Main thread.
class BreakerBoard final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        Breaker::Rules rules{};
        /// How often counts, and the number of those that wait, are written down while nothing else happens.
        std::chrono::milliseconds flushEvery{30'000};
        /// How many jobs wait for this provider. Writer's thread.
        std::function<Result<qint64>(sql::Connection &, const BreakerKey &)> waiting{};
    };

    BreakerBoard(Database &database, const Clock &clock, Options options);

    /// What the last run of the service knew. The database must be open; before the first mayCall().
    [[nodiscard]] QCoro::Task<Result<Done>> load();

    /// Ask before each call; one of the three below follows a permit.
    [[nodiscard]] CallPermit mayCall(const BreakerKey &key);
    void succeeded(const BreakerKey &key, std::chrono::milliseconds took);
    void failed(const BreakerKey &key, CallFailure failure, std::chrono::milliseconds took);
    void abandoned(const BreakerKey &key);
    /// Another way was used instead (rule 60).
    void fellBack(const BreakerKey &key);

    void openByHand(const BreakerKey &key, const QString &actor);
    void closeByHand(const BreakerKey &key, const QString &actor);

    /// Of one property, the open ones first. `waiting` is as of the last writing.
    [[nodiscard]] QList<BreakerFacts> facts(const TenantId &tenant) const;
    /// Writes down what is only in memory; the last thing before the service stops.
    [[nodiscard]] QCoro::Task<Result<Done>> flush();

private:
    struct Entry {
        Breaker breaker;
        Instant since{};
        qint64 waiting = 0;
        qint64 version = 0; ///< of the last change on the feed
        bool isDirty = false;
    };

    [[nodiscard]] Entry &entry(const BreakerKey &key);
    [[nodiscard]] BreakerFacts factsOf(const BreakerKey &key, const Entry &entry) const;
    /// Notes what `act` did to the breaker, and tells everybody when its state is another one.
    template<typename Act>
    auto change(const BreakerKey &key, const QString &actor, Act act);
    void announce(const BreakerKey &key, Entry &entry, const QString &actor, BreakerState before);
    [[nodiscard]] QFuture<Result<BreakerFacts>> store(const BreakerFacts &facts, const QString &actor, const QString &event, bool isForFeed);
    void onStored(const BreakerKey &key, const Result<BreakerFacts> &stored);
    void onTimeout();

    Database &m_database;
    const Clock &m_clock;
    Options m_options;
    QHash<BreakerKey, Entry> m_entries;
    QTimer m_timer;
};

/// What GET /v1/jobs/summary shows of it.
[[nodiscard]] BreakerHealth healthOf(const BreakerFacts &facts);
/// The body of feed entity "breaker": the above, and {"id", "account", "reason", "manual", "open_until", "counts", "version"}.
[[nodiscard]] QJsonObject toJson(const BreakerFacts &facts);

} // namespace deskbell::server
