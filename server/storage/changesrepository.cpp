// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/changesrepository.h"

#include "server/storage/changelog.h"

namespace deskbell::server {
namespace {

const auto SelectHead = QStringLiteral("SELECT seq FROM tenant_seq WHERE tenant_id = ?");
const auto SelectAfter = QStringLiteral(
    "SELECT seq, entity, entity_id, op, event, actor, at, body FROM changes WHERE tenant_id = ? AND seq > ? ORDER BY seq LIMIT ?");
const auto SelectFloor = QStringLiteral("SELECT seq FROM changes_floors WHERE tenant_id = ?");

Error resync(const QString &detail) { return Error{ErrorKind::Conflict, detail, 0, QStringLiteral("resync"), {}}; }

const auto SelectRecorded
    = QStringLiteral("SELECT seq, entity, entity_id, op, event FROM changes WHERE tenant_id = ? AND seq > ? ORDER BY seq");

} // namespace

Result<qint64> ChangesRepository::head()
{
    auto query = m_db.query(SelectHead);
    query.bind(m_tenant.value);
    const qint64 head = query.next() ? query.number(0) : 0;
    if (query.error()) {
        return *query.error();
    }
    return head;
}

Result<qint64> ChangesRepository::floor()
{
    auto query = m_db.query(SelectFloor);
    query.bind(m_tenant.value);
    const qint64 floor = query.next() ? query.number(0) : 0;
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(floor);
}

Result<EncodedChanges> ChangesRepository::after(qint64 after, int limit)
{
    const auto newest = head();
    if (!newest) {
        return newest.error();
    }
    if (after > newest.value()) {
        return resync(QStringLiteral("the feed ends at %1, %2 is beyond it").arg(newest.value()).arg(after));
    }
    EncodedChanges batch{after + 1, after, newest.value(), QByteArrayLiteral("[")};
    auto query = m_db.query(SelectAfter);
    query.bind(m_tenant.value).bind(after).bind(limit);
    while (batch.changesArrayJson.size() < MaxBatchBytes && query.next()) {
        Change change;
        change.seq = query.number(0);
        if (change.seq != batch.to + 1) {
            // Only the beginning is ever removed. Seen here, where it can not have happened in between.
            return resync(QStringLiteral("the changes from %1 to %2 are no longer kept").arg(batch.to + 1).arg(change.seq - 1));
        }
        change.entity = query.text(1);
        change.entityId = query.text(2);
        change.op = query.text(3);
        change.event = query.text(4);
        change.actor = query.text(5);
        change.at = query.instant(6);
        batch.changesArrayJson += batch.changesArrayJson.size() > 1 ? "," : "";
        batch.changesArrayJson += encodeChange(change, query.blob(7));
        batch.to = change.seq;
    }
    if (query.error()) {
        return *query.error();
    }
    if (batch.to == after && after < newest.value() && limit > 0) {
        return resync(QStringLiteral("the changes after %1 are no longer kept").arg(after));
    }
    batch.changesArrayJson += ']';
    batch.head = std::max(batch.head, batch.to);
    return batch;
}

Result<QList<Change>> ChangesRepository::recordedSince(qint64 after)
{
    auto query = m_db.query(SelectRecorded);
    query.bind(m_tenant.value).bind(after);
    QList<Change> changes;
    while (query.next()) {
        Change change;
        change.seq = query.number(0);
        change.entity = query.text(1);
        change.entityId = query.text(2);
        change.op = query.text(3);
        change.event = query.text(4);
        changes.append(change);
    }
    return query.error() ? Result<QList<Change>>(*query.error()) : Result<QList<Change>>(std::move(changes));
}

} // namespace deskbell::server
