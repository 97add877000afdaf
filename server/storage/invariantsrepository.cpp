// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/invariantsrepository.h"

#include "core/redaction/cardredactor.h"
#include "server/storage/diagnosticsrepository.h"

#include <array>

namespace deskbell::server {
namespace {

const auto BeginSqlite = QStringLiteral("BEGIN");
const auto BeginPostgreSql = QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
const auto Rollback = QStringLiteral("ROLLBACK");
const auto HasSchema = QStringLiteral("SELECT COUNT(*) FROM schema_version WHERE version = ?");

const auto MessagesWithoutJob = QStringLiteral(
    "SELECT COUNT(*), MIN(i.id) FROM inbox i WHERE i.state = 'pending' AND NOT EXISTS (SELECT 1 FROM jobs j JOIN hook_sources h "
    "ON h.tenant_id = j.tenant_id WHERE h.id = i.source_id AND j.unique_key = 'inbox:' || i.id "
    "AND j.state IN ('available', 'scheduled', 'running', 'sending', 'unknown', 'review'))");
/// A refusal needs its answer; an acceptance the changes it made, as far as they are not past retention.
const auto CommandsWithoutChanges = QStringLiteral(
    "SELECT COUNT(*), MIN(r.cmd_id) FROM command_results r WHERE r.answer = '' OR (r.status = 'accepted' AND r.change_count > 0 "
    "AND r.applied_seq - r.change_count >= COALESCE((SELECT f.seq FROM changes_floors f WHERE f.tenant_id = r.tenant_id), 0) "
    "AND r.change_count <> (SELECT COUNT(*) FROM changes c WHERE c.tenant_id = r.tenant_id "
    "AND c.seq > r.applied_seq - r.change_count AND c.seq <= r.applied_seq))");
const auto CommandsBeyondDevice = QStringLiteral(
    "SELECT COUNT(*), MIN(d.id) FROM devices d WHERE d.last_seq < COALESCE((SELECT MAX(r.device_seq) FROM command_results r "
    "WHERE r.tenant_id = d.tenant_id AND r.device_id = d.id), 0)");
const auto UnownedJobs = QStringLiteral(
    "SELECT COUNT(*), MIN(id) FROM jobs WHERE state IN ('running', 'sending') AND (owner IS NULL OR lease_until IS NULL OR lease_until < ?)");
const auto DoubledJobs = QStringLiteral(
    "SELECT COUNT(*), MIN(unique_key) FROM (SELECT unique_key FROM jobs WHERE unique_key IS NOT NULL "
    "AND state IN ('available', 'scheduled', 'running', 'sending', 'unknown') GROUP BY tenant_id, unique_key HAVING COUNT(*) > 1) doubled");
/// Work inside the database has no provider: an intent is stored before anything is sent.
const auto DoneWithoutReference = QStringLiteral(
    "SELECT COUNT(*), MIN(id) FROM jobs WHERE state = 'done' AND effect_class IN ('A', 'B') AND intent IS NOT NULL AND intent <> '' "
    "AND intent <> '{}' AND COALESCE(provider_ref, '') = ''");
const auto QuickCheck = QStringLiteral("PRAGMA quick_check(1)");
const auto InvalidIndexes = QStringLiteral(
    "SELECT COUNT(*), MIN(c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid");
/// Where people's words are, with what each is known by.
constexpr std::array TextsOfPeople{"SELECT 'transcript line ' || id, text FROM transcript_lines", "SELECT 'order ' || id, notes || ' / ' || items FROM orders",
                                   "SELECT 'call ' || id, summary FROM calls", "SELECT 'guest ' || id, name FROM guests"};
const auto CountInbox = QStringLiteral(
    "SELECT COUNT(*) FILTER (WHERE state = 'pending'), COUNT(*) FILTER (WHERE state = 'dead'), COUNT(*) FILTER (WHERE state = 'conflict') "
    "FROM inbox WHERE state IN ('pending', 'dead', 'conflict')");

struct Reference {
    const char *what;
    const char *sql;
    int since = 0; ///< the schema that made the table
};

constexpr int PeopleSchema = 10;

/// Every reference from one tenant's row to another row, whether the schema has a foreign key for it or not.
constexpr std::array References{
    Reference{"changes", "SELECT COUNT(*), MIN(tenant_id) FROM (SELECT DISTINCT tenant_id FROM changes) x "
                         "WHERE NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = x.tenant_id)"},
    Reference{"calls", "SELECT COUNT(*), MIN(c.id) FROM calls c WHERE c.guest_id IS NOT NULL "
                       "AND NOT EXISTS (SELECT 1 FROM guests g WHERE g.tenant_id = c.tenant_id AND g.id = c.guest_id)"},
    Reference{"orders", "SELECT COUNT(*), MIN(o.id) FROM orders o WHERE o.call_id IS NOT NULL "
                        "AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.tenant_id = o.tenant_id AND c.id = o.call_id)"},
    Reference{"transcript_lines", "SELECT COUNT(*), MIN(x.call_id) FROM (SELECT DISTINCT tenant_id, call_id FROM transcript_lines) x "
                                  "WHERE NOT EXISTS (SELECT 1 FROM calls c WHERE c.tenant_id = x.tenant_id AND c.id = x.call_id)"},
    Reference{"sessions", "SELECT COUNT(*), MIN(s.id) FROM sessions s "
                          "WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.tenant_id = s.tenant_id AND u.id = s.user_id)"},
    Reference{"user_tickets", "SELECT COUNT(*), MIN(x.id) FROM user_tickets x "
                              "WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.tenant_id = x.tenant_id AND u.id = x.user_id)", PeopleSchema},
    Reference{"api_keys", "SELECT COUNT(*), MIN(k.id) FROM api_keys k "
                          "WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.tenant_id = k.tenant_id AND u.id = k.user_id)", PeopleSchema},
    Reference{"hook_sources", "SELECT COUNT(*), MIN(h.id) FROM hook_sources h WHERE NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = h.tenant_id)"},
    Reference{"inbox", "SELECT COUNT(*), MIN(x.source_id) FROM (SELECT DISTINCT source_id FROM inbox) x "
                       "WHERE NOT EXISTS (SELECT 1 FROM hook_sources h WHERE h.id = x.source_id)"},
    Reference{"external_objects", "SELECT COUNT(*), MIN(x.object_key) FROM external_objects x JOIN hook_sources h ON h.id = x.source_id "
                                  "JOIN orders o ON o.id = x.entity_id WHERE x.entity = 'order' AND o.tenant_id <> h.tenant_id"},
};

} // namespace

Result<QString> InvariantsRepository::none(const QString &sql, const QString &what)
{
    auto query = m_db.query(sql);
    QString broken;
    if (query.next() && query.number(0) > 0) {
        broken = QStringLiteral("%1 %2, the first is %3").arg(query.number(0)).arg(what, query.text(1));
    }
    return query.error() ? Result<QString>(*query.error()) : Result<QString>(std::move(broken));
}

Result<Done> InvariantsRepository::begin() { return m_db.control(m_db.dialect().isPostgreSql() ? BeginPostgreSql : BeginSqlite); }

void InvariantsRepository::end() { (void)m_db.control(Rollback); }

Result<bool> InvariantsRepository::hasSchema(int version)
{
    auto query = m_db.query(HasSchema);
    query.bind(version);
    const bool has = query.next() && query.number(0) > 0;
    return query.error() ? Result<bool>(*query.error()) : Result<bool>(has);
}

Result<QString> InvariantsRepository::brokenFeed()
{
    const auto slugs = DiagnosticsRepository(m_db.connection()).brokenFeeds();
    if (!slugs || slugs.value().isEmpty()) {
        return slugs;
    }
    return QStringLiteral("the feed has holes or a wrong counter: ") + slugs.value();
}

Result<QString> InvariantsRepository::messageWithoutJob() { return none(MessagesWithoutJob, QStringLiteral("pending messages have no live job")); }

Result<QString> InvariantsRepository::commandWithoutChanges()
{
    auto broken = none(CommandsWithoutChanges, QStringLiteral("command results have neither their changes nor a refusal"));
    return broken && broken.value().isEmpty() ? none(CommandsBeyondDevice, QStringLiteral("devices have results beyond their last number")) : broken;
}

Result<QString> InvariantsRepository::unownedJob(Instant now)
{
    auto query = m_db.query(UnownedJobs);
    query.bind(now - std::chrono::seconds(60));
    QString broken;
    if (query.next() && query.number(0) > 0) {
        broken = QStringLiteral("%1 jobs run or send without a live owner, the first is %2").arg(query.number(0)).arg(query.text(1));
    }
    return query.error() ? Result<QString>(*query.error()) : Result<QString>(std::move(broken));
}

Result<QString> InvariantsRepository::doubledJob() { return none(DoubledJobs, QStringLiteral("unique keys have more than one live job")); }

Result<QString> InvariantsRepository::doneWithoutReference()
{
    return none(DoneWithoutReference, QStringLiteral("done jobs of class A or B have no reference of the provider"));
}

Result<QString> InvariantsRepository::foreignReference()
{
    for (const auto &reference : References) {
        const auto isThere = reference.since == 0 ? Result<bool>(true) : hasSchema(reference.since);
        if (!isThere) {
            return isThere.error();
        }
        if (!isThere.value()) {
            continue;
        }
        auto broken = none(QString::fromLatin1(reference.sql),
                           QStringLiteral("rows of %1 point to nothing of their property").arg(QLatin1String(reference.what)));
        if (!broken || !broken.value().isEmpty()) {
            return broken;
        }
    }
    return QString();
}

Result<QString> InvariantsRepository::cardNumber()
{
    qint64 count = 0;
    QString first;
    for (const auto *sql : TextsOfPeople) {
        auto query = m_db.query(QString::fromLatin1(sql));
        while (query.next()) {
            const auto text = query.text(1);
            if (redactCards(text).count(redaction::NumberMark) > text.count(redaction::NumberMark)) {
                first = count == 0 ? query.text(0) : first;
                ++count;
            }
        }
        if (query.error()) {
            return *query.error();
        }
    }
    return count == 0 ? QString() : QStringLiteral("%1 texts hold a card number, the first is %2").arg(count).arg(first);
}

Result<QString> InvariantsRepository::damage()
{
    if (m_db.dialect().isPostgreSql()) {
        return none(InvalidIndexes, QStringLiteral("indexes are not valid"));
    }
    auto query = m_db.query(QuickCheck);
    QString said;
    while (query.next()) {
        said = said.isEmpty() ? query.text(0) : said;
    }
    if (query.error()) {
        return *query.error();
    }
    return said == QLatin1String("ok") ? QString() : said;
}

Result<InvariantsRepository::InboxCounts> InvariantsRepository::inboxCounts()
{
    auto query = m_db.query(CountInbox);
    InboxCounts counted;
    if (query.next()) {
        counted = {query.number(0), query.number(1), query.number(2)};
    }
    return query.error() ? Result<InboxCounts>(*query.error()) : Result<InboxCounts>(counted);
}

} // namespace deskbell::server
