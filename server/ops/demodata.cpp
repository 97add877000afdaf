// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/demodata.h"

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/rng.h"
#include "server/services/callbook.h"
#include "server/services/orderbook.h"
#include "server/services/transcriptbook.h"
#include "server/storage/database.h"
#include "server/storage/tenantsrepository.h"

#include <array>
#include <chrono>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

const auto Provider = QStringLiteral("demo");
constexpr int Days = 14;

/// Invented, but the same for the same seed.
class DemoRng final : public Rng
{
public:
    explicit DemoRng(quint64 seed) : m_state(seed) { }
    /// SplitMix64 (Steele, Lea, Flood 2014).
    [[nodiscard]] quint64 next() override
    {
        auto z = (m_state += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    [[nodiscard]] int below(int end) { return int(next() % quint64(end)); }

private:
    quint64 m_state;
};

/// Says the time that the story has come to.
class DemoClock final : public Clock
{
public:
    explicit DemoClock(Instant begin) : m_now(begin) { }
    void set(Instant now) { m_now = now; }
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override
    {
        return std::chrono::steady_clock::time_point(m_now.time_since_epoch());
    }

private:
    Instant m_now;
};

struct Story {
    const char *question;
    const char *answer;
    const char *item; ///< empty: nothing is ordered
    const char *service;
    const char *summary;
};

constexpr std::array Stories{
    Story{"Could we have two more bath towels?", "Of course, they are on their way.", "Bath towels", "housekeeping",
        "Asked for two more bath towels."},
    Story{"When is breakfast?", "Breakfast is from seven to ten in the garden room.", "", "information", "Asked when breakfast is."},
    Story{"I would like a club sandwich, please.", "One club sandwich, in about thirty minutes.", "Club sandwich", "room_service",
        "Ordered a club sandwich."},
    Story{"The lamp beside the bed does not work.", "I am sorry. Somebody will look at it.", "Bedside lamp repair", "maintenance",
        "Reported a broken lamp."},
    Story{"Can you call a taxi for nine?", "A taxi will be there at nine.", "Taxi", "concierge", "Asked for a taxi at nine."},
};

constexpr std::array Guests{"Ana Moreira", "Jonas Weber", "Chen Li", "Sara Haddad", "Tom Baker", "Ines Rossi"};

/// One property, written as one unit.
class DemoWriter final
{
public:
    DemoWriter(sql::Connection &db, ChangeLog &changes, quint64 seed)
        : m_db(db), m_changes(changes), m_rng(seed), m_clock(Instant(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1))),
          m_ids(m_clock, m_rng), m_calls(changes, m_clock, m_ids), m_orders(changes, m_clock, m_ids)
    {
    }

    [[nodiscard]] Result<DemoReport> write()
    {
        const auto begin = m_clock.now();
        TenantInfo tenant{m_ids.make<TenantId>(), QStringLiteral("demo"), QStringLiteral("Demo Hotel (invented data)"),
            QStringLiteral("Europe/Lisbon"), QStringLiteral("EUR"), {}};
        if (auto made = TenantsRepository(m_db).insert(tenant, begin); !made) {
            return made.error();
        }
        m_who = {tenant.id, Provider};
        m_report.tenant = tenant.slug;
        for (int day = 0; day < Days; ++day) {
            const int calls = 3 + m_rng.below(4);
            for (int i = 0; i < calls; ++i) {
                m_clock.set(begin + day * 24h + 7h + std::chrono::minutes(i * 150 + m_rng.below(120)));
                if (auto told = tell(); !told) {
                    return told.error();
                }
            }
        }
        return m_report;
    }

private:
    [[nodiscard]] Result<Done> tell()
    {
        const auto &story = Stories.at(size_t(m_rng.below(int(Stories.size()))));
        const int guest = m_rng.below(int(Guests.size()));
        const auto room = QString::number(101 + guest);
        const auto at = m_clock.now();
        VoiceEvent event;
        event.provider = Provider;
        event.at = at + 90s;
        event.call.providerCallId = QStringLiteral("demo-%1").arg(++m_report.calls);
        event.call.direction = CallDirection::Inbound;
        event.call.customerNumber = QStringLiteral("+120255501%1").arg(10 + guest);
        event.call.customerName = QString::fromLatin1(Guests.at(size_t(guest)));
        event.call.language = QStringLiteral("en");
        event.call.room = room;
        event.kind = VoiceEvent::Kind::Report;
        event.report = EndReport{QStringLiteral("customer-ended-call"), at, at + 80s,
            QStringLiteral("Demo: ") + QString::fromLatin1(story.summary), QString::fromLatin1(story.service), true, std::nullopt,
            {{SpeakerRole::Guest, QString::fromLatin1(story.question), at + 8s, 0},
                {SpeakerRole::Assistant, QString::fromLatin1(story.answer), at + 15s, 1}}};
        auto opened = m_calls.open(m_db, m_who, Provider, event.call);
        if (!opened) {
            return opened.error();
        }
        auto &record = *opened.value();
        record.apply(event);
        if (auto stored = m_calls.store(m_db, m_who, Provider, event.call, record); !stored) {
            return stored;
        }
        if (auto spoken = TranscriptBook(m_db, m_changes, m_clock, m_ids, m_who).take(event, record); !spoken) {
            return spoken;
        }
        return *story.item ? order(story, room, record.call().id) : Result<Done>(Done{});
    }

    [[nodiscard]] Result<Done> order(const Story &story, const QString &room, const CallId &call)
    {
        NewOrder wish;
        wish.id = m_ids.make<OrderId>();
        wish.room = room;
        wish.items = {{QString::fromLatin1(story.item), 1 + m_rng.below(2)}};
        wish.notes = QStringLiteral("Demo");
        auto made = m_orders.create(m_db, m_who, wish, {call, QStringLiteral("demo"), m_clock.now()});
        if (!made) {
            return made.error();
        }
        ++m_report.orders;
        auto order = made.value();
        for (const auto status : {OrderStatus::Accepted, OrderStatus::InProgress, OrderStatus::Done}) {
            if (m_rng.below(8) == 0) {
                break; // some are still open
            }
            OrderPatch patch;
            patch.status = status;
            m_clock.set(m_clock.now() + 6min);
            auto changed = m_orders.change(m_db, m_who, order.id, patch);
            if (!changed) {
                return changed.error();
            }
            order = std::move(changed).value();
        }
        return Done{};
    }

    sql::Connection &m_db;
    ChangeLog &m_changes;
    DemoRng m_rng;
    DemoClock m_clock;
    IdSource m_ids;
    CallBook m_calls;
    OrderBook m_orders;
    TenantContext m_who;
    DemoReport m_report;
};

} // namespace

Result<DemoReport> seedDemoData(const DataDir &dir, quint64 seed)
{
    Database database(Database::Options{dir.database()});
    if (auto opened = database.open(); !opened) {
        return opened.error();
    }
    auto written = database.write(
        [&database, seed](sql::Connection &db) { return DemoWriter(db, database.changes(), seed).write(); });
    written.waitForFinished();
    return written.result();
}

} // namespace deskbell::server
