// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/callsrepository.h"

#include "core/wire/callcodec.h"
#include "core/wire/json.h"
#include "core/wire/words.h"

#include <QJsonDocument>

namespace deskbell::server {
namespace {

const auto Columns = QStringLiteral(
    "SELECT c.id, c.provider_call_id, c.state, c.direction, c.customer_number, c.guest_id, g.name, c.room, c.language, "
    "c.service_type, c.started_at, c.ended_at, c.summary, c.outcome, c.end_reason, c.cost_minor, c.cost_currency, "
    "c.provider_cost_minor, c.provider_cost_currency, c.cost_lines, c.parties, c.recording_id, c.version, c.evidence, c.sort_at, c.provider "
    "FROM calls c LEFT JOIN guests g ON g.tenant_id = c.tenant_id AND g.id = c.guest_id ");
const auto ByProviderId = QString(Columns + QStringLiteral("WHERE c.tenant_id = ? AND c.provider = ? AND c.provider_call_id = ?"));
const auto ById = QString(Columns + QStringLiteral("WHERE c.tenant_id = ? AND c.id = ?"));
const auto Live = QString(Columns + QStringLiteral("WHERE c.tenant_id = ? AND c.state NOT IN ('ended', 'incomplete', 'lost', 'failed') ORDER BY c.id"));
const auto EndedBetween = QString(
    Columns + QStringLiteral("WHERE c.tenant_id = ? AND c.sort_at >= ? AND c.sort_at < ? AND c.ended_at >= ? AND c.ended_at < ? "
                             "AND c.state IN ('ended', 'incomplete', 'failed') ORDER BY c.sort_at DESC, c.id DESC LIMIT 500"));
const auto Upsert = QStringLiteral(
    "INSERT INTO calls (tenant_id, id, provider, provider_call_id, state, direction, customer_number, guest_id, room, "
    "language, service_type, first_event_at, sort_at, started_at, ended_at, duration_seconds, summary, outcome, "
    "end_reason, cost_minor, cost_currency, provider_cost_minor, provider_cost_currency, cost_lines, parties, recording_id, evidence, version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (tenant_id, id) DO UPDATE SET state = excluded.state, direction = excluded.direction, "
    "customer_number = excluded.customer_number, guest_id = excluded.guest_id, room = excluded.room, "
    "language = excluded.language, service_type = excluded.service_type, first_event_at = excluded.first_event_at, "
    "sort_at = excluded.sort_at, started_at = excluded.started_at, ended_at = excluded.ended_at, "
    "duration_seconds = excluded.duration_seconds, summary = excluded.summary, outcome = excluded.outcome, "
    "end_reason = excluded.end_reason, cost_minor = excluded.cost_minor, cost_currency = excluded.cost_currency, "
    "provider_cost_minor = excluded.provider_cost_minor, provider_cost_currency = excluded.provider_cost_currency, "
    "cost_lines = excluded.cost_lines, parties = excluded.parties, recording_id = excluded.recording_id, "
    "evidence = excluded.evidence, version = excluded.version");
const auto WhereTenant = QStringLiteral("WHERE c.tenant_id = ?");
const auto AndAfter = QStringLiteral(" AND (c.sort_at, c.id) < (?, ?)");
const auto AndState = QStringLiteral(" AND c.state = ?");
const auto AndLive = QStringLiteral(" AND c.state NOT IN ('ended', 'incomplete', 'lost', 'failed')");
const auto AndOver = QStringLiteral(" AND c.state IN ('ended', 'incomplete', 'lost', 'failed')");
const auto AndFrom = QStringLiteral(" AND c.sort_at >= ?");
const auto AndTo = QStringLiteral(" AND c.sort_at < ?");
QString andText(const sql::Dialect &dialect)
{
    return QStringLiteral(" AND (c.customer_number %1 ? ESCAPE '\\' OR c.room %1 ? ESCAPE '\\' OR c.summary %1 ? ESCAPE '\\' "
                          "OR g.name %1 ? ESCAPE '\\')")
        .arg(dialect.likeNoCase());
}

const auto NewestFirst = QStringLiteral(" ORDER BY c.sort_at DESC, c.id DESC LIMIT ?");

enum Column {
    Id, ProviderCallId, State, Direction, CustomerNumber, Guest, GuestName, Room, Language, ServiceType, StartedAt, EndedAt,
    Summary, Outcome, EndReasonWord, CostMinor, CostCurrency, ProviderCostMinor, ProviderCostCurrency, CostLines, Parties, RecordingId,
    Version, Evidence, SortAt, Provider,
};

/// Most calls have neither list while they go on.
QJsonArray listOf(const QString &json) { return json == QLatin1String("[]") ? QJsonArray() : QJsonDocument::fromJson(json.toUtf8()).array(); }

QString textOf(const QJsonArray &list) { return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)); }

Call readCall(const sql::Query &row)
{
    Call call;
    call.id = CallId{row.text(Id)};
    call.providerCallId = row.text(ProviderCallId);
    call.state = wire::callState(row.text(State)).value_or(CallState::Queued);
    call.direction = wire::callDirection(row.text(Direction)).value_or(CallDirection::Inbound);
    call.customerNumber = row.text(CustomerNumber);
    call.guestId = GuestId{row.text(Guest)};
    call.guestName = row.text(GuestName);
    call.room = row.text(Room);
    call.language = row.text(Language);
    call.serviceType = row.text(ServiceType);
    call.startedAt = row.optionalInstant(StartedAt);
    call.endedAt = row.optionalInstant(EndedAt);
    call.summary = row.text(Summary);
    call.outcome = wire::callOutcome(row.text(Outcome)).value_or(CallOutcome::None);
    call.endReason = wire::endReason(row.text(EndReasonWord)).value_or(EndReason::Unknown);
    if (!row.isNull(CostMinor)) {
        call.cost = Money{row.number(CostMinor), row.text(CostCurrency)};
    }
    if (!row.isNull(ProviderCostMinor)) {
        call.providerCost = Money{row.number(ProviderCostMinor), row.text(ProviderCostCurrency)};
    }
    call.costs = wire::costsFromJson(listOf(row.text(CostLines)));
    call.parties = wire::partiesFromJson(listOf(row.text(Parties)));
    call.recordingId = row.text(RecordingId);
    call.version = row.number(Version);
    return call;
}

