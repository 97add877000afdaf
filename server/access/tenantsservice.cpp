// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/tenantsservice.h"

#include "server/access/tenanteditor.h"
#include "server/access/tenantrules.h"
#include "server/hooks/hookverifier.h"
#include "server/secrets/sealcontexts.h"
#include "server/secrets/settingssecrets.h"
#include "server/storage/database.h"
#include "server/storage/hooksourcesrepository.h"
#include "server/storage/tenantsrepository.h"

#include <QCoroFuture>
#include <QJsonArray>
#include <QLoggingCategory>
#include <algorithm>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcTenants, "deskbell.server.access.tenants", QtInfoMsg)

constexpr int TokenBytes = 24;
constexpr int SecretBytes = 32;

Error invalid(const char *field, const QString &why)
{
    return Error{ErrorKind::Validation, why, 0, QStringLiteral("invalid_field"),
        {{QStringLiteral("field"), QLatin1String(field)}}};
}

Result<Done> insert(sql::Connection &db, const TenantInfo &tenant, const HookSource &source, Instant now)
{
    if (auto inserted = TenantsRepository(db).insert(tenant, now); !inserted) {
        return inserted;
    }
    return HookSourcesRepository(db, {tenant.id, QStringLiteral("system")}).insert(source, now);
}

HookSource newSource(const IdSource &ids, const QString &provider)
{
    HookSource source;
    source.provider = provider;
    source.token = ids.secret(TokenBytes).toLatin1();
    source.secret = ids.secret(SecretBytes).toLatin1();
    return source;
}

Error conflict(const char *code, const QString &why) { return Error{ErrorKind::Conflict, why, 0, QString::fromLatin1(code), {}}; }

TenantContext asSystem(const TenantId &tenant) { return {tenant, QStringLiteral("system")}; }

QJsonObject fieldsOf(const QJsonObject &object)
{
    return QJsonObject{{QStringLiteral("fields"), QJsonArray::fromStringList(object.keys())}};
}

/// As it is stored.
HookSource sealed(HookSource source, const TenantId &tenant, const Sealer &sealer)
{
    source.secret = sealer.sealText(QString::fromLatin1(source.secret), hookSecretContext(tenant, source.provider)).toLatin1();
    return source;
}

void open(TenantInfo &tenant, const Sealer &sealer) { tenant.settings = openSettings(tenant.settings, tenant.id, sealer); }

void open(HookSource &source, const Sealer &sealer)
{
    open(source.tenant, sealer);
    const auto context = hookSecretContext(source.tenant.id, source.provider);
    const auto secret = sealer.openText(QString::fromLatin1(source.secret), context);
    const auto previous = sealer.openText(QString::fromLatin1(source.previousSecret), context);
    source.isLocked = !secret;
    source.secret = secret ? secret.value().toUtf8() : QByteArray();
    source.previousSecret = previous ? previous.value().toUtf8() : QByteArray();
    if (source.isLocked) {
        qCCritical(lcTenants) << "the secret of the hook" << source.provider << "of" << source.tenant.slug << "can not be opened:" << secret.error().detail
                              << "- bring the key back with `deskbelld secrets import-key`, or make a new secret with `deskbelld hook rotate`";
    }
}

using Everything = std::pair<QList<TenantInfo>, QList<HookSource>>;

Result<Everything> readAll(sql::Connection &db)
{
    auto tenants = TenantsRepository(db).all();
    if (!tenants) {
        return tenants.error();
    }
    auto sources = HookSourcesRepository::all(db);
    if (!sources) {
        return sources.error();
    }
    QHash<TenantId, TenantInfo> byId;
    for (const auto &tenant : tenants.value()) {
        byId.insert(tenant.id, tenant);
    }
    for (auto &source : sources.value()) {
        source.tenant = byId.value(source.tenant.id, source.tenant);
    }
    return Everything{std::move(tenants).value(), std::move(sources).value()};
}

} // namespace

QString hookPath(const HookSource &source)
{
    return QStringLiteral("/hooks/%1/%2").arg(source.provider, QString::fromLatin1(source.token));
}

Result<TenantInfo> findTenant(const TenantDirectory &directory, const QString &slug)
{
    const auto tenant = directory.bySlug(slug);
    if (!tenant) {
        return Error{ErrorKind::NotFound, QStringLiteral("there is no property \"%1\"").arg(slug), 0,
            QStringLiteral("unknown_tenant"), {}};
    }
    return *tenant;
}

