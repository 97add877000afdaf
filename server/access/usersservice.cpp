// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/usersservice.h"

#include "server/access/apikeysservice.h"
#include "server/access/passwordhasher.h"
#include "server/access/passwordrules.h"
#include "server/access/tenantsservice.h"
#include "server/access/ticketcode.h"
#include "server/storage/database.h"
#include "server/storage/sessionsrepository.h"

#include <QCoroFuture>
#include <QJsonArray>
#include <algorithm>

namespace deskbell::server {
namespace {

constexpr int MaxNameLength = MaxPersonNameLength;
constexpr int MaxEmailLength = 254;
constexpr std::chrono::hours InviteLifetime{24 * 7};
constexpr std::chrono::hours ResetLifetime{24};

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

Error unknownPerson() { return Error{ErrorKind::NotFound, QStringLiteral("there is no such person"), 0, QStringLiteral("unknown_user"), {}}; }

Error tooHigh()
{
    return Error{ErrorKind::Forbidden, QStringLiteral("nobody acts above the own role"), 0, QStringLiteral("role"), {}};
}

Error invalid(const char *field, const QString &why)
{
    return Error{ErrorKind::Validation, why, 0, QStringLiteral("invalid_field"), {{QStringLiteral("field"), QLatin1String(field)}}};
}

bool isClean(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

Result<Done> checkPerson(const QString &name, const QString &email)
{
    if (name.size() > MaxNameLength || !isClean(name)) {
        return invalid("name", QStringLiteral("a name has at most %1 characters in one line").arg(MaxNameLength));
    }
    const auto at = email.indexOf(QLatin1Char('@'));
    const bool isMail = at > 0 && at == email.lastIndexOf(QLatin1Char('@')) && at < email.size() - 1
        && std::none_of(email.begin(), email.end(), [](QChar c) { return c.isSpace() || c == QLatin1Char(',') || c == QLatin1Char('<'); });
    if (!email.isEmpty() && (!isMail || email.size() > MaxEmailLength || !isClean(email))) {
        return invalid("email", QStringLiteral("this is no e-mail address"));
    }
    return Done{};
}

Result<Done> checkNew(const Principal &who, const NewPerson &wish)
{
    for (const auto &checked : {checkUsername(wish.username), checkPerson(wish.displayName, wish.email),
             wish.password ? checkPassword(*wish.password, wish.username) : Result<Done>(Done{})}) {
        if (!checked) {
            return checked;
        }
    }
    return wish.role > who.role ? Result<Done>(tooHigh()) : Result<Done>(Done{});
}

/// What to do to the person, after all that is not allowed was refused. Writer's thread.
Result<User> applyPatch(sql::Connection &db, const Principal &who, const UserId &id, const PersonPatch &patch)
{
    UsersRepository users(db, who.context());
    const auto found = users.take(id);
    if (!found) {
        return found.error();
    }
    if (!found.value()) {
        return unknownPerson();
    }
    const auto &before = *found.value();
    auto user = before;
    user.displayName = patch.displayName.value_or(user.displayName);
    user.email = patch.email.value_or(user.email);
    user.role = patch.role.value_or(user.role);
    user.isActive = patch.isActive.value_or(user.isActive);
    if (before.role > who.role || user.role > who.role) {
        return tooHigh();
    }
    const bool wasAdmin = before.isActive && before.role >= Role::Admin;
    if (wasAdmin && (!user.isActive || user.role < Role::Admin)) {
        const auto others = users.otherAdmins(id);
        if (!others) {
            return others.error();
        }
        if (others.value() == 0) {
            return Error{ErrorKind::Conflict, QStringLiteral("somebody must be left who can administer the property"), 0,
                QStringLiteral("last_admin"), {}};
        }
    }
    const auto stored = users.update(user);
    return stored ? Result<User>(user) : Result<User>(stored.error());
}

AuditRecord changeRecord(const UserId &id, const PersonPatch &patch, const User &after)
{
    QJsonArray fields;
    const std::pair<const char *, bool> all[]{{"name", patch.displayName.has_value()}, {"email", patch.email.has_value()},
        {"role", patch.role.has_value()}, {"is_active", patch.isActive.has_value()}};
    for (const auto &[name, isChanged] : all) {
        if (isChanged) {
            fields.append(QLatin1String(name));
        }
    }
    return {QStringLiteral("user.change"), QStringLiteral("user"), id.value,
        {{QStringLiteral("fields"), fields}, {QStringLiteral("role"), word(after.role)}, {QStringLiteral("is_active"), after.isActive}}, {}};
}

} // namespace

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

QCoro::Task<Result<QList<User>>> UsersService::people(Principal who)
{
    auto read = m_parts.database.read([who = who.context()](sql::Connection &db) { return UsersRepository(db, who).all(); });
    const auto users = co_await read;
    co_return users;
}

QCoro::Task<Result<CreatedPerson>> UsersService::create(Principal who, NewPerson wish)
{
    if (auto checked = checkNew(who, wish); !checked) {
        co_return checked.error();
    }
    User user;
    user.id = m_ids.make<UserId>();
    user.username = wish.username;
    user.displayName = wish.displayName.trimmed().isEmpty() ? wish.username : wish.displayName.trimmed();
    user.email = wish.email;
    user.role = wish.role;
    user.createdAt = m_parts.clock.now();
    if (wish.password) {
        auto hashing = m_parts.hasher.hash(*wish.password);
        const auto hash = co_await hashing;
        if (!hash) {
            co_return hash.error();
        }
        user.passwordHash = hash.value();
        user.mustChangePassword = true;
    } else {
        user.invitedAt = user.createdAt;
    }
    const auto code = makeTicketCode(m_parts.rng);
    auto write = m_parts.database.write([this, who = who.context(), user, code](sql::Connection &db) -> Result<CreatedPerson> {
        if (auto inserted = UsersRepository(db, who).insert(user); !inserted) {
            return inserted.error();
        }
        const AuditRecord record{QStringLiteral("user.add"), QStringLiteral("user"), user.id.value, {{QStringLiteral("role"), word(user.role)}}, {}};
        if (auto noted = m_audit.append(db, who, record); !noted) {
            return noted.error();
        }
        if (!user.passwordHash.isEmpty()) {
            return CreatedPerson{user, {}};
        }
        const auto ticket = storeTicket(db, who, user.id, UserTicket::Kind::Invite, code);
        return ticket ? Result<CreatedPerson>(CreatedPerson{user, ticket.value()}) : Result<CreatedPerson>(ticket.error());
    });
    const auto created = co_await write;
    co_return created;
}

QCoro::Task<Result<User>> UsersService::change(Principal who, UserId id, PersonPatch patch)
{
    if (patch.displayName) {
        patch.displayName = patch.displayName->trimmed();
        if (patch.displayName->isEmpty()) {
            co_return invalid("name", QStringLiteral("a name is needed"));
        }
    }
    if (auto checked = checkPerson(patch.displayName.value_or(QString()), patch.email.value_or(QString())); !checked) {
        co_return checked.error();
    }
    using Changed = std::pair<User, QList<SessionId>>;
    auto write = m_parts.database.write([audit = m_audit, who, id, patch, now = m_parts.clock.now()](sql::Connection &db) -> Result<Changed> {
        const auto user = applyPatch(db, who, id, patch);
        if (!user) {
            return user.error();
        }
        auto ended = user.value().isActive
            ? Result<QList<SessionId>>(QList<SessionId>())
            : SessionsRepository(db).revokeAll(who.context(), id, QStringLiteral("switched_off"), now);
        if (!ended) {
            return ended.error();
        }
        const auto noted = audit.append(db, who.context(), changeRecord(id, patch, user.value()));
        return noted ? Result<Changed>(Changed{user.value(), ended.value()}) : Result<Changed>(noted.error());
    });
    const auto changed = co_await write;
    if (!changed) {
        co_return changed.error();
    }
    const auto &[user, ended] = changed.value();
    for (const auto &session : ended) {
        m_parts.registry.end(session);
    }
    const auto live = m_parts.registry.all();
    for (auto session : live) {
        if (session.user == id && session.tenant == who.tenantId && !ended.contains(session.id)) {
            session.role = user.role;
            session.displayName = user.displayName;
            m_parts.registry.put(session);
        }
    }
    m_parts.keys.personChanged(id, who.tenantId, user.role, user.isActive);
    if (patch.isActive.value_or(false)) {
        auto reloading = m_parts.keys.reload();
        const auto reloaded = co_await reloading;
        if (!reloaded) {
            co_return reloaded.error();
        }
    }
    co_return user;
}

QCoro::Task<Result<TicketCode>> UsersService::makeTicket(Principal who, UserId id, UserTicket::Kind kind)
{
    const auto code = makeTicketCode(m_parts.rng);
    auto write = m_parts.database.write([this, who, id, kind, code](sql::Connection &db) -> Result<TicketCode> {
        const auto user = UsersRepository(db, who.context()).take(id);
        if (!user) {
            return user.error();
        }
        if (!user.value()) {
            return unknownPerson();
        }
        if (user.value()->role > who.role) {
            return tooHigh();
        }
        const bool isNew = user.value()->passwordHash.isEmpty();
        if (kind == UserTicket::Kind::Invite && !isNew) {
            return Error{ErrorKind::Conflict, QStringLiteral("the person has signed in already; reset the password instead"), 0,
                QStringLiteral("already_accepted"), {}};
        }
        return storeTicket(db, who.context(), id, kind, code);
    });
    const auto made = co_await write;
    co_return made;
}

Result<TicketCode> UsersService::storeTicket(
    sql::Connection &db, const TenantContext &who, const UserId &user, UserTicket::Kind kind, const QString &code) const
{
    const bool isInvite = kind == UserTicket::Kind::Invite;
    const auto plain = readTicketCode(code);
    UserTicket ticket;
    ticket.id = m_ids.make<UserId>().value;
    ticket.user = user;
    ticket.kind = kind;
    ticket.lookup = ticketLookup(plain);
    ticket.codeHash = ticketHash(plain, who.tenant.value);
    ticket.createdAt = m_parts.clock.now();
    ticket.expiresAt = ticket.createdAt + (isInvite ? InviteLifetime : ResetLifetime);
    UserTicketsRepository tickets(db, who);
    for (const auto &step : {tickets.endAll(user, ticket.createdAt), tickets.insert(ticket),
             m_audit.append(db, who, {isInvite ? QStringLiteral("user.invite") : QStringLiteral("user.reset"), QStringLiteral("user"), user.value, {}, {}})}) {
        if (!step) {
            return step.error();
        }
    }
    return TicketCode{code, ticket.expiresAt};
}

} // namespace deskbell::server
