// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/admincommands.h"

#include "server/access/accessparts.h"
#include "server/inbox/inboxadmin.h"
#include "server/retention/guestservice.h"
#include "server/ops/backup/backuprun.h"
#include "server/secrets/secretskeeper.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <QJsonArray>

namespace deskbell::server {
namespace {

/// As many entries as one answer may hold.
constexpr int MaxListed = 1000;

QString text(const QJsonObject &arguments, const char *name) { return arguments.value(QLatin1String(name)).toString(); }

/// Longer than any provider needs to be told a new secret.
constexpr int MaxKeepHours = 24 * 30;

QJsonObject describe(const HookSource &source)
{
    QJsonObject json{{QStringLiteral("path"), hookPath(source)}, {QStringLiteral("secret"), QString::fromUtf8(source.secret)}};
    if (!source.previousSecret.isEmpty()) {
        json.insert(QStringLiteral("previous_secret_until"), toRfc3339(source.previousUntil));
    }
    return json;
}

QJsonObject describe(const User &user)
{
    return QJsonObject{
        {QStringLiteral("id"), user.id.value},
        {QStringLiteral("username"), user.username},
        {QStringLiteral("name"), user.displayName},
        {QStringLiteral("role"), word(user.role)},
        {QStringLiteral("active"), user.isActive},
    };
}

} // namespace

AdminCommands::AdminCommands(AccessParts &access, GuestService &guests, InboxAdmin &inbox, const Place &place)
    : m_access(access), m_tenants(access), m_guests(guests), m_inbox(inbox), m_demo(access, place.database, place.demoPurges, place.clock),
      m_schemaVersion(place.database.schemaVersion())
{
}

QCoro::Task<Result<QJsonObject>> AdminCommands::run(QString command, QJsonObject arguments)
{
    if (TenantCommands::knows(command)) {
        return m_tenants.run(std::move(command), std::move(arguments));
    }
    if (DemoCommands::knows(command)) {
        return m_demo.run(std::move(command), std::move(arguments));
    }
    if (command.startsWith(QLatin1String("hook "))) {
        return hook(command, std::move(arguments));
    }
    if (command.startsWith(QLatin1String("secrets ")) && m_keeper) {
        return command == QLatin1String("secrets rotate") ? m_keeper->rotate(m_database) : m_keeper->status(m_database);
    }
    if (command == QLatin1String("inbox list")) {
        return m_inbox.list(std::move(arguments));
    }
    if (command == QLatin1String("inbox replay")) {
        return m_inbox.replay(std::move(arguments));
    }
    if (command == QLatin1String("setup")) {
        return setUp(std::move(arguments));
    }
    if (command == QLatin1String("user add")) {
        return userAdd(std::move(arguments));
    }
    if (command == QLatin1String("user list")) {
        return userList(std::move(arguments));
    }
    if (command == QLatin1String("user passwd")) {
        return userPasswd(std::move(arguments));
    }
    if (command == QLatin1String("audit list")) {
        return auditList(std::move(arguments));
    }
    if (command == QLatin1String("audit verify")) {
        return auditVerify(std::move(arguments));
    }
    if (command == QLatin1String("guest export") || command == QLatin1String("guest erase")) {
        return guest(std::move(command), std::move(arguments));
    }
    if (command == QLatin1String("backup") && m_makeBackup) {
        return backup(std::move(arguments));
    }
    if (command == QLatin1String("pair") && m_pair) {
        return m_pair(std::move(arguments));
    }
    return [](Result<QJsonObject> ready) -> QCoro::Task<Result<QJsonObject>> { co_return ready; }(answerAtOnce(command));
}

Result<QJsonObject> AdminCommands::answerAtOnce(const QString &command) const
{
    if (command == QLatin1String("migrate")) {
        return QJsonObject{{QStringLiteral("from"), m_schemaVersion}, {QStringLiteral("to"), m_schemaVersion}};
    }
    if (command == QLatin1String("pair")) {
        return Error{ErrorKind::Unavailable, QStringLiteral("the service must run (deskbelld serve): consoles pair with it"), 0,
            QStringLiteral("not_running"), {}};
    }
    return Error{ErrorKind::Validation, QStringLiteral("there is no command \"%1\"").arg(command), 0, {}, {}};
}

QCoro::Task<Result<QJsonObject>> AdminCommands::hook(QString command, QJsonObject arguments)
{
    if (command == QLatin1String("hook set")) {
        return hookSet(std::move(arguments));
    }
    if (command == QLatin1String("hook add")) {
        return hookAdd(std::move(arguments));
    }
    if (command == QLatin1String("hook rotate")) {
        return hookRotate(std::move(arguments));
    }
    if (command == QLatin1String("hook retire")) {
        return hookRetire(std::move(arguments));
    }
    return hookShow(std::move(arguments));
}

QCoro::Task<Result<QJsonObject>> AdminCommands::setUp(QJsonObject arguments)
{
    FirstRun wish;
    wish.tenant.slug = text(arguments, "slug");
    wish.tenant.name = text(arguments, "name");
    wish.tenant.timeZone = text(arguments, "time-zone");
    wish.tenant.currency = text(arguments, "currency");
    wish.username = text(arguments, "username");
    wish.displayName = text(arguments, "full-name");
    wish.password = text(arguments, "password");
    auto running = m_access.setup.run(wish);
    const auto user = co_await running;
    if (!user) {
        co_return user.error();
    }
    auto description = describe(user.value());
    description.insert(QStringLiteral("tenant"), wish.tenant.slug);
    co_return description;
}

QCoro::Task<Result<QJsonObject>> AdminCommands::hookSet(QJsonObject arguments)
{
    auto setting = m_access.tenants.setVerification(text(arguments, "tenant"), text(arguments, "provider"),
        arguments.value(QLatin1String("verification")).toObject());
    const auto source = co_await setting;
    if (!source) {
        co_return source.error();
    }
    QJsonObject done;
    done.insert(QStringLiteral("path"), hookPath(source.value()));
    done.insert(QStringLiteral("verification"), source.value().verification);
    co_return done;
}

QCoro::Task<Result<QJsonObject>> AdminCommands::hookAdd(QJsonObject arguments)
{
    auto adding = m_access.tenants.addHook(text(arguments, "tenant"), text(arguments, "provider"));
    const auto source = co_await adding;
    if (!source) {
        co_return source.error();
    }
    co_return describe(source.value());
}

QCoro::Task<Result<QJsonObject>> AdminCommands::hookRotate(QJsonObject arguments)
{
    bool isNumber = false;
    const auto hours = text(arguments, "keep-hours").toInt(&isNumber);
    if (!isNumber || hours < 0 || hours > MaxKeepHours) {
        co_return Error{ErrorKind::Validation, QStringLiteral("--keep-hours is a number from 0 to %1").arg(MaxKeepHours), 0,
            QStringLiteral("invalid_field"), {}};
    }
    auto rotating = m_access.tenants.rotateSecret(text(arguments, "tenant"), text(arguments, "provider"), std::chrono::hours(hours));
    const auto source = co_await rotating;
    if (!source) {
        co_return source.error();
    }
    co_return describe(source.value());
}

QCoro::Task<Result<QJsonObject>> AdminCommands::hookRetire(QJsonObject arguments)
{
    auto retiring = m_access.tenants.retireSecret(text(arguments, "tenant"), text(arguments, "provider"));
    const auto source = co_await retiring;
    if (!source) {
        co_return source.error();
    }
    co_return describe(source.value());
}

QCoro::Task<Result<QJsonObject>> AdminCommands::userAdd(QJsonObject arguments)
{
    const auto role = roleFromWord(text(arguments, "role"));
    if (!role) {
        co_return Error{ErrorKind::Validation, QStringLiteral("the role must be staff, manager, admin or superadmin"), 0,
            QStringLiteral("invalid_field"), {}};
    }
    NewUser wanted;
    wanted.tenant = text(arguments, "tenant");
    wanted.username = text(arguments, "username");
    wanted.displayName = text(arguments, "name");
    wanted.role = *role;
    wanted.password = text(arguments, "password");
    auto adding = m_access.users.add(wanted);
    const auto user = co_await adding;
    if (!user) {
        co_return user.error();
    }
    co_return describe(user.value());
}

QCoro::Task<Result<QJsonObject>> AdminCommands::userList(QJsonObject arguments)
{
    auto listing = m_access.users.list(text(arguments, "tenant"));
    const auto users = co_await listing;
    if (!users) {
        co_return users.error();
    }
    QJsonArray items;
    for (const auto &user : users.value()) {
        items.append(describe(user));
    }
    QJsonObject list;
    list.insert(QStringLiteral("items"), items);
    co_return list;
}

QCoro::Task<Result<QJsonObject>> AdminCommands::backup(QJsonObject arguments)
{
    auto making = m_makeBackup(text(arguments, "to"));
    const auto made = co_await making;
    if (!made) {
        co_return made.error();
    }
    co_return toJson(made.value());
}

QCoro::Task<Result<QJsonObject>> AdminCommands::userPasswd(QJsonObject arguments)
{
    auto setting
        = m_access.users.setPassword(text(arguments, "tenant"), text(arguments, "username"), text(arguments, "password"));
    const auto ended = co_await setting;
    if (!ended) {
        co_return ended.error();
    }
    QJsonObject done;
    done.insert(QStringLiteral("username"), text(arguments, "username"));
    done.insert(QStringLiteral("sessions_ended"), qint64(ended.value()));
    co_return done;
}

QCoro::Task<Result<QJsonObject>> AdminCommands::guest(QString what, QJsonObject arguments)
{
    const auto tenant = m_access.directory.bySlug(text(arguments, "tenant"));
    if (!tenant) {
        co_return Error{ErrorKind::NotFound, QStringLiteral("there is no property \"%1\"").arg(text(arguments, "tenant")), 0, {}, {}};
    }
    const GuestErasure::Wish wish{GuestId{text(arguments, "guest")}, text(arguments, "phone")};
    if (wish.id.isEmpty() == wish.phone.isEmpty()) {
        co_return Error{ErrorKind::Validation, QStringLiteral("name the guest with --guest or with --phone"), 0, QStringLiteral("usage"), {}};
    }
    const TenantContext who{tenant->id, QStringLiteral("admin")};
    if (what == QLatin1String("guest export")) {
        auto collecting = m_guests.collect(who, wish);
        const auto collected = co_await collecting;
        co_return collected;
    }
    auto erasing = m_guests.erase(who, wish);
    const auto erased = co_await erasing;
    co_return erased;
}

QCoro::Task<Result<QJsonObject>> AdminCommands::hookShow(QJsonObject arguments)
{
    const auto source = m_access.tenants.hook(text(arguments, "tenant"), text(arguments, "provider"));
    if (!source) {
        co_return source.error();
    }
    const TenantContext who{source.value().tenant.id, QStringLiteral("system")};
    const AuditRecord record{QStringLiteral("hook.read"), QStringLiteral("hook"), source.value().provider, {}, {}};
    auto noting = m_access.audit.note(who, record);
    const auto noted = co_await noting;
    if (!noted) {
        co_return noted.error();
    }
    QJsonObject shown;
    shown.insert(QStringLiteral("path"), hookPath(source.value()));
    shown.insert(QStringLiteral("secret"), QString::fromUtf8(source.value().secret));
    co_return shown;
}

QCoro::Task<Result<QJsonObject>> AdminCommands::auditList(QJsonObject arguments)
{
    const auto tenant = findTenant(m_access.directory, text(arguments, "tenant"));
    if (!tenant) {
        co_return tenant.error();
    }
    bool isNumber = false;
    const int limit = text(arguments, "limit").toInt(&isNumber);
    if (!isNumber || limit < 1 || limit > MaxListed) {
        co_return Error{ErrorKind::Validation, QStringLiteral("--limit must be from 1 to %1").arg(MaxListed), 0,
            QStringLiteral("invalid_field"), {}};
    }
    AuditFilter filter;
    filter.entity = text(arguments, "entity");
    filter.actor = text(arguments, "actor");
    const TenantContext who{tenant.value().id, QStringLiteral("system")};
    auto reading = m_access.audit.page(who, filter, 0, limit);
    const auto page = co_await reading;
    if (!page) {
        co_return page.error();
    }
    QJsonArray items;
    for (const auto &entry : page.value().entries) {
        items.append(toJson(entry));
    }
    QJsonObject list;
    list.insert(QStringLiteral("items"), items);
    co_return list;
}

QCoro::Task<Result<QJsonObject>> AdminCommands::auditVerify(QJsonObject arguments)
{
    std::optional<TenantId> only;
    if (const auto slug = text(arguments, "tenant"); !slug.isEmpty()) {
        const auto tenant = findTenant(m_access.directory, slug);
        if (!tenant) {
            co_return tenant.error();
        }
        only = tenant.value().id;
    }
    auto checking = m_access.audit.verify(only);
    const auto report = co_await checking;
    if (!report) {
        co_return report.error();
    }
    co_return toJson(report.value());
}

} // namespace deskbell::server