QCoro::Task<Result<Done>> TenantsService::reload()
{
    const auto number = ++m_asked;
    auto read = m_database.read([](sql::Connection &db) { return readAll(db); });
    auto all = co_await read;
    if (!all) {
        co_return all.error();
    }
    // A reload asked for later has seen all that this one has; putting this one in its place would lose what came since.
    if (number > m_installed) {
        m_installed = number;
        for (auto &tenant : all.value().first) {
            open(tenant, m_database.sealer());
        }
        for (auto &source : all.value().second) {
            open(source, m_database.sealer());
        }
        m_directory.replace(all.value().first, all.value().second);
    }
    co_return Done{};
}

QCoro::Task<Result<TenantInfo>> TenantsService::add(NewTenant tenant)
{
    TenantInfo info;
    info.id = m_ids.make<TenantId>();
    info.slug = tenant.slug;
    info.name = tenant.name.isEmpty() ? tenant.slug : tenant.name.trimmed();
    info.timeZone = tenant.timeZone;
    info.currency = tenant.currency;
    info.languages = tenant.languages;
    info.plan = tenant.plan;
    if (auto checked = checkTenant(info); !checked) {
        co_return checked.error();
    }
    const auto source = sealed(newSource(m_ids, QStringLiteral("vapi")), info.id, m_database.sealer());
    auto write = m_database.write(
        [audit = m_audit, info, source, actor = tenant.actor, now = m_clock.now()](sql::Connection &db) -> Result<Done> {
            if (auto inserted = insert(db, info, source, now); !inserted) {
                return inserted;
            }
            return audit.append(db, {info.id, actor},
                {QStringLiteral("tenant.add"), QStringLiteral("tenant"), info.id.value, {{QStringLiteral("slug"), info.slug}}, {}});
        });
    const auto inserted = co_await write;
    if (!inserted) {
        co_return inserted.error();
    }
    auto reloading = reload();
    const auto reloaded = co_await reloading;
    if (!reloaded) {
        co_return reloaded.error();
    }
    co_return info;
}

QCoro::Task<Result<TenantInfo>> TenantsService::setSettings(QString slug, QJsonObject settings)
{
    const auto tenant = findTenant(m_directory, slug);
    if (!tenant) {
        co_return tenant.error();
    }
    TenantEdit edit;
    edit.patch.insert(QStringLiteral("settings"), settings);
    edit.merge = Merge::Whole;
    auto write = m_database.write([editor = TenantEditor(m_database.changes(), m_clock, m_database.sealer()), who = asSystem(tenant.value().id), edit](
                                      sql::Connection &db) -> Result<Done> {
        const auto edited = editor.edit(db, who, edit);
        return edited ? Result<Done>(Done{}) : Result<Done>(edited.error());
    });
    auto stored = co_await write;
    if (stored) {
        auto reloading = reload();
        stored = co_await reloading;
    }
    if (!stored) {
        co_return stored.error();
    }
    co_return findTenant(m_directory, slug);
}

QCoro::Task<Result<HookSource>> TenantsService::setVerification(QString slug, QString provider, QJsonObject verification)
{
    const auto source = hook(slug, provider);
    if (!source) {
        co_return source.error();
    }
    if (auto checked = checkVerification(verification); !checked) {
        co_return checked.error();
    }
    auto write = m_database.write([audit = m_audit, who = asSystem(source.value().tenant.id), provider, verification](
                                      sql::Connection &db) -> Result<Done> {
        if (auto set = HookSourcesRepository(db, who).setVerification(provider, verification); !set) {
            return set;
        }
        return audit.append(
            db, who, {QStringLiteral("hook.set"), QStringLiteral("hook"), provider, fieldsOf(verification), {}});
    });
    auto stored = co_await write;
    if (stored) {
        auto reloading = reload();
        stored = co_await reloading;
    }
    if (!stored) {
        co_return stored.error();
    }
    co_return hook(slug, provider);
}

QCoro::Task<Result<HookSource>> TenantsService::reloaded(QString slug, QString provider)
{
    auto reloading = reload();
    const auto read = co_await reloading;
    if (!read) {
        co_return read.error();
    }
    co_return hook(slug, provider);
}

