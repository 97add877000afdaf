// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/demo/demodata.h"

#include "core/support/clock.h"
#include "core/support/ids.h"
#include "core/support/rng.h"
#include "server/services/callbook.h"
#include "server/services/orderbook.h"
#include "server/services/transcriptbook.h"
#include "server/storage/database.h"
#include "server/storage/demorepository.h"
#include "server/storage/guestsrepository.h"
#include "server/storage/tenantsrepository.h"

#include <QSet>
#include <algorithm>
#include <array>
#include <chrono>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

const auto Provider = QStringLiteral("demo");
constexpr int Days = 14;
const Instant StoryBegin(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1));

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

/// Other ids for each property, and the same for the same one (FNV-1a).
quint64 seedFor(const DemoWish &wish)
{
    if (!wish.into) {
        return wish.seed;
    }
    quint64 hash = 0xCBF29CE484222325U;
    const auto id = wish.into->value.toLatin1();
    for (const char byte : id) {
        hash = (hash ^ quint8(byte)) * 0x100000001B3U;
    }
    return hash ^ wish.seed;
}

/// One property, written as one unit.
class DemoWriter final
{
public:
    DemoWriter(sql::Connection &db, ChangeLog &changes, const DemoWish &wish, Instant now)
        : m_db(db), m_changes(changes), m_wish(wish), m_now(now), m_rng(seedFor(wish)), m_clock(wish.begin.value_or(StoryBegin)),
          m_ids(m_clock, m_rng), m_calls(changes, m_clock, m_ids), m_orders(changes, m_clock, m_ids)
    {
    }

    [[nodiscard]] Result<DemoReport> write()
    {
        const auto begin = m_clock.now();
        m_report.loadId = QStringLiteral("seed %1").arg(m_wish.seed);
        if (auto found = m_wish.into ? takeProperty(*m_wish.into) : makeProperty(begin); !found) {
            return found.error();
        }
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
    [[nodiscard]] Result<Done> makeProperty(Instant begin)
    {
        const TenantInfo tenant{m_ids.make<TenantId>(), QStringLiteral("demo"), QStringLiteral("Demo Hotel (invented data)"),
            QStringLiteral("Europe/Lisbon"), QStringLiteral("EUR"), {}};
        if (auto made = TenantsRepository(m_db).insert(tenant, begin); !made) {
            return made;
        }
        m_who = {tenant.id, Provider};
        m_report.tenant = tenant.slug;
        m_report.id = tenant.id;
        return mark("tenant", tenant.id.value);
    }

    [[nodiscard]] Result<Done> takeProperty(const TenantId &id)
    {
        const auto tenant = TenantsRepository(m_db).byId(id);
        if (!tenant) {
            return tenant.error();
        }
        if (!tenant.value()) {
            return Error{ErrorKind::NotFound, QStringLiteral("there is no such property"), 0, QStringLiteral("unknown_tenant"), {}};
        }
        m_who = {id, Provider};
        m_report.tenant = tenant.value()->slug;
        m_report.id = id;
        if (auto entered = m_changes.enter(m_db, id); !entered) {
            return entered;
        }
        const auto marks = DemoRepository(m_db, m_who).marks();
        if (!marks) {
            return marks.error();
        }
        const auto &known = marks.value();
        const bool isLoaded = std::any_of(known.begin(), known.end(), [this](const DemoMark &mark) { return mark.loadId == m_report.loadId; });
        return isLoaded ? Result<Done>(Error{ErrorKind::Conflict, QStringLiteral("%1 has the demo data of this seed already").arg(m_report.tenant), 0,
                              QStringLiteral("demo_loaded"), {}})
                        : Result<Done>(Done{});
    }

    [[nodiscard]] Result<Done> mark(const char *entity, const QString &id)
    {
        return DemoRepository(m_db, m_who).mark({QString::fromLatin1(entity), id, m_report.loadId, m_now});
    }

    /// A guest who was there before is not invented.
    [[nodiscard]] Result<Done> markGuest(const CallRecord &record, bool wasKnown)
    {
        const auto &guest = record.call().guestId;
        if (wasKnown || guest.isEmpty() || m_guests.contains(guest)) {
            return Done{};
        }
        m_guests.insert(guest);
        m_report.guests = int(m_guests.size());
        return mark("guest", guest.value);
    }

    [[nodiscard]] Result<bool> isKnown(const QString &phone)
    {
        const auto guest = GuestsRepository(m_db, m_who).byPhone(phone);
        return guest ? Result<bool>(guest.value().has_value()) : Result<bool>(guest.error());
    }

    [[nodiscard]] Result<Done> tell()
    {
        const auto &story = Stories.at(size_t(m_rng.below(int(Stories.size()))));
        const int guest = m_rng.below(int(Guests.size()));
        const auto room = QString::number(101 + guest);
        const auto at = m_clock.now();
        VoiceEvent event;
        event.provider = Provider;
        event.at = at + 90s;
        event.call.providerCallId = QStringLiteral("demo-%1-%2").arg(m_wish.seed).arg(++m_report.calls);
        event.call.direction = CallDirection::Inbound;
        event.call.customerNumber = QStringLiteral("+120255501%1").arg(10 + guest);
        event.call.customerName = QString::fromLatin1(Guests.at(size_t(guest)));
        event.call.parties = {{PartyRole::Caller, event.call.customerNumber, {}, event.call.customerName}};
        event.call.language = QStringLiteral("en");
        event.call.room = room;
        event.kind = VoiceEvent::Kind::Report;
        event.report = EndReport{EndReason::GuestHungUp, {}, at, at + 80s,
            QStringLiteral("Demo: ") + QString::fromLatin1(story.summary), QString::fromLatin1(story.service), true, std::nullopt, {},
            {{SpeakerRole::Guest, QString::fromLatin1(story.question), at + 8s, 0},
                {SpeakerRole::Assistant, QString::fromLatin1(story.answer), at + 15s, 1}}};
        auto opened = m_calls.open(m_db, m_who, Provider, event.call);
        if (!opened) {
            return opened.error();
        }
        auto &record = *opened.value();
        record.apply(event);
        const auto wasKnown = isKnown(event.call.customerNumber);
        if (!wasKnown) {
            return wasKnown.error();
        }
        if (auto stored = m_calls.store(m_db, m_who, Provider, event.call, record); !stored) {
            return stored;
        }
        if (auto marked = markGuest(record, wasKnown.value()); !marked) {
            return marked;
        }
        if (auto marked = mark("call", record.call().id.value); !marked) {
            return marked;
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
        if (auto marked = mark("order", order.id.value); !marked) {
            return marked;
        }
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
    DemoWish m_wish;
    Instant m_now;
    QSet<GuestId> m_guests; ///< marked
    DemoRng m_rng;
    DemoClock m_clock;
    IdSource m_ids;
    CallBook m_calls;
    OrderBook m_orders;
    TenantContext m_who;
    DemoReport m_report;
};

} // namespace

Result<DemoReport> writeDemoData(sql::Connection &db, ChangeLog &changes, const DemoWish &wish, Instant now)
{
    return DemoWriter(db, changes, wish, now).write();
}

Result<DemoReport> seedDemoData(const DataDir &dir, quint64 seed)
{
    Database database(Database::Options{dir.database()});
    if (auto opened = database.open(); !opened) {
        return opened.error();
    }
    // The marks say when the story begins, so that the same seed makes the same database.
    auto written = database.write(
        [&database, seed](sql::Connection &db) { return writeDemoData(db, database.changes(), DemoWish{seed}, StoryBegin); });
    written.waitForFinished();
    return written.result();
}

} // namespace deskbell::server
