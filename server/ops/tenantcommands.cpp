// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/tenantcommands.h"

#include "server/access/accessparts.h"

#include <QJsonArray>

namespace deskbell::server {
namespace {

constexpr int MaxListed = 200;

QString text(const QJsonObject &arguments, const char *name) { return arguments.value(QLatin1String(name)).toString(); }

Error usage(const QString &why) { return Error{ErrorKind::Validation, why, 0, QStringLiteral("usage"), {}}; }

QStringList languagesOf(const QJsonObject &arguments)
{
    QStringList languages;
    const auto words = text(arguments, "languages").split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const auto &word : words) {
        languages.append(word.trimmed());
    }
    return languages;
}

Result<TenantEdit> renaming(const QJsonObject &arguments)
{
    TenantEdit edit;
    for (const auto *name : {"slug", "name"}) {
        if (const auto value = text(arguments, name); !value.isEmpty()) {
            edit.patch.insert(QLatin1String(name), value);
        }
    }
    return edit.patch.isEmpty() ? Result<TenantEdit>(usage(QStringLiteral("say the new --name, the new --slug, or both"))) : Result<TenantEdit>(edit);
}

/// Settings and profile are replaced by those of the file, not merged with it: the file is what there is.
Result<TenantEdit> setting(const QJsonObject &arguments)
{
    TenantEdit edit;
    edit.merge = Merge::Whole;
    const auto take = [&](const char *option, const char *member) {
        if (const auto value = text(arguments, option); !value.isEmpty()) {
            edit.patch.insert(QLatin1String(member), value);
        }
    };
    take("time-zone", "time_zone");
    take("currency", "currency");
    take("plan", "plan");
    if (arguments.contains(QLatin1String("languages"))) {
        edit.patch.insert(QStringLiteral("languages"), QJsonArray::fromStringList(languagesOf(arguments)));
    }
    for (const auto *file : {"settings", "profile"}) {
        if (arguments.contains(QLatin1String(file))) {
            edit.patch.insert(QLatin1String(file), arguments.value(QLatin1String(file)));
        }
    }
    return edit.patch.isEmpty() ? Result<TenantEdit>(usage(QStringLiteral("say what to set; see `deskbelld help tenant set`")))
                                : Result<TenantEdit>(edit);
}

Result<TenantEdit> restoring(const QJsonObject &arguments)
{
    bool isNumber = false;
    TenantEdit edit;
    edit.restores = text(arguments, "version").toLongLong(&isNumber);
    return isNumber ? Result<TenantEdit>(edit) : Result<TenantEdit>(usage(QStringLiteral("--version must be a number that `tenant history` shows")));
}

Result<TenantEdit> editOf(const QString &command, const QJsonObject &arguments)
{
    if (command == QLatin1String("tenant rename")) {
        return renaming(arguments);
    }
    if (command == QLatin1String("tenant set")) {
        return setting(arguments);
    }
    if (command == QLatin1String("tenant restore")) {
        return restoring(arguments);
    }
    TenantEdit edit;
    if (command == QLatin1String("tenant suspend") || command == QLatin1String("tenant resume")) {
        const bool isSuspend = command == QLatin1String("tenant suspend");
        edit.patch.insert(QStringLiteral("status"), isSuspend ? QStringLiteral("suspended") : QStringLiteral("active"));
        return edit;
    }
    return Error{ErrorKind::Validation, QStringLiteral("there is no command \"%1\"").arg(command), 0, {}, {}};
}

QCoro::Task<Result<QJsonObject>> ready(Result<QJsonObject> result) { co_return result; }

} // namespace

QCoro::Task<Result<QJsonObject>> TenantCommands::run(QString command, QJsonObject arguments)
{
    if (command == QLatin1String("tenant add")) {
        return add(std::move(arguments));
    }
    if (command == QLatin1String("tenant list")) {
        return ready(list());
    }
    const auto tenant = findTenant(m_access.directory, text(arguments, "tenant"));
    if (!tenant) {
        return ready(tenant.error());
    }
    const TenantContext who{tenant.value().id, QStringLiteral("system")};
    if (command == QLatin1String("tenant show")) {
        return show(who);
    }
    if (command == QLatin1String("tenant history")) {
        return history(who, std::move(arguments));
    }
    const auto edit = editOf(command, arguments);
    return edit ? change(who, edit.value()) : ready(edit.error());
}

QCoro::Task<Result<QJsonObject>> TenantCommands::add(QJsonObject arguments)
{
    NewTenant wanted;
    wanted.slug = text(arguments, "slug");
    wanted.name = text(arguments, "name");
    wanted.timeZone = text(arguments, "time-zone");
    wanted.currency = text(arguments, "currency");
    wanted.languages = languagesOf(arguments);
    if (const auto plan = text(arguments, "plan"); !plan.isEmpty()) {
        wanted.plan = plan;
    }
    auto adding = m_access.tenants.add(wanted);
    const auto tenant = co_await adding;
    if (!tenant) {
        co_return tenant.error();
    }
    co_return tenantFacts(tenant.value());
}

QCoro::Task<Result<QJsonObject>> TenantCommands::show(TenantContext who)
{
    auto reading = m_access.properties.current(who);
    const auto tenant = co_await reading;
    if (!tenant) {
        co_return tenant.error();
    }
    auto shown = tenantState(tenant.value());
    shown.insert(QStringLiteral("id"), tenant.value().id.value);
    shown.insert(QStringLiteral("version"), tenant.value().version);
    co_return shown;
}

QCoro::Task<Result<QJsonObject>> TenantCommands::history(TenantContext who, QJsonObject arguments)
{
    bool isNumber = false;
    const int limit = text(arguments, "limit").toInt(&isNumber);
    if (!isNumber || limit < 1 || limit > MaxListed) {
        co_return usage(QStringLiteral("--limit must be from 1 to %1").arg(MaxListed));
    }
    auto reading = m_access.properties.history(who, 0, limit);
    const auto page = co_await reading;
    if (!page) {
        co_return page.error();
    }
    QJsonArray items;
    for (const auto &version : page.value().versions) {
        QJsonObject item;
        item.insert(QStringLiteral("version"), version.version);
        item.insert(QStringLiteral("at"), toRfc3339(version.at));
        item.insert(QStringLiteral("actor"), version.actor);
        item.insert(QStringLiteral("changed"), version.changed);
        items.append(item);
    }
    QJsonObject list;
    list.insert(QStringLiteral("items"), items);
    co_return list;
}

QCoro::Task<Result<QJsonObject>> TenantCommands::change(TenantContext who, TenantEdit edit)
{
    auto changing = m_access.properties.change(who, edit);
    const auto changed = co_await changing;
    if (!changed) {
        co_return changed.error();
    }
    auto shown = tenantFacts(changed.value());
    shown.insert(QStringLiteral("settings"), tenantState(changed.value()).value(QLatin1String("settings")));
    co_return shown;
}

QJsonObject TenantCommands::list() const
{
    QJsonArray items;
    for (const auto &tenant : m_access.tenants.list()) {
        items.append(tenantFacts(tenant));
    }
    return QJsonObject{{QStringLiteral("items"), items}};
}

} // namespace deskbell::server
