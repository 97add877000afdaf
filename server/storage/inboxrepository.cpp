// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/inboxrepository.h"

#include <array>

namespace deskbell::server {
namespace {

// Without RETURNING: SQLite gathers what it returns in a table of its own first, and this is the busiest statement of all.
const auto Fields = QStringLiteral(
    "INSERT INTO inbox (source_id, ext_id, received_at, event_at, type, object_key, headers, body, body_sha256, attempts, "
    "last_error, answer, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ");
const auto Insert = QString(Fields + QStringLiteral("ON CONFLICT (source_id, ext_id) WHERE state <> 'conflict' DO NOTHING"));
const auto InsertConflict
    = QString(Fields + QStringLiteral("ON CONFLICT (source_id, ext_id, body_sha256) WHERE state = 'conflict' DO NOTHING"));
const auto SelectPendingOf = QStringLiteral("SELECT 1 FROM inbox WHERE source_id = ? AND object_key = ? AND state = 'pending' LIMIT 1");
const auto Settle = QStringLiteral(
    "UPDATE inbox SET state = ?, last_error = ?, answer = ? WHERE source_id = ? AND ext_id = ? AND state <> 'conflict'");
const auto Columns = QStringLiteral(
    "SELECT i.id, i.source_id, i.ext_id, i.received_at, i.event_at, i.type, i.object_key, i.headers, i.body_sha256, i.state, "
    "i.attempts, i.last_error, i.answer, i.replayed_at, i.replayed_by, CASE WHEN LENGTH(i.body) = 0 THEN 1 ELSE 0 END ");
const auto Bodies = QString(Columns + QStringLiteral(", i.body FROM inbox i "));
const auto ByExtId = QString(Bodies + QStringLiteral("WHERE i.source_id = ? AND i.ext_id = ? AND i.state <> 'conflict'"));
const auto ById = QString(Bodies + QStringLiteral("WHERE i.id = ?"));
const auto SelectOrphans = QString(Columns + QStringLiteral(
    ", CASE WHEN EXISTS (SELECT 1 FROM jobs d WHERE d.tenant_id = h.tenant_id AND d.unique_key = 'inbox:' || i.id "
    "AND d.state IN ('dead', 'cancelled', 'expired')) THEN 1 ELSE 0 END FROM inbox i JOIN hook_sources h ON h.id = i.source_id WHERE i.state = 'pending' AND NOT EXISTS (SELECT 1 FROM jobs j "
    "WHERE j.tenant_id = h.tenant_id AND j.unique_key = 'inbox:' || i.id "
    "AND j.state IN ('available', 'scheduled', 'running', 'sending', 'unknown', 'review')) ORDER BY i.id"));
const auto SelectPage
    = QString(Columns + QStringLiteral("FROM inbox i JOIN hook_sources h ON h.id = i.source_id WHERE h.tenant_id = ? AND i.id > ?"));
const auto AndSource = QStringLiteral(" AND i.source_id = ?");
const auto AndState = QStringLiteral(" AND i.state = ?");
const auto AndFrom = QStringLiteral(" AND i.received_at >= ?");
const auto AndTo = QStringLiteral(" AND i.received_at < ?");
const auto OldestFirst = QStringLiteral(" ORDER BY i.id LIMIT ?");
const auto UpdateState = QStringLiteral("UPDATE inbox SET state = ?, attempts = ?, last_error = ? WHERE id = ?");
const auto UpdateIdentity = QStringLiteral("UPDATE inbox SET ext_id = ?, type = ?, object_key = ?, event_at = ? WHERE id = ?");
const auto UpdateReplayed = QStringLiteral("UPDATE inbox SET replayed_at = ?, replayed_by = ? WHERE id = ?");

/// Of no bytes at all: such a body was empty when it came.
const auto EmptySha256 = QByteArray::fromHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

constexpr std::array StateWords{"applied", "ignored", "stale", "pending", "dead", "conflict"};

enum Column {
    Id, SourceId, ExtId, ReceivedAt, EventAt, Type, ObjectKey, HeadersOf, Sha256, State, Attempts, LastError, AnswerOf, ReplayedAt,
    ReplayedBy, IsBodyEmpty, Body,
};

InboxRow readRow(const sql::Query &row, bool hasBody)
{
    InboxRow read;
    read.id = row.number(Id);
    read.sourceId = row.number(SourceId);
    read.extId = row.text(ExtId);
    read.receivedAt = row.instant(ReceivedAt);
    read.eventAt = row.optionalInstant(EventAt);
    read.type = row.text(Type);
    read.objectKey = row.text(ObjectKey);
    read.headers = row.text(HeadersOf);
    read.bodySha256 = row.blob(Sha256);
    read.state = inboxStateFromWord(row.text(State)).value_or(InboxState::Dead);
    read.attempts = int(row.number(Attempts));
    read.lastError = row.text(LastError);
    read.answer = row.blob(AnswerOf);
    read.replayedAt = row.optionalInstant(ReplayedAt);
    read.replayedBy = row.text(ReplayedBy);
    read.isBodyDropped = row.number(IsBodyEmpty) != 0 && read.bodySha256 != EmptySha256;
    if (hasBody) {
        read.body = row.blob(Body);
    }
    return read;
}

void bindFields(sql::Query &query, const InboxRow &row)
{
    query.bind(row.sourceId).bind(row.extId).bind(row.receivedAt).bind(row.eventAt).bind(row.type).bind(row.objectKey);
    query.bind(row.headers).bind(row.body).bind(row.bodySha256).bind(row.attempts).bind(row.lastError).bind(row.answer);
}

Result<Done> done(const Result<qint64> &ran) { return ran ? Result<Done>(Done{}) : Result<Done>(ran.error()); }

Result<std::optional<InboxRow>> readOne(sql::Query &query)
{
    if (query.next()) {
        return std::optional(readRow(query, true));
    }
    if (query.error()) {
        return *query.error();
    }
    return std::optional<InboxRow>();
}

Result<QList<InboxRow>> readAll(sql::Query &query)
{
    QList<InboxRow> rows;
    while (query.next()) {
        rows.append(readRow(query, false));
    }
    return query.error() ? Result<QList<InboxRow>>(*query.error()) : Result<QList<InboxRow>>(std::move(rows));
}

} // namespace

QString word(InboxState state) { return QString::fromLatin1(StateWords.at(size_t(state))); }

std::optional<InboxState> inboxStateFromWord(const QString &word)
{
    for (size_t i = 0; i < StateWords.size(); ++i) {
        if (word == QLatin1String(StateWords.at(i))) {
            return InboxState(i);
        }
    }
    return std::nullopt;
}

Result<bool> InboxRepository::insert(const InboxRow &row)
{
    auto query = m_db.query(Insert);
    bindFields(query, row);
    const auto inserted = query.bind(word(row.state)).run();
    return inserted ? Result<bool>(inserted.value() > 0) : Result<bool>(inserted.error());
}

Result<bool> InboxRepository::insertConflict(const InboxRow &row)
{
    auto query = m_db.query(InsertConflict);
    bindFields(query, row);
    const auto inserted = query.bind(word(InboxState::Conflict)).run();
    return inserted ? Result<bool>(inserted.value() > 0) : Result<bool>(inserted.error());
}

Result<bool> InboxRepository::hasPending(qint64 sourceId, const QString &objectKey)
{
    auto query = m_db.query(SelectPendingOf);
    query.bind(sourceId).bind(objectKey);
    const bool has = query.next();
    return query.error() ? Result<bool>(*query.error()) : Result<bool>(has);
}

Result<Done> InboxRepository::settle(const InboxRow &row)
{
    auto query = m_db.query(Settle);
    query.bind(word(row.state)).bind(row.lastError).bind(row.answer).bind(row.sourceId).bind(row.extId);
    return done(query.run());
}

Result<std::optional<InboxRow>> InboxRepository::byExtId(qint64 sourceId, const QString &extId)
{
    auto query = m_db.query(ByExtId);
    query.bind(sourceId).bind(extId);
    return readOne(query);
}

Result<std::optional<InboxRow>> InboxRepository::byId(qint64 id)
{
    auto query = m_db.query(ById);
    query.bind(id);
    return readOne(query);
}

Result<Done> InboxRepository::setState(qint64 id, InboxState state, int attempts, const QString &lastError)
{
    return done(m_db.query(UpdateState).bind(word(state)).bind(attempts).bind(lastError).bind(id).run());
}

Result<Done> InboxRepository::identify(const InboxRow &row)
{
    auto query = m_db.query(UpdateIdentity);
    query.bind(row.extId).bind(row.type).bind(row.objectKey).bind(row.eventAt).bind(row.id);
    return done(query.run());
}

Result<Done> InboxRepository::markReplayed(qint64 id, Instant at, const QString &by)
{
    return done(m_db.query(UpdateReplayed).bind(at).bind(by).bind(id).run());
}

Result<QList<InboxRepository::Orphan>> InboxRepository::orphans()
{
    auto query = m_db.query(SelectOrphans);
    QList<Orphan> found;
    while (query.next()) {
        found.append({readRow(query, false), query.number(Body) != 0});
    }
    return query.error() ? Result<QList<Orphan>>(*query.error()) : Result<QList<Orphan>>(std::move(found));
}

Result<QList<InboxRow>> InboxRepository::page(const TenantContext &who, const InboxFilter &filter, qint64 afterId, int limit)
{
    auto sql = SelectPage;
    sql += filter.sourceId ? AndSource : QString();
    sql += filter.state ? AndState : QString();
    sql += filter.from ? AndFrom : QString();
    sql += filter.to ? AndTo : QString();
    auto query = m_db.query(sql + OldestFirst);
    query.bind(who.tenant.value).bind(afterId);
    if (filter.sourceId) {
        query.bind(*filter.sourceId);
    }
    if (filter.state) {
        query.bind(word(*filter.state));
    }
    if (filter.from) {
        query.bind(*filter.from);
    }
    if (filter.to) {
        query.bind(*filter.to);
    }
    query.bind(limit);
    return readAll(query);
}

} // namespace deskbell::server
