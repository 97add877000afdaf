// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/usersrepository.h"

namespace deskbell::server {
namespace {

const auto InsertOne = QStringLiteral("INSERT INTO users (tenant_id, id, username, display_name, role, password_hash, "
                                      "is_active, created_at, password_changed_at, email, must_change_password, invited_at) "
                                      "VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)");
const auto Select = QStringLiteral(
    "SELECT id, username, display_name, role, password_hash, is_active, created_at, email, must_change_password, totp_secret, "
    "totp_confirmed_at, totp_step, pin_hash, pin_failures, last_sign_in_at, invited_at FROM users WHERE tenant_id = ?");
const auto SelectAll = QString(Select + QStringLiteral(" ORDER BY lower(username)"));
const auto SelectByUsername = QString(Select + QStringLiteral(" AND lower(username) = lower(?)"));
const auto SelectById = QString(Select + QStringLiteral(" AND id = ?"));
const auto Update = QStringLiteral(
    "UPDATE users SET display_name = ?, email = ?, role = ?, is_active = ? WHERE tenant_id = ? AND id = ?");
const auto UpdatePassword = QStringLiteral(
    "UPDATE users SET password_hash = ?, password_changed_at = ?, must_change_password = ? WHERE tenant_id = ? AND id = ?");
const auto UpdateTotp = QStringLiteral(
    "UPDATE users SET totp_secret = ?, totp_confirmed_at = ?, totp_step = ? WHERE tenant_id = ? AND id = ?");
const auto UpdatePin = QStringLiteral("UPDATE users SET pin_hash = ?, pin_failures = ? WHERE tenant_id = ? AND id = ?");
const auto UpdateSignIn = QStringLiteral("UPDATE users SET last_sign_in_at = ?, pin_failures = 0 WHERE tenant_id = ? AND id = ?");
const auto SelectAdmins = QStringLiteral(
    "SELECT id FROM users WHERE tenant_id = ? AND id <> ? AND role IN ('admin', 'superadmin') AND is_active = 1 "
    "AND (password_hash <> '' OR last_sign_in_at IS NOT NULL)");
const auto SelectAny = QStringLiteral("SELECT 1 FROM users LIMIT 1");

User fromRow(const sql::Query &row)
{
    User user;
    user.id = UserId{row.text(0)};
    user.username = row.text(1);
    user.displayName = row.text(2);
    user.role = roleFromWord(row.text(3)).value_or(Role::Staff);
    user.passwordHash = row.text(4);
    user.isActive = row.number(5) != 0;
    user.createdAt = row.instant(6);
    user.email = row.text(7);
    user.mustChangePassword = row.number(8) != 0;
    user.totpSecret = row.blob(9);
    user.totpConfirmedAt = row.optionalInstant(10);
    user.totpStep = row.number(11);
    user.pinHash = row.text(12);
    user.pinFailures = int(row.number(13));
    user.lastSignInAt = row.optionalInstant(14);
    user.invitedAt = row.optionalInstant(15);
    return user;
}

Result<Done> done(const Result<qint64> &changed) { return changed ? Result<Done>(Done{}) : Result<Done>(changed.error()); }

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
                        .bind(user.email)
                        .bind(user.mustChangePassword ? 1 : 0)
                        .bind(user.invitedAt)
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

Result<std::optional<User>> UsersRepository::one(const QString &sql, const QString &value)
{
    auto query = m_db.query(sql);
    query.bind(m_who.tenant.value).bind(value);
    std::optional<User> user;
    if (query.next()) {
        user = fromRow(query);
    }
    return query.error() ? Result<std::optional<User>>(*query.error()) : Result<std::optional<User>>(std::move(user));
}

Result<std::optional<User>> UsersRepository::byUsername(const QString &username) { return one(SelectByUsername, username); }

Result<std::optional<User>> UsersRepository::byId(const UserId &id) { return one(SelectById, id.value); }

Result<std::optional<User>> UsersRepository::take(const UserId &id)
{
    return one(SelectById + m_db.dialect().forUpdate(), id.value);
}

Result<Done> UsersRepository::update(const User &user)
{
    return done(m_db.query(Update)
                    .bind(user.displayName)
                    .bind(user.email)
                    .bind(word(user.role))
                    .bind(user.isActive ? 1 : 0)
                    .bind(m_who.tenant.value)
                    .bind(user.id.value)
                    .run());
}

Result<Done> UsersRepository::setPasswordHash(const UserId &user, const QString &hash, Instant now, bool mustChange)
{
    return done(m_db.query(UpdatePassword)
                    .bind(hash)
                    .bind(now)
                    .bind(mustChange ? 1 : 0)
                    .bind(m_who.tenant.value)
                    .bind(user.value)
                    .run());
}

Result<Done> UsersRepository::setTotp(const User &user)
{
    return done(m_db.query(UpdateTotp)
                    .bindOrNull(user.totpSecret)
                    .bind(user.totpConfirmedAt)
                    .bind(user.totpStep)
                    .bind(m_who.tenant.value)
                    .bind(user.id.value)
                    .run());
}

Result<Done> UsersRepository::setPin(const UserId &user, const QString &hash, int failures)
{
    return done(m_db.query(UpdatePin).bind(hash).bind(failures).bind(m_who.tenant.value).bind(user.value).run());
}

Result<Done> UsersRepository::noteSignIn(const UserId &user, Instant now)
{
    return done(m_db.query(UpdateSignIn).bind(now).bind(m_who.tenant.value).bind(user.value).run());
}

Result<qint64> UsersRepository::otherAdmins(const UserId &but)
{
    auto query = m_db.query(SelectAdmins + m_db.dialect().forUpdate());
    query.bind(m_who.tenant.value).bind(but.value);
    qint64 count = 0;
    while (query.next()) {
        ++count;
    }
    return query.error() ? Result<qint64>(*query.error()) : Result<qint64>(count);
}

Result<bool> UsersRepository::hasAny(sql::Connection &db)
{
    auto query = db.query(SelectAny, sql::RowScope::everybody());
    const bool has = query.next();
    return query.error() ? Result<bool>(*query.error()) : Result<bool>(has);
}

} // namespace deskbell::server
