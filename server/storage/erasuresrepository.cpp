// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/erasuresrepository.h"

#include "core/wire/json.h"

namespace deskbell::server {
namespace {

const auto GuestById = QStringLiteral("SELECT id, name, COALESCE(phone, '') FROM guests WHERE tenant_id = ? AND id = ?");
const auto GuestByPhone = QStringLiteral("SELECT id, name, COALESCE(phone, '') FROM guests WHERE tenant_id = ? AND phone = ?");
const auto CallsOf = QStringLiteral(
    "SELECT id, provider_call_id, CASE WHEN state IN ('ended', 'incomplete', 'lost', 'failed') THEN 0 ELSE 1 END FROM calls "
    "WHERE tenant_id = ? AND ((guest_id IS NOT NULL AND guest_id = ?) OR (customer_number <> '' AND customer_number = ?))");
const auto OrdersOf = QStringLiteral("SELECT id FROM orders WHERE tenant_id = ? AND call_id = ?");
const auto Numbers = QStringLiteral(
    "SELECT phone FROM guests WHERE tenant_id = ? AND phone IS NOT NULL UNION "
    "SELECT customer_number FROM calls WHERE tenant_id = ? AND customer_number <> ''");

const auto SelectHold = QStringLiteral("SELECT guest_id FROM legal_holds WHERE tenant_id = ? AND guest_id = ?");
const auto UpsertHold = QStringLiteral(
    "INSERT INTO legal_holds (tenant_id, guest_id, reason, actor, at) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (tenant_id, guest_id) DO UPDATE SET reason = excluded.reason, actor = excluded.actor, at = excluded.at");
const auto DeleteHold = QStringLiteral("DELETE FROM legal_holds WHERE tenant_id = ? AND guest_id = ?");

const auto SelectErasure = QStringLiteral(
    "SELECT phone_hash, at, actor, subject, progress, finished_at FROM erasures WHERE tenant_id = ? AND guest_id = ?");
const auto UpsertErasure = QStringLiteral(
    "INSERT INTO erasures (tenant_id, guest_id, phone_hash, at, actor, subject, progress, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (tenant_id, guest_id) DO UPDATE SET phone_hash = excluded.phone_hash, at = excluded.at, actor = excluded.actor, "
    "subject = excluded.subject, progress = excluded.progress, finished_at = excluded.finished_at");

const auto DeleteLines = QStringLiteral("DELETE FROM transcript_lines WHERE tenant_id = ? AND call_id = ?");
const auto BlankCall = QStringLiteral(
    "UPDATE calls SET customer_number = '', guest_id = NULL, room = '', summary = '', parties = '[]', evidence = '{}', "
    "version = COALESCE(CAST(? AS BIGINT), version) WHERE tenant_id = ? AND id = ?");
const auto BlankAlerts = QStringLiteral("UPDATE alerts SET details = '{}' WHERE tenant_id = ? AND call_id = ?");
const auto BlankOrder = QStringLiteral(
    "UPDATE orders SET notes = '', room = '', version = COALESCE(CAST(? AS BIGINT), version) WHERE tenant_id = ? AND id = ?");
const auto BlankEvidence = QStringLiteral(
    "UPDATE external_objects SET evidence = '{}' WHERE entity_id = ? AND source_id IN (SELECT id FROM hook_sources WHERE tenant_id = ?)");
const auto DeleteGuest = QStringLiteral("DELETE FROM guests WHERE tenant_id = ? AND id = ?");

const auto SelectChanges = QStringLiteral(
    "SELECT seq, entity, entity_id, body FROM changes WHERE tenant_id = ? AND seq > ? ORDER BY seq LIMIT ?");
const auto SelectMessages = QStringLiteral(
    "SELECT i.id, i.object_key, i.ext_id, i.body, i.source_id, i.body_sha256 FROM inbox i JOIN hook_sources s ON s.id = i.source_id "
    "WHERE s.tenant_id = ? AND i.id > ? ORDER BY i.id LIMIT ?");
const auto SelectResults = QStringLiteral(
    "SELECT id, name, cmd_id, answer FROM command_results WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?");
const auto SelectJobs = QStringLiteral(
    "SELECT row_id, state, kind, args || subject || last_error || COALESCE(intent, '') FROM jobs "
    "WHERE tenant_id = ? AND row_id > ? ORDER BY row_id LIMIT ?");
const auto BlankChange = QStringLiteral("UPDATE changes SET op = 'delete', body = ? WHERE tenant_id = ? AND seq = ?");
const auto BlankMessage = QStringLiteral("UPDATE inbox SET body = ?, headers = '{}', answer = NULL, last_error = '' WHERE id = ?");
const auto BlankResult = QStringLiteral("UPDATE command_results SET answer = '{}' WHERE tenant_id = ? AND id = ?");
const auto BlankJob = QStringLiteral(
    "UPDATE jobs SET args = '{}', subject = kind, last_error = '', intent = NULL, "
    "finished_at = CASE WHEN state IN ('done', 'dead', 'cancelled', 'expired') THEN finished_at ELSE ? END, "
    "state = CASE WHEN state IN ('done', 'dead', 'cancelled', 'expired') THEN state ELSE 'cancelled' END "
    "WHERE tenant_id = ? AND row_id = ?");

Result<Done> done(const Result<qint64> &ran) { return ran ? Result<Done>(Done{}) : Result<Done>(ran.error()); }

QString textOf(const QJsonObject &json) { return json.isEmpty() ? QString() : QString::fromUtf8(wire::toBytes(json)); }

} // namespace

Result<std::optional<ErasedPerson>> ErasuresRepository::guest(const QString &sql, const QString &value)
{
    auto query = m_db.query(sql);
    query.bind(m_tenant.value).bind(value);
    std::optional<ErasedPerson> person;
    if (query.next()) {
        person = ErasedPerson{GuestId{query.text(0)}, query.text(1), query.text(2)};
    }
    return query.error() ? Result<std::optional<ErasedPerson>>(*query.error()) : Result<std::optional<ErasedPerson>>(std::move(person));
}

Result<std::optional<ErasedPerson>> ErasuresRepository::guestById(const GuestId &id) { return guest(GuestById, id.value); }

Result<std::optional<ErasedPerson>> ErasuresRepository::guestByPhone(const QString &phone) { return guest(GuestByPhone, phone); }

Result<QList<ErasuresRepository::CallOfGuest>> ErasuresRepository::callsOf(const GuestId &guest, const QString &phone)
{
    auto query = m_db.query(CallsOf);
    query.bind(m_tenant.value).bind(guest.value).bind(phone);
    QList<CallOfGuest> calls;
    while (query.next()) {
        calls.append({CallId{query.text(0)}, query.text(1), query.number(2) != 0});
    }
    return query.error() ? Result<QList<CallOfGuest>>(*query.error()) : Result<QList<CallOfGuest>>(std::move(calls));
}

Result<QList<OrderId>> ErasuresRepository::ordersOf(const CallId &call)
{
    auto query = m_db.query(OrdersOf);
    query.bind(m_tenant.value).bind(call.value);
    QList<OrderId> orders;
    while (query.next()) {
        orders.append(OrderId{query.text(0)});
    }
    return query.error() ? Result<QList<OrderId>>(*query.error()) : Result<QList<OrderId>>(std::move(orders));
}

Result<QStringList> ErasuresRepository::numbers()
{
    auto query = m_db.query(Numbers);
    query.bind(m_tenant.value).bind(m_tenant.value);
    QStringList all;
    while (query.next()) {
        all.append(query.text(0));
    }
    return query.error() ? Result<QStringList>(*query.error()) : Result<QStringList>(std::move(all));
}

Result<bool> ErasuresRepository::isHeld(const GuestId &guest)
{
    auto query = m_db.query(SelectHold);
    query.bind(m_tenant.value).bind(guest.value);
    const bool isFound = query.next();
    return query.error() ? Result<bool>(*query.error()) : Result<bool>(isFound);
}

Result<Done> ErasuresRepository::hold(const GuestId &guest, const QString &reason, const QString &actor, Instant at)
{
    return done(m_db.query(UpsertHold).bind(m_tenant.value).bind(guest.value).bind(reason).bind(actor).bind(at).run());
}

Result<qint64> ErasuresRepository::release(const GuestId &guest) { return m_db.query(DeleteHold).bind(m_tenant.value).bind(guest.value).run(); }

Result<std::optional<Erasure>> ErasuresRepository::find(const GuestId &guest)
{
    auto query = m_db.query(SelectErasure);
    query.bind(m_tenant.value).bind(guest.value);
    std::optional<Erasure> erasure;
    if (query.next()) {
        const auto subject = wire::parseObject(query.text(3).toUtf8());
        erasure = Erasure{guest, query.blob(0), query.instant(1), query.text(2), subject ? subject.value() : QJsonObject(),
                          query.text(4), query.optionalInstant(5)};
    }
    return query.error() ? Result<std::optional<Erasure>>(*query.error()) : Result<std::optional<Erasure>>(std::move(erasure));
}

Result<Done> ErasuresRepository::put(const Erasure &erasure)
{
    auto query = m_db.query(UpsertErasure);
    query.bind(m_tenant.value).bind(erasure.guest.value).bind(erasure.phoneHash.isNull() ? QByteArray("") : erasure.phoneHash).bind(erasure.at);
    query.bind(erasure.actor).bind(textOf(erasure.subject)).bind(erasure.progress).bind(erasure.finishedAt);
    return done(query.run());
}

Result<Done> ErasuresRepository::removeLines(const CallId &call) { return done(m_db.query(DeleteLines).bind(m_tenant.value).bind(call.value).run()); }

Result<Done> ErasuresRepository::blankCall(const CallId &call, std::optional<qint64> version)
{
    if (auto blanked = done(m_db.query(BlankAlerts).bind(m_tenant.value).bind(call.value).run()); !blanked) {
        return blanked;
    }
    return done(m_db.query(BlankCall).bind(version).bind(m_tenant.value).bind(call.value).run());
}

Result<Done> ErasuresRepository::blankOrder(const OrderId &order, std::optional<qint64> version)
{
    return done(m_db.query(BlankOrder).bind(version).bind(m_tenant.value).bind(order.value).run());
}

Result<Done> ErasuresRepository::blankEvidence(const QString &entityId)
{
    return done(m_db.query(BlankEvidence).bind(entityId).bind(m_tenant.value).run());
}

Result<Done> ErasuresRepository::removeGuest(const GuestId &guest) { return done(m_db.query(DeleteGuest).bind(m_tenant.value).bind(guest.value).run()); }

Result<QList<ErasuresRepository::Row>> ErasuresRepository::rows(const QString &sql, qint64 after, int limit)
{
    auto query = m_db.query(sql);
    query.bind(m_tenant.value).bind(after).bind(limit);
    QList<Row> all;
    while (query.next()) {
        all.append({query.number(0), query.text(1), query.text(2), query.blob(3), 0, {}});
    }
    return query.error() ? Result<QList<Row>>(*query.error()) : Result<QList<Row>>(std::move(all));
}

Result<QList<ErasuresRepository::Row>> ErasuresRepository::changes(qint64 after, int limit) { return rows(SelectChanges, after, limit); }
Result<QList<ErasuresRepository::Row>> ErasuresRepository::messages(qint64 after, int limit)
{
    auto query = m_db.query(SelectMessages);
    query.bind(m_tenant.value).bind(after).bind(limit);
    QList<Row> all;
    while (query.next()) {
        all.append({query.number(0), query.text(1), query.text(2), query.blob(3), query.number(4), query.blob(5)});
    }
    return query.error() ? Result<QList<Row>>(*query.error()) : Result<QList<Row>>(std::move(all));
}

Result<QList<ErasuresRepository::Row>> ErasuresRepository::commandResults(qint64 after, int limit) { return rows(SelectResults, after, limit); }
Result<QList<ErasuresRepository::Row>> ErasuresRepository::jobs(qint64 after, int limit) { return rows(SelectJobs, after, limit); }

Result<Done> ErasuresRepository::blankChange(qint64 id) { return done(m_db.query(BlankChange).bind(QByteArray("")).bind(m_tenant.value).bind(id).run()); }

Result<Done> ErasuresRepository::blankMessage(qint64 id) { return done(m_db.query(BlankMessage).bind(QByteArray("")).bind(id).run()); }

Result<Done> ErasuresRepository::blankCommandResult(qint64 id) { return done(m_db.query(BlankResult).bind(m_tenant.value).bind(id).run()); }

Result<Done> ErasuresRepository::blankJob(qint64 id, Instant now) { return done(m_db.query(BlankJob).bind(now).bind(m_tenant.value).bind(id).run()); }

} // namespace deskbell::server