CallRecord readRecord(const sql::Query &row)
{
    const auto json = wire::parseObject(row.text(Evidence).toUtf8());
    auto call = readCall(row);
    auto evidence = json ? CallEvidence::fromJson(json.value()) : CallEvidence{};
    if (evidence.stage == CallStage::Over && evidence.statusEndReason == EndReason::None && evidence.reportEndReason == EndReason::None) {
        evidence.statusEndReason = call.endReason; // of a call from before schema 16
    }
    return {std::move(call), std::move(evidence)};
}

Result<std::optional<CallRecord>> readOne(sql::Query &query)
{
    if (query.next()) {
        return std::optional(readRecord(query));
    }
    if (query.error()) {
        return *query.error();
    }
    return std::optional<CallRecord>();
}

QString likePattern(const QString &text)
{
    QString pattern = text;
    for (const auto *special : {"\\", "%", "_"}) {
        pattern.replace(QLatin1String(special), QLatin1Char('\\') + QLatin1String(special));
    }
    return QLatin1Char('%') + pattern + QLatin1Char('%');
}

} // namespace

Result<std::optional<CallRecord>> CallsRepository::byProviderId(const QString &provider, const QString &providerCallId)
{
    auto query = m_db.query(ByProviderId);
    query.bind(m_tenant.value).bind(provider).bind(providerCallId);
    return readOne(query);
}

Result<std::optional<CallRecord>> CallsRepository::byId(const CallId &id)
{
    auto query = m_db.query(ById);
    query.bind(m_tenant.value).bind(id.value);
    return readOne(query);
}

Result<QList<LiveCall>> CallsRepository::live()
{
    auto query = m_db.query(Live);
    query.bind(m_tenant.value);
    QList<LiveCall> calls;
    while (query.next()) {
        calls.append({query.text(Provider), readRecord(query)});
    }
    if (query.error()) {
        return *query.error();
    }
    return calls;
}

Result<CallPage> CallsRepository::page(const CallFilter &filter, const std::optional<CallPosition> &after, int limit)
{
    auto sql = Columns + WhereTenant;
    sql += after ? AndAfter : QString();
    sql += filter.state ? AndState : QString();
    sql += filter.live ? (*filter.live ? AndLive : AndOver) : QString();
    sql += filter.from ? AndFrom : QString();
    sql += filter.to ? AndTo : QString();
    sql += filter.text.isEmpty() ? QString() : andText(m_db.dialect());
    auto query = m_db.query(sql + NewestFirst);
    query.bind(m_tenant.value);
    if (after) {
        query.bind(after->sortAt).bind(after->id);
    }
    if (filter.state) {
        query.bind(wire::word(*filter.state));
    }
    if (filter.from) {
        query.bind(*filter.from);
    }
    if (filter.to) {
        query.bind(*filter.to);
    }
    if (!filter.text.isEmpty()) {
        const auto pattern = likePattern(filter.text);
        query.bind(pattern).bind(pattern).bind(pattern).bind(pattern);
    }
    query.bind(limit + 1);
    CallPage page;
    CallPosition last;
    while (query.next()) {
        if (page.calls.size() == limit) {
            page.next = last;
            break;
        }
        page.calls.append(readCall(query));
        last = {query.instant(SortAt), query.text(Id)};
    }
    if (query.error()) {
        return *query.error();
    }
    return page;
}

Result<QList<Call>> CallsRepository::endedBetween(Instant from, Instant to)
{
    auto query = m_db.query(EndedBetween);
    query.bind(m_tenant.value).bind(from - std::chrono::hours(24)).bind(to).bind(from).bind(to);
    QList<Call> calls;
    while (query.next()) {
        calls.append(readCall(query));
    }
    return query.error() ? Result<QList<Call>>(*query.error()) : Result<QList<Call>>(std::move(calls));
}

Result<Done> CallsRepository::put(const QString &provider, const CallRecord &record)
{
    const auto &call = record.call();
    auto query = m_db.query(Upsert);
    query.bind(m_tenant.value).bind(call.id.value).bind(provider).bind(call.providerCallId);
    query.bind(wire::word(call.state)).bind(wire::word(call.direction)).bind(call.customerNumber);
    query.bindOrNull(call.guestId.value).bind(call.room).bind(call.language).bind(call.serviceType);
    query.bind(record.evidence().firstEventAt.value_or(Instant{})).bind(record.sortAt());
    query.bind(call.startedAt).bind(call.endedAt).bind(call.durationSeconds());
    query.bind(call.summary).bind(wire::word(call.outcome)).bind(wire::word(call.endReason));
    for (const auto &cost : {call.cost, call.providerCost}) {
        query.bind(cost ? std::optional(cost->minor) : std::nullopt);
        query.bindOrNull(cost ? cost->currency : QString());
    }
    query.bind(textOf(wire::toJson(call.costs))).bind(textOf(wire::toJson(call.parties))).bind(call.recordingId);
    query.bind(QString::fromUtf8(wire::toBytes(record.evidence().toJson()))).bind(call.version);
    auto stored = query.run();
    return stored ? Result<Done>(Done{}) : Result<Done>(stored.error());
}

} // namespace deskbell::server
