// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/usersservice.h"

#include "server/access/passwordhasher.h"
#include "server/access/passwordrules.h"
#include "server/access/tenantsservice.h"
#include "server/storage/database.h"
#include "server/storage/sessionsrepository.h"

#include <QCoroFuture>
#include <algorithm>

namespace deskbell::server {
namespace {

constexpr int MaxNameLength = 64;

Result<Done> checkUsername(const QString &name)
{
    const bool isClean = std::all_of(
        name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() || QStringView(u"._-@+").contains(c); });
    if (name.isEmpty() || name.size() > MaxNameLength || !isClean) {
        return Error{ErrorKind::Validation,
            QStringLiteral("a user name has 1 to %1 letters, digits or . _ - @ +").arg(MaxNameLength), 0,
            QStringLiteral("invalid_field"), {{QStringLiteral("field"), QStringLiteral("username")}}};
    }
    return Done{};
}

Error unknownUser(const QString &name)
{
    return Error{ErrorKind::NotFound, QStringLiteral("there is no user \"%1\"").arg(name), 0,
        QStringLiteral("unknown_user"), {}};
}

struct NewPassword {
    QString username;
    QString hash;
    Instant at{};
};

/// The new password and the end of what the old one opened, in one transaction.
Result<QList<SessionId>> storePassword(
    sql::Connection &db, const TenantContext &who, const NewPassword &password, const AuditLog &audit)
{
    UsersRepository users(db, who);
    const auto user = users.byUsername(password.username);
    if (!user) {
        return user.error();
    }
    if (!user.value()) {
        return unknownUser(password.username);
    }
    if (auto stored = users.setPasswordHash(user.value()->id, password.hash, password.at); !stored) {
        return stored.error();
    }
    auto ended = SessionsRepository(db).revokeAll(who, user.value()->id, QStringLiteral("password_changed"), password.at);
    if (!ended) {
        return ended;
    }
    const AuditRecord record{QStringLiteral("user.passwd"), QStringLiteral("user"), user.value()->id.value,
        {{QStringLiteral("sessions_ended"), qint64(ended.value().size())}}, {}};
    if (auto noted = audit.append(db, who, record); !noted) {
        return noted.error();
    }
    return ended;
}

TenantContext administrator(const TenantInfo &tenant) { return {tenant.id, QStringLiteral("system")}; }

} // namespace

QCoro::Task<Result<User>> UsersService::add(NewUser wanted)
{
    const auto tenant = findTenant(m_parts.directory, wanted.tenant);
    if (!tenant) {
        co_return tenant.error();
    }
    if (auto checked = checkUsername(wanted.username); !checked) {
        co_return checked.error();
    }
    if (auto checked = checkPassword(wanted.password, wanted.username); !checked) {
        co_return checked.error();
    }
    auto hashing = m_parts.hasher.hash(wanted.password);
    const auto hash = co_await hashing;
    if (!hash) {
        co_return hash.error();
    }
    User user;
    user.id = m_ids.make<UserId>();
    user.username = wanted.username;
    user.displayName
        = wanted.displayName.trimmed().isEmpty() ? wanted.username : wanted.displayName.trimmed().left(MaxNameLength);
    user.role = wanted.role;
    user.passwordHash = hash.value();
    user.createdAt = m_parts.clock.now();
    const auto who = administrator(tenant.value());
    auto write = m_parts.database.write([audit = m_audit, who, user](sql::Connection &db) -> Result<Done> {
        if (auto inserted = UsersRepository(db, who).insert(user); !inserted) {
            return inserted;
        }
        return audit.append(db, who,
            {QStringLiteral("user.add"), QStringLiteral("user"), user.id.value, {{QStringLiteral("role"), word(user.role)}}, {}});
    });
    const auto inserted = co_await write;
    if (!inserted) {
        co_return inserted.error();
    }
    co_return user;
}

QCoro::Task<Result<QList<User>>> UsersService::list(QString slug)
{
    const auto tenant = findTenant(m_parts.directory, slug);
    if (!tenant) {
        co_return tenant.error();
    }
    const auto who = administrator(tenant.value());
    auto read = m_parts.database.read([who](sql::Connection &db) { return UsersRepository(db, who).all(); });
    const auto users = co_await read;
    co_return users;
}

QCoro::Task<Result<qsizetype>> UsersService::setPassword(QString slug, QString username, QString password)
{
    const auto tenant = findTenant(m_parts.directory, slug);
    if (!tenant) {
        co_return tenant.error();
    }
    if (auto checked = checkPassword(password, username); !checked) {
        co_return checked.error();
    }
    auto hashing = m_parts.hasher.hash(password);
    const auto hash = co_await hashing;
    if (!hash) {
        co_return hash.error();
    }
    const auto who = administrator(tenant.value());
    const NewPassword stored{username, hash.value(), m_parts.clock.now()};
    auto write = m_parts.database.write(
        [audit = m_audit, who, stored](sql::Connection &db) { return storePassword(db, who, stored, audit); });
    const auto ended = co_await write;
    if (!ended) {
        co_return ended.error();
    }
    for (const auto &session : ended.value()) {
        m_parts.registry.end(session);
    }
    co_return ended.value().size();
}

} // namespace deskbell::server
