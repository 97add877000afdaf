// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/tenanteditor.h"

#include "server/secrets/settingssecrets.h"
#include "server/storage/sessionsrepository.h"
#include "server/storage/tenanthistoryrepository.h"
#include "server/storage/tenantsrepository.h"

namespace deskbell::server {
namespace {

Error unknownTenant()
{
    return Error{ErrorKind::NotFound, QStringLiteral("there is no such property"), 0, QStringLiteral("unknown_tenant"), {}};
}

QString actionOf(const TenantInfo &before, const TenantInfo &after, const TenantEdit &edit)
{
    if (before.isSuspended != after.isSuspended) {
        return after.isSuspended ? QStringLiteral("tenant.suspend") : QStringLiteral("tenant.resume");
    }
    return edit.restores ? QStringLiteral("tenant.restore") : QStringLiteral("tenant.set");
}

QJsonArray fieldsOf(const QJsonArray &changed)
{
    QJsonArray fields;
    for (const auto &change : changed) {
        fields.append(change[QLatin1String("field")]);
    }
    return fields;
}

} // namespace

Result<TenantInfo> TenantEditor::wanted(
    sql::Connection &db, const TenantContext &who, const TenantInfo &before, const TenantEdit &edit) const
{
    if (!edit.restores) {
        return patched(before, edit.patch, edit.merge);
    }
    const auto version = TenantHistoryRepository(db, who).byVersion(*edit.restores);
    if (!version) {
        return version.error();
    }
    if (!version.value()) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no such version"), 0, QStringLiteral("unknown_version"), {}};
    }
    auto state = version.value()->state;
    for (const auto *kept : {"slug", "plan", "status"}) {
        state.remove(QLatin1String(kept));
    }
    return patched(before, state, Merge::Whole, LostSecret::Forget);
}

Result<EditedTenant> TenantEditor::edit(sql::Connection &db, const TenantContext &who, const TenantEdit &edit) const
{
    const auto isThere = TenantsRepository(db).byId(who.tenant);
    if (!isThere || !isThere.value()) {
        return isThere ? unknownTenant() : isThere.error(); // what is not there has no feed to enter
    }
    if (auto entered = m_changes.enter(db, who.tenant); !entered) {
        return entered.error();
    }
    const auto found = TenantsRepository(db).byId(who.tenant, true);
    if (!found || !found.value()) {
        return found ? unknownTenant() : found.error();
    }
    auto before = *found.value();
    before.settings = openSettings(before.settings, before.id, m_sealer);
    if (edit.baseVersion && *edit.baseVersion != before.version) {
        return Error{ErrorKind::Conflict, QStringLiteral("the property has been changed in the meantime"), 0, QStringLiteral("version_conflict"),
            {{QStringLiteral("current"), tenantFacts(before)}}};
    }
    auto after = wanted(db, who, before, edit);
    if (!after) {
        return after.error();
    }
    if (tenantState(before) == tenantState(after.value()) && before.settings == after.value().settings) {
        return EditedTenant{before, {}};
    }
    after.value().version = before.version + 1;
    auto sealed = after.value();
    sealed.settings = sealSettings(sealed.settings, sealed.id, m_sealer);
    if (auto stored = TenantsRepository(db).update(sealed); !stored) {
        return stored.error();
    }
    if (auto noted = note(db, who, before, after.value(), edit); !noted) {
        return noted.error();
    }
    EditedTenant edited{std::move(after).value(), {}};
    if (edited.tenant.isSuspended && !before.isSuspended) {
        auto ended = SessionsRepository(db).revokeTenant(who, QStringLiteral("tenant_suspended"), m_clock.now());
        if (!ended) {
            return ended.error();
        }
        edited.ended = std::move(ended).value();
    }
    return edited;
}

Result<Done> TenantEditor::note(
    sql::Connection &db, const TenantContext &who, const TenantInfo &before, const TenantInfo &after, const TenantEdit &edit) const
{
    const auto changed = differences(tenantState(before), tenantState(after));
    if (auto kept = keepVersion(db, who, before, after, changed); !kept) {
        return kept;
    }
    QJsonObject detail{{QStringLiteral("fields"), fieldsOf(changed)}, {QStringLiteral("version"), after.version}};
    if (edit.restores) {
        detail.insert(QStringLiteral("from_version"), *edit.restores);
    }
    const AuditRecord record{actionOf(before, after, edit), QStringLiteral("tenant"), after.id.value, detail, {}};
    if (auto noted = m_audit.append(db, who, record); !noted) {
        return noted;
    }
    Change change;
    change.entity = QStringLiteral("tenant");
    change.entityId = after.id.value;
    change.op = QStringLiteral("upsert");
    change.at = m_clock.now();
    change.body = tenantFacts(after);
    return m_changes.record(db, who, change);
}

Result<Done> TenantEditor::keepVersion(
    sql::Connection &db, const TenantContext &who, const TenantInfo &before, const TenantInfo &after, const QJsonArray &changed) const
{
    TenantHistoryRepository history(db, who);
    // What it was like before anybody changed it, so that there is a way back.
    if (auto first = history.insertIfMissing({before.version, m_clock.now(), QStringLiteral("system"), tenantState(before), {}}); !first) {
        return first;
    }
    if (auto inserted = history.insert({after.version, m_clock.now(), who.actor, tenantState(after), changed}); !inserted) {
        return inserted;
    }
    const auto removed = history.removeUpTo(after.version - KeptVersions);
    return removed ? Result<Done>(Done{}) : Result<Done>(removed.error());
}

} // namespace deskbell::server
