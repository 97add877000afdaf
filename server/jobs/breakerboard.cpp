// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/breakerboard.h"

#include "core/wire/jobcodec.h"
#include "server/storage/breakersrepository.h"

#include <QCoroFuture>
#include <QLoggingCategory>
#include <QPointer>
#include <algorithm>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcBreakers, "deskbell.server.jobs.breakerboard", QtInfoMsg)

const auto System = QStringLiteral("system");

QString eventOf(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed: return QStringLiteral("breaker_closed");
    case BreakerState::Open: return QStringLiteral("breaker_opened");
    case BreakerState::HalfOpen: break;
    }
    return {};
}

/// Writer's thread. The value is what was stored: how many wait, and the version.
Result<BreakerFacts> storeFacts(sql::Connection &db, ChangeLog &changes, BreakerFacts facts, const BreakerBoard::Options &options, const QString &actor,
                          const QString &event, bool isForFeed)
{
    const TenantContext who{facts.key.tenant, actor};
    if (auto entered = changes.enter(db, who.tenant); !entered) {
        return entered.error();
    }
    if (options.waiting) {
        const auto waiting = options.waiting(db, facts.key);
        if (!waiting) {
            return waiting.error();
        }
        isForFeed = isForFeed || (facts.state != BreakerState::Closed && waiting.value() != facts.waiting);
        facts.waiting = waiting.value();
    }
    if (isForFeed) {
        const auto seq = changes.nextSeq(db, who.tenant);
        if (!seq) {
            return seq.error();
        }
        facts.version = seq.value();
        const Change change{0, QStringLiteral("breaker"), facts.key.id(), QStringLiteral("upsert"), event, {}, facts.updatedAt, toJson(facts)};
        if (auto recorded = changes.record(db, who, change); !recorded) {
            return recorded.error();
        }
    }
    if (auto stored = BreakersRepository(db).put(facts); !stored) {
        return stored.error();
    }
    return facts;
}

} // namespace

BreakerBoard::BreakerBoard(Database &database, const Clock &clock, Options options)
    : m_database(database), m_clock(clock), m_options(std::move(options))
{
    m_timer.setInterval(m_options.flushEvery);
    connect(&m_timer, &QTimer::timeout, this, &BreakerBoard::onTimeout);
    m_timer.start();
}

QCoro::Task<Result<Done>> BreakerBoard::load()
{
    const QPointer<BreakerBoard> self(this);
    auto read = m_database.read([](sql::Connection &db) { return BreakersRepository(db).all(); });
    const auto rows = co_await read;
    if (!self) {
        co_return Error{ErrorKind::Cancelled, {}, 0, {}, {}};
    }
    if (!rows) {
        co_return rows.error();
    }
    for (const auto &row : rows.value()) {
        const auto left = row.openUntil ? *row.openUntil - m_clock.now() : std::chrono::milliseconds(0);
        const Breaker::Memory memory{row.state, row.reason, row.isManual, left, row.openFor, row.counts};
        m_entries.insert(row.key, {Breaker(m_options.rules, memory, m_clock.monotonic()), row.since, row.waiting, row.version, false});
    }
    co_return Done{};
}

BreakerBoard::Entry &BreakerBoard::entry(const BreakerKey &key)
{
    const auto found = m_entries.find(key);
    return found != m_entries.end() ? *found : *m_entries.insert(key, {Breaker(m_options.rules, m_clock.monotonic()), m_clock.now(), 0, 0, false});
}

template<typename Act>
auto BreakerBoard::change(const BreakerKey &key, const QString &actor, Act act)
{
    auto &entry = this->entry(key);
    const auto before = entry.breaker.state();
    auto outcome = act(entry.breaker, m_clock.monotonic());
    entry.isDirty = true;
    if (entry.breaker.state() != before) {
        announce(key, entry, actor, before);
    }
    return outcome;
}

CallPermit BreakerBoard::mayCall(const BreakerKey &key)
{
    return change(key, System, [](Breaker &breaker, Breaker::Time now) { return breaker.mayCall(now); });
}

void BreakerBoard::succeeded(const BreakerKey &key, std::chrono::milliseconds took)
{
    change(key, System, [took](Breaker &breaker, Breaker::Time now) {
        breaker.succeeded(now, took);
        return Done{};
    });
}

void BreakerBoard::failed(const BreakerKey &key, CallFailure failure, std::chrono::milliseconds took)
{
    change(key, System, [failure, took](Breaker &breaker, Breaker::Time now) {
        breaker.failed(now, failure, took);
        return Done{};
    });
}

void BreakerBoard::abandoned(const BreakerKey &key)
{
    change(key, System, [](Breaker &breaker, Breaker::Time) {
        breaker.abandoned();
        return Done{};
    });
}

void BreakerBoard::fellBack(const BreakerKey &key)
{
    change(key, System, [](Breaker &breaker, Breaker::Time) {
        breaker.fellBack();
        return Done{};
    });
}

void BreakerBoard::openByHand(const BreakerKey &key, const QString &actor)
{
    change(key, actor, [](Breaker &breaker, Breaker::Time now) {
        breaker.openByHand(now);
        return Done{};
    });
}

void BreakerBoard::closeByHand(const BreakerKey &key, const QString &actor)
{
    change(key, actor, [](Breaker &breaker, Breaker::Time now) {
        breaker.closeByHand(now);
        return Done{};
    });
}

