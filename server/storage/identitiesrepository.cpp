// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/identitiesrepository.h"

namespace deskbell::server {
namespace {

const auto SelectUser = QStringLiteral(
    "SELECT u.id, u.username, u.display_name, u.role, u.password_hash, u.is_active, u.created_at FROM identities i "
    "JOIN users u ON u.tenant_id = i.tenant_id AND u.id = i.user_id WHERE i.tenant_id = ? AND i.issuer = ? AND i.subject = ?");
const auto InsertOne = QStringLiteral(
    "INSERT INTO identities (tenant_id, issuer, subject, user_id, created_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?)");
const auto UpdateUse = QStringLiteral("UPDATE identities SET last_used_at = ? WHERE tenant_id = ? AND issuer = ? AND subject = ?");
const auto UpdateRole = QStringLiteral("UPDATE users SET role = ? WHERE tenant_id = ? AND id = ?");
const auto CountAdministrators = QStringLiteral(
    "SELECT COUNT(*) FROM users WHERE tenant_id = ? AND id <> ? AND is_active = 1 AND role IN ('admin', 'superadmin')");

Result<Done> done(const Result<qint64> &ran) { return ran ? Result<Done>(Done{}) : Result<Done>(ran.error()); }

} // namespace

Result<std::optional<User>> IdentitiesRepository::user(const QString &issuer, const QString &subject)
{
    auto query = m_db.query(SelectUser);
    query.bind(m_who.tenant.value).bind(issuer).bind(subject);
    std::optional<User> user;
    if (query.next()) {
        user.emplace();
        user->id = UserId{query.text(0)};
        user->username = query.text(1);
        user->displayName = query.text(2);
        user->role = roleFromWord(query.text(3)).value_or(Role::Staff);
        user->passwordHash = query.text(4);
        user->isActive = query.number(5) != 0;
        user->createdAt = query.instant(6);
    }
    return query.error() ? Result<std::optional<User>>(*query.error()) : Result<std::optional<User>>(std::move(user));
}

Result<Done> IdentitiesRepository::insert(const QString &issuer, const QString &subject, const UserId &user, Instant now)
{
    return done(m_db.query(InsertOne).bind(m_who.tenant.value).bind(issuer).bind(subject).bind(user.value).bind(now).bind(now).run());
}

Result<Done> IdentitiesRepository::noteUse(const QString &issuer, const QString &subject, Instant now)
{
    return done(m_db.query(UpdateUse).bind(now).bind(m_who.tenant.value).bind(issuer).bind(subject).run());
}

Result<Done> IdentitiesRepository::setRole(const UserId &user, Role role)
{
    return done(m_db.query(UpdateRole).bind(word(role)).bind(m_who.tenant.value).bind(user.value).run());
}

Result<qint64> IdentitiesRepository::otherAdministrators(const UserId &user)
{
    auto query = m_db.query(CountAdministrators);
    query.bind(m_who.tenant.value).bind(user.value);
    const qint64 count = query.next() ? query.number(0) : 0;
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(count);
}

} // namespace deskbell::server
