// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/usersrepository.h"

namespace deskbell::server {
namespace {

const auto InsertOne = QStringLiteral("INSERT INTO users (tenant_id, id, username, display_name, role, password_hash, "
                                      "is_active, created_at, password_changed_at) "
                                      "VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)");
const auto SelectAll = QStringLiteral("SELECT id, username, display_name, role, password_hash, is_active, created_at "
                                      "FROM users WHERE tenant_id = ? ORDER BY lower(username)");
const auto SelectByUsername = QStringLiteral("SELECT id, username, display_name, role, password_hash, is_active, "
                                             "created_at FROM users WHERE tenant_id = ? AND lower(username) = lower(?)");
const auto UpdatePassword
    = QStringLiteral("UPDATE users SET password_hash = ?, password_changed_at = ? WHERE tenant_id = ? AND id = ?");

User fromRow(const sql::Query &row)
{
    return {UserId{row.text(0)}, row.text(1), row.text(2), roleFromWord(row.text(3)).value_or(Role::Staff), row.text(4),
        row.number(5) != 0, row.instant(6)};
}

} // namespace

Result<Done> UsersRepository::insert(const User &user)
{
    auto inserted = m_db.query(InsertOne)
                        .bind(m_who.tenant.value)
                        .bind(user.id.value)
                        .bind(user.username)
                        .bind(user.displayName)
                        .bind(word(user.role))
                        .bind(user.passwordHash)
                        .bind(user.createdAt)
                        .bind(user.createdAt)
                        .run();
    if (inserted) {
        return Done{};
    }
    if (inserted.error().code == QLatin1String("constraint")) {
        return Error{ErrorKind::Conflict, QStringLiteral("there is a user \"%1\" already").arg(user.username), 0,
            QStringLiteral("username_taken"), {}};
    }
    return inserted.error();
}

Result<QList<User>> UsersRepository::all()
{
    auto query = m_db.query(SelectAll);
    query.bind(m_who.tenant.value);
    QList<User> users;
    while (query.next()) {
        users.append(fromRow(query));
    }
    return query.error() ? Result<QList<User>>(*query.error()) : Result<QList<User>>(std::move(users));
}

Result<std::optional<User>> UsersRepository::byUsername(const QString &username)
{
    auto query = m_db.query(SelectByUsername);
    query.bind(m_who.tenant.value).bind(username);
    std::optional<User> user;
    if (query.next()) {
        user = fromRow(query);
    }
    return query.error() ? Result<std::optional<User>>(*query.error()) : Result<std::optional<User>>(std::move(user));
}

Result<Done> UsersRepository::setPasswordHash(const UserId &user, const QString &hash, Instant now)
{
    auto updated = m_db.query(UpdatePassword).bind(hash).bind(now).bind(m_who.tenant.value).bind(user.value).run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

} // namespace deskbell::server