BreakerFacts BreakerBoard::factsOf(const BreakerKey &key, const Entry &entry) const
{
    const auto memory = entry.breaker.memory(m_clock.monotonic());
    BreakerFacts facts{key, memory.state, memory.reason, memory.isManual, entry.since, {}, memory.openFor, entry.waiting, memory.counts, m_clock.now(), entry.version};
    if (memory.state == BreakerState::Open && !memory.isManual) {
        facts.openUntil = facts.updatedAt + memory.openLeft;
    }
    return facts;
}

void BreakerBoard::announce(const BreakerKey &key, Entry &entry, const QString &actor, BreakerState before)
{
    const auto state = entry.breaker.state();
    // A try that fails does not begin the trouble anew.
    if (before == BreakerState::Closed || state == BreakerState::Closed) {
        entry.since = m_clock.now();
        qCInfo(lcBreakers) << "breaker" << key.provider << key.operation << "of" << key.tenant.value << "is" << wire::word(state);
    }
    entry.isDirty = false;
    auto storing = store(factsOf(key, entry), actor, eventOf(state), true);
    storing.then(this, [this, key](const Result<BreakerFacts> &stored) { onStored(key, stored); });
}

QFuture<Result<BreakerFacts>> BreakerBoard::store(const BreakerFacts &facts, const QString &actor, const QString &event, bool isForFeed)
{
    return m_database.write([&changes = m_database.changes(), facts, options = m_options, actor, event, isForFeed](sql::Connection &db) {
        return storeFacts(db, changes, facts, options, actor, event, isForFeed);
    });
}

void BreakerBoard::onStored(const BreakerKey &key, const Result<BreakerFacts> &stored)
{
    if (stored) {
        entry(key).waiting = stored.value().waiting;
        entry(key).version = stored.value().version;
        return;
    }
    // Memory goes on being right; the next writing brings it to the disk.
    entry(key).isDirty = true;
    qCWarning(lcBreakers) << "the state of a breaker could not be stored:" << stored.error().detail;
}

QList<BreakerFacts> BreakerBoard::facts(const TenantId &tenant) const
{
    QList<BreakerFacts> all;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (entry.key().tenant == tenant) {
            all.append(factsOf(entry.key(), entry.value()));
        }
    }
    std::sort(all.begin(), all.end(), [](const BreakerFacts &a, const BreakerFacts &b) {
        const bool isATrouble = a.state != BreakerState::Closed;
        const bool isBTrouble = b.state != BreakerState::Closed;
        return isATrouble != isBTrouble ? isATrouble : a.key.id() < b.key.id();
    });
    return all;
}

QCoro::Task<Result<Done>> BreakerBoard::flush()
{
    const QPointer<BreakerBoard> self(this);
    QList<std::pair<BreakerKey, QFuture<Result<BreakerFacts>>>> all;
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        if (entry->isDirty || entry->breaker.state() != BreakerState::Closed) {
            entry->isDirty = false;
            all.append({entry.key(), store(factsOf(entry.key(), *entry), System, {}, false)});
        }
    }
    for (const auto &one : std::as_const(all)) {
        auto storing = one.second;
        const auto stored = co_await storing;
        if (!self) {
            co_return Error{ErrorKind::Cancelled, {}, 0, {}, {}};
        }
        onStored(one.first, stored);
        if (!stored) {
            co_return stored.error();
        }
    }
    co_return Done{};
}

void BreakerBoard::onTimeout()
{
    QCoro::connect(flush(), this, [](const Result<Done> &) {});
}

BreakerHealth healthOf(const BreakerFacts &facts)
{
    BreakerHealth health{facts.key.provider, facts.key.operation, facts.state, facts.since, facts.waiting, {}};
    if (facts.state != BreakerState::Closed) {
        health.text = QStringLiteral("%1 of %2 is stopped since %3 (%4); %5 waiting")
                          .arg(facts.key.operation, facts.key.provider, toRfc3339(facts.since),
                               facts.isManual ? QStringLiteral("by hand") : facts.reason ? word(*facts.reason) : QStringLiteral("failing"))
                          .arg(facts.waiting);
    }
    return health;
}

QJsonObject toJson(const BreakerFacts &facts)
{
    const auto &[fires, succeeded, failed, timedOut, rejected, fallbacks, latency] = facts.counts;
    const auto ended = succeeded + failed;
    auto json = wire::toJson(healthOf(facts));
    json.insert(QStringLiteral("id"), facts.key.id());
    json.insert(QStringLiteral("account"), facts.key.account);
    json.insert(QStringLiteral("reason"), facts.reason ? QJsonValue(word(*facts.reason)) : QJsonValue());
    json.insert(QStringLiteral("manual"), facts.isManual);
    json.insert(QStringLiteral("open_until"), facts.openUntil ? QJsonValue(toRfc3339(*facts.openUntil)) : QJsonValue());
    json.insert(QStringLiteral("counts"),
                QJsonObject{{QStringLiteral("fires"), fires}, {QStringLiteral("ok"), succeeded}, {QStringLiteral("fail"), failed},
                            {QStringLiteral("timeout"), timedOut}, {QStringLiteral("reject"), rejected}, {QStringLiteral("fallback"), fallbacks},
                            {QStringLiteral("latency_ms"), ended > 0 ? qint64(latency.count()) / ended : 0}});
    json.insert(QStringLiteral("version"), facts.version);
    return json;
}

} // namespace deskbell::server
