// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/alertbook.h"

#include "core/wire/alertcodec.h"
#include "server/storage/alertsrepository.h"

namespace deskbell::server {

Result<bool> AlertBook::raise(sql::Connection &db, const TenantContext &who, const QString &kind, const QString &subject, const CallId &call,
                              const QJsonObject &details)
{
    const auto known = AlertsRepository(db, who).bySubject(kind, subject);
    if (!known) {
        return known.error();
    }
    if (known.value()) {
        return false;
    }
    const auto seq = m_changes.nextSeq(db, who.tenant);
    if (!seq) {
        return seq.error();
    }
    Alert alert;
    alert.id = m_ids.make<CallId>().value;
    alert.kind = kind;
    alert.subject = subject;
    alert.callId = call;
    alert.details = details;
    alert.at = m_clock.now();
    alert.version = seq.value();
    if (auto inserted = AlertsRepository(db, who).insert(alert); !inserted) {
        return inserted.error();
    }
    const auto recorded = record(db, who, alert, QStringLiteral("alert_raised"));
    return recorded ? Result<bool>(true) : Result<bool>(recorded.error());
}

Result<Alert> AlertBook::acknowledge(sql::Connection &db, const TenantContext &who, const QString &id)
{
    const auto known = AlertsRepository(db, who).byId(id);
    if (!known) {
        return known.error();
    }
    if (!known.value()) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no such alert"), 0, {}, {}};
    }
    auto alert = *known.value();
    if (alert.acknowledgedAt) {
        return alert;
    }
    const auto seq = m_changes.nextSeq(db, who.tenant);
    if (!seq) {
        return seq.error();
    }
    alert.acknowledgedAt = m_clock.now();
    alert.acknowledgedBy = who.actor;
    alert.version = seq.value();
    if (auto updated = AlertsRepository(db, who).update(alert); !updated) {
        return updated.error();
    }
    const auto recorded = record(db, who, alert, {});
    return recorded ? Result<Alert>(std::move(alert)) : Result<Alert>(recorded.error());
}

Result<Done> AlertBook::record(sql::Connection &db, const TenantContext &who, const Alert &alert, const QString &event)
{
    return m_changes.record(db, who, {0, QStringLiteral("alert"), alert.id, QStringLiteral("upsert"), event, {}, m_clock.now(), wire::toJson(alert)});
}

} // namespace deskbell::server
