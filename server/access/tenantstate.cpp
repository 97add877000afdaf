// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/tenantstate.h"

#include "core/wire/json.h"
#include "server/access/tenantrules.h"
#include "server/services/tenantprofile.h"
#include "server/services/tenantsettings.h"

#include <QJsonDocument>
#include <algorithm>

namespace deskbell::server {
namespace {

constexpr qsizetype MostShown = 8 * 1024;

const auto Notifications = QStringLiteral("notifications");
const auto Secret = QStringLiteral("secret");

Error wrong(const QString &field)
{
    return Error{ErrorKind::Validation, QStringLiteral("%1 is not known, or has a value it can not have").arg(field), 0,
        QStringLiteral("invalid_field"), {{QStringLiteral("field"), field}}};
}

QJsonObject withoutSecrets(QJsonObject settings)
{
    auto targets = settings.value(Notifications).toArray();
    for (auto &&entry : targets) {
        auto target = entry.toObject();
        if (!target.value(Secret).toString().isEmpty()) {
            target.insert(Secret, KeptSecret);
            entry = target;
        }
    }
    if (!targets.isEmpty()) {
        settings.insert(Notifications, targets);
    }
    return settings;
}

QString secretOf(const QJsonObject &target, const QJsonArray &stored)
{
    const auto same = std::find_if(stored.begin(), stored.end(), [&target](const QJsonValue &other) {
        return other[QLatin1String("event")] == target.value(QLatin1String("event")) && other[QLatin1String("url")] == target.value(QLatin1String("url"));
    });
    return same == stored.end() ? QString() : (*same)[Secret].toString();
}

Result<QJsonObject> withSecrets(QJsonObject settings, const QJsonObject &stored, LostSecret lost)
{
    auto targets = settings.value(Notifications).toArray();
    for (qsizetype i = 0; i < targets.size(); ++i) {
        auto target = targets.at(i).toObject();
        if (target.value(Secret).toString() != KeptSecret) {
            continue;
        }
        const auto kept = secretOf(target, stored.value(Notifications).toArray());
        if (kept.isEmpty() && lost == LostSecret::Refuse) {
            return wrong(QStringLiteral("settings.notifications[%1].secret").arg(i));
        }
        kept.isEmpty() ? target.remove(Secret) : (void)target.insert(Secret, kept);
        targets.replace(i, target);
    }
    if (!targets.isEmpty()) {
        settings.insert(Notifications, targets);
    }
    return settings;
}

QJsonObject merged(QJsonObject before, const QJsonObject &given, Merge merge)
{
    if (merge == Merge::Whole) {
        return given;
    }
    for (auto section = given.constBegin(); section != given.constEnd(); ++section) {
        section.value().isNull() ? before.remove(section.key()) : (void)before.insert(section.key(), section.value());
    }
    return before;
}

QJsonValue shown(const QJsonValue &value)
{
    if (value.isUndefined()) {
        return QJsonValue::Null;
    }
    const auto bytes = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).size();
    return bytes > MostShown ? QJsonValue(QJsonObject{{QStringLiteral("omitted_bytes"), qint64(bytes)}}) : value;
}

void addDifferences(QJsonArray &found, const QJsonObject &before, const QJsonObject &after, const QString &path)
{
    auto keys = before.keys() + after.keys();
    keys.removeDuplicates();
    keys.sort();
    for (const auto &key : std::as_const(keys)) {
        const auto old = before.value(key);
        const auto now = after.value(key);
        if (old == now) {
            continue;
        }
        if (path.isEmpty() && (key == QLatin1String("profile") || key == QLatin1String("settings"))) {
            addDifferences(found, old.toObject(), now.toObject(), key + QLatin1Char('.'));
            continue;
        }
        found.append(QJsonObject{{QStringLiteral("field"), path + key}, {QStringLiteral("before"), shown(old)}, {QStringLiteral("after"), shown(now)}});
    }
}

bool takeText(const QJsonValue &value, QString &into)
{
    into = value.toString();
    return value.isString();
}

bool takeLanguages(const QJsonValue &value, QStringList &into)
{
    into.clear();
    const auto list = value.toArray();
    for (const auto &language : list) {
        into.append(language.toString());
    }
    return value.isArray();
}

bool takeStatus(const QJsonValue &value, bool &isSuspended)
{
    isSuspended = value.toString() == QLatin1String("suspended");
    return isSuspended || value.toString() == QLatin1String("active");
}

bool take(TenantInfo &tenant, const QString &key, const QJsonValue &value)
{
    if (key == QLatin1String("slug")) {
        return takeText(value, tenant.slug);
    }
    if (key == QLatin1String("name")) {
        const bool isText = takeText(value, tenant.name);
        tenant.name = tenant.name.trimmed();
        return isText;
    }
    if (key == QLatin1String("time_zone")) {
        return takeText(value, tenant.timeZone);
    }
    if (key == QLatin1String("currency")) {
        return takeText(value, tenant.currency);
    }
    if (key == QLatin1String("plan")) {
        return takeText(value, tenant.plan);
    }
    if (key == QLatin1String("languages")) {
        return takeLanguages(value, tenant.languages);
    }
    return key == QLatin1String("status") && takeStatus(value, tenant.isSuspended);
}

Error under(const QString &path, Error error)
{
    const auto field = error.context.value(QLatin1String("field")).toString();
    if (!field.isEmpty()) {
        error.context.insert(QStringLiteral("field"), path + field);
    }
    return error;
}

Result<TenantInfo> checked(TenantInfo tenant)
{
    if (auto plain = checkTenant(tenant); !plain) {
        return plain.error();
    }
    if (auto profile = TenantProfile::check(tenant.profile); !profile) {
        return profile.error();
    }
    if (auto settings = TenantSettings::check(tenant.settings); !settings) {
        return under(QStringLiteral("settings."), settings.error());
    }
    return tenant;
}

} // namespace