QCoro::Task<Result<HookSource>> TenantsService::addHook(QString slug, QString provider)
{
    const auto tenant = findTenant(m_directory, slug);
    if (!tenant) {
        co_return tenant.error();
    }
    if (!hookProviders().contains(provider)) {
        co_return invalid("provider", QStringLiteral("there is no provider \"%1\", only %2").arg(provider, hookProviders().join(QStringLiteral(", "))));
    }
    const auto source = sealed(newSource(m_ids, provider), tenant.value().id, m_database.sealer());
    auto write = m_database.write([audit = m_audit, who = asSystem(tenant.value().id), source, now = m_clock.now()](
                                      sql::Connection &db) -> Result<Done> {
        if (auto added = HookSourcesRepository(db, who).insert(source, now); !added) {
            return added;
        }
        return audit.append(db, who, {QStringLiteral("hook.add"), QStringLiteral("hook"), source.provider, {}, {}});
    });
    const auto inserted = co_await write;
    if (!inserted) {
        co_return inserted.error();
    }
    auto reading = reloaded(slug, provider);
    const auto added = co_await reading;
    co_return added;
}

QCoro::Task<Result<HookSource>> TenantsService::rotateSecret(QString slug, QString provider, std::chrono::hours keep)
{
    const auto source = hook(slug, provider);
    if (!source) {
        co_return source.error();
    }
    const auto now = m_clock.now();
    if (!source.value().previousSecret.isEmpty() && now < source.value().previousUntil) {
        co_return conflict("rotation_in_progress", QStringLiteral("the secret before the present one is still good until %1; retire it first")
                                                       .arg(toRfc3339(source.value().previousUntil)));
    }
    const auto fresh = m_database.sealer().sealText(m_ids.secret(SecretBytes), hookSecretContext(source.value().tenant.id, provider));
    auto write = m_database.write([audit = m_audit, who = asSystem(source.value().tenant.id), provider, secret = fresh.toLatin1(), until = now + keep](sql::Connection &db) -> Result<Done> {
        const auto rotated = HookSourcesRepository(db, who).rotate(provider, secret, until);
        if (!rotated) {
            return rotated.error();
        }
        return audit.append(db, who, {QStringLiteral("hook.rotate"), QStringLiteral("hook"), provider,
                                         {{QStringLiteral("previous_until"), toRfc3339(until)}}, {}});
    });
    const auto rotated = co_await write;
    if (!rotated) {
        co_return rotated.error();
    }
    auto reading = reloaded(slug, provider);
    const auto shown = co_await reading;
    co_return shown;
}

QCoro::Task<Result<HookSource>> TenantsService::retireSecret(QString slug, QString provider)
{
    const auto source = hook(slug, provider);
    if (!source) {
        co_return source.error();
    }
    auto write = m_database.write([audit = m_audit, who = asSystem(source.value().tenant.id), provider](sql::Connection &db) -> Result<bool> {
        const auto retired = HookSourcesRepository(db, who).retire(provider);
        if (!retired || !retired.value()) {
            return retired;
        }
        const auto noted = audit.append(db, who, {QStringLiteral("hook.retire"), QStringLiteral("hook"), provider, {}, {}});
        return noted ? Result<bool>(true) : Result<bool>(noted.error());
    });
    const auto retired = co_await write;
    if (!retired) {
        co_return retired.error();
    }
    if (!retired.value()) {
        co_return conflict("no_rotation", QStringLiteral("there is only one secret"));
    }
    auto reading = reloaded(slug, provider);
    const auto shown = co_await reading;
    co_return shown;
}

QList<TenantInfo> TenantsService::list() const
{
    auto tenants = m_directory.tenants();
    std::sort(tenants.begin(), tenants.end(), [](const auto &a, const auto &b) { return a.slug < b.slug; });
    return tenants;
}

Result<HookSource> TenantsService::hook(const QString &slug, const QString &provider) const
{
    const auto tenant = findTenant(m_directory, slug);
    if (!tenant) {
        return tenant.error();
    }
    const auto source = m_directory.ofTenant(tenant.value().id, provider);
    if (!source) {
        return Error{ErrorKind::NotFound, QStringLiteral("\"%1\" has no hook for \"%2\"").arg(slug, provider), 0,
            QStringLiteral("unknown_provider"), {}};
    }
    return *source;
}

} // namespace deskbell::server
