// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/identitybook.h"

#include "server/storage/identitiesrepository.h"

#include <QCryptographicHash>
#include <algorithm>
#include <iterator>

namespace deskbell::server {
namespace {

constexpr qsizetype MaxNameLength = 64;
constexpr int MostNumbers = 20;

/// What usersservice.cpp takes for a user name.
QString cleaned(const QString &wish)
{
    QString name;
    std::copy_if(wish.begin(), wish.end(), std::back_inserter(name),
        [](QChar c) { return c.isLetterOrNumber() || QStringView(u"._-@+").contains(c); });
    return name.left(MaxNameLength - 10);
}

/// For who has no name, or the name of too many.
QString anonymous(const ProvenIdentity &identity)
{
    const auto hash = QCryptographicHash::hash((identity.issuer + QLatin1Char('\n') + identity.subject).toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("user-") + QString::fromLatin1(hash.toHex().left(12));
}

Result<QString> freeName(sql::Connection &db, const TenantContext &who, const ProvenIdentity &identity)
{
    const auto wish = cleaned(identity.username);
    for (int number = 1; number <= MostNumbers && !wish.isEmpty(); ++number) {
        const auto name = number == 1 ? wish : QStringLiteral("%1-%2").arg(wish).arg(number);
        const auto taken = UsersRepository(db, who).byUsername(name);
        if (!taken || !taken.value()) {
            return taken ? Result<QString>(name) : Result<QString>(taken.error());
        }
    }
    return anonymous(identity);
}

} // namespace

Result<User> IdentityBook::admit(sql::Connection &db, const TenantContext &who, const ProvenIdentity &identity) const
{
    IdentitiesRepository identities(db, who);
    const auto found = identities.user(identity.issuer, identity.subject);
    if (!found) {
        return found.error();
    }
    if (!found.value()) {
        return make(db, who, identity);
    }
    const auto taken = UsersRepository(db, who).take(*found.value());
    if (!taken) {
        return taken.error();
    }
    if (!taken.value()) {
        return Error{ErrorKind::Internal, QStringLiteral("an identity without a user"), 0, {}, {}};
    }
    auto user = *taken.value();
    if (!user.isActive) {
        return Error{ErrorKind::Forbidden, QStringLiteral("This user may not sign in any more."), 0, QStringLiteral("user_inactive"), {}};
    }
    if (auto noted = identities.noteUse(identity.issuer, identity.subject, m_clock.now()); !noted) {
        return noted.error();
    }
    const auto followed = follow(db, who, user, identity.role);
    return followed ? Result<User>(std::move(user)) : Result<User>(followed.error());
}

Result<Done> IdentityBook::follow(sql::Connection &db, const TenantContext &who, User &user, Role role) const
{
    if (user.role == role || user.role > Role::Admin) {
        return Done{};
    }
    UsersRepository users(db, who);
    if (user.role == Role::Admin) {
        const auto others = users.otherAdmins(user.id);
        if (!others || others.value() == 0) {
            return others ? Result<Done>(Done{}) : Result<Done>(others.error());
        }
    }
    const QJsonObject detail{{QStringLiteral("before"), word(user.role)}, {QStringLiteral("role"), word(role)}};
    user.role = role;
    if (auto set = users.update(user); !set) {
        return set;
    }
    return m_audit.append(db, who, {QStringLiteral("user.role"), QStringLiteral("user"), user.id.value, detail, {}});
}

Result<User> IdentityBook::make(sql::Connection &db, const TenantContext &who, const ProvenIdentity &identity) const
{
    const auto name = freeName(db, who, identity);
    if (!name) {
        return name.error();
    }
    User user;
    user.id = m_ids.make<UserId>();
    user.username = name.value();
    user.displayName = identity.name.trimmed().isEmpty() ? user.username : identity.name.trimmed().left(MaxNameLength);
    user.role = identity.role;
    user.createdAt = m_clock.now(); // without a password nobody signs in as this user here
    if (auto inserted = UsersRepository(db, who).insert(user); !inserted) {
        return inserted.error();
    }
    if (auto linked = IdentitiesRepository(db, who).insert(identity.issuer, identity.subject, user.id, user.createdAt); !linked) {
        return linked.error();
    }
    const QJsonObject detail{{QStringLiteral("role"), word(user.role)}, {QStringLiteral("issuer"), identity.issuer}};
    const auto noted = m_audit.append(db, who, {QStringLiteral("user.add"), QStringLiteral("user"), user.id.value, detail, {}});
    return noted ? Result<User>(std::move(user)) : Result<User>(noted.error());
}

} // namespace deskbell::server