QJsonObject tenantFacts(const TenantInfo &tenant)
{
    return QJsonObject{
        {QStringLiteral("id"), tenant.id.value},
        {QStringLiteral("slug"), tenant.slug},
        {QStringLiteral("name"), tenant.name},
        {QStringLiteral("time_zone"), tenant.timeZone},
        {QStringLiteral("currency"), tenant.currency},
        {QStringLiteral("languages"), QJsonArray::fromStringList(tenant.languages)},
        {QStringLiteral("plan"), tenant.plan},
        {QStringLiteral("status"), tenant.isSuspended ? QStringLiteral("suspended") : QStringLiteral("active")},
        {QStringLiteral("version"), tenant.version},
    };
}

QJsonObject tenantState(const TenantInfo &tenant)
{
    auto state = tenantFacts(tenant);
    state.remove(QStringLiteral("id"));
    state.remove(QStringLiteral("version"));
    state.insert(QStringLiteral("profile"), tenant.profile);
    state.insert(QStringLiteral("settings"), withoutSecrets(tenant.settings));
    return state;
}

QJsonArray differences(const QJsonObject &before, const QJsonObject &after)
{
    QJsonArray found;
    addDifferences(found, before, after, {});
    return found;
}

Result<TenantInfo> patched(TenantInfo tenant, const QJsonObject &patch, Merge merge, LostSecret lost)
{
    for (auto member = patch.constBegin(); member != patch.constEnd(); ++member) {
        const bool isProfile = member.key() == QLatin1String("profile");
        if (!isProfile && member.key() != QLatin1String("settings")) {
            if (!take(tenant, member.key(), member.value())) {
                return wrong(member.key());
            }
            continue;
        }
        if (!member.value().isObject()) {
            return wrong(member.key());
        }
        const auto given = member.value().toObject();
        if (isProfile) {
            tenant.profile = merged(tenant.profile, given, merge);
            continue;
        }
        auto settings = withSecrets(given, tenant.settings, lost);
        if (!settings) {
            return settings.error();
        }
        tenant.settings = merged(tenant.settings, settings.value(), merge);
    }
    return checked(std::move(tenant));
}

} // namespace deskbell::server
