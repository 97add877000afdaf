// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/signinservice.h"

#include "server/access/passwordrules.h"
#include "server/access/ticketcode.h"
#include "server/access/totp.h"
#include "server/secrets/sealcontexts.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <QLoggingCategory>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcSignIn, "deskbell.server.access.signin", QtInfoMsg)

Error denied(const char *code, const char *sentence)
{
    return Error{ErrorKind::Auth, QString::fromLatin1(sentence), 0, QString::fromLatin1(code), {}};
}

Error badCredentials() { return denied("bad_credentials", "Property, user name or password is wrong."); }
Error pinLocked() { return denied("pin_locked", "Too many wrong PINs. Sign in with the password."); }
Error ticketInvalid() { return denied("ticket_invalid", "This code is not good any more, or has a typing error."); }

TenantContext asUser(const TenantId &tenant, const QString &username) { return {tenant, QStringLiteral("user:") + username}; }

AuditRecord userRecord(const char *action, const UserId &user)
{
    return {QString::fromLatin1(action), QStringLiteral("user"), user.value, {}, {}};
}

PasswordHasher::Caller callerOf(const SessionOrigin &origin)
{
    return origin.device.isEmpty() ? PasswordHasher::Caller::Stranger : PasswordHasher::Caller::Known;
}

/// Whose failures are counted. A paired desk counts by itself, so that an outsider never locks it out.
QString accountOf(const QString &tenant, const QString &username, const SessionOrigin &origin)
{
    return (tenant + QLatin1Char('\n') + username).toCaseFolded() + QLatin1Char('\n') + origin.device;
}

bool isGood(const UserTicket &ticket, const User &user, Instant now)
{
    return !ticket.usedAt && now < ticket.expiresAt && ticket.tries < SignInService::MaxTicketTries && user.isActive;
}

/// Ends the ticket, sets the password, ends what the old one had opened.
Result<User> redeem(sql::Connection &db, const TenantContext &who, const UserTicket &found, const QString &hash, Instant now, const AuditLog &audit)
{
    UserTicketsRepository tickets(db, who);
    UsersRepository users(db, who);
    const auto ticket = tickets.take(found.lookup);
    const auto user = users.take(found.user);
    if (!ticket || !user) {
        return ticket ? user.error() : ticket.error();
    }
    // It may have been used while the password was hashed.
    if (!ticket.value() || !user.value() || ticket.value()->id != found.id || !isGood(*ticket.value(), *user.value(), now)) {
        return ticketInvalid();
    }
    auto changed = *user.value();
    const bool isReset = found.kind == UserTicket::Kind::Reset;
    if (isReset) {
        changed.totpSecret.clear();
        changed.totpConfirmedAt.reset();
        changed.totpStep = 0;
    }
    changed.mustChangePassword = false;
    changed.passwordHash = hash;
    for (const auto &step : {tickets.use(found.id, now), tickets.endAll(found.user, now), users.setPasswordHash(found.user, hash, now),
             isReset ? users.setTotp(changed) : Result<Done>(Done{}), isReset ? users.setPin(found.user, {}, 0) : Result<Done>(Done{}),
             audit.append(db, who, userRecord(isReset ? "user.reset_done" : "user.invite_accepted", found.user))}) {
        if (!step) {
            return step.error();
        }
    }
    return changed;
}

} // namespace

QCoro::Task<Result<SignIn>> SignInService::login(Credentials credentials, SessionOrigin origin)
{
    const auto account = accountOf(credentials.tenant, credentials.username, origin);
    if (credentials.password.size() > 4 * MaxPasswordLength) {
        co_return badCredentials();
    }
    if (auto allowed = m_parts.throttle.begin(account, origin.counter()); !allowed) {
        qCWarning(lcSignIn) << "sign-in slowed down for" << credentials.tenant << "from" << origin.counter();
        co_return allowed.error();
    }
    const auto tenant = m_parts.directory.bySlug(credentials.tenant);
    // An unknown property asks the database too: the same work for every kind of wrong.
    const TenantContext who{tenant ? tenant->id : TenantId{}, QStringLiteral("system")};
    auto read = m_parts.database.read(
        [who, name = credentials.username](sql::Connection &db) { return UsersRepository(db, who).byUsername(name); });
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    const bool isUser = found.value() && found.value()->isActive;
    auto check = m_parts.hasher.verify(isUser ? found.value()->passwordHash : QString(), credentials.password, callerOf(origin));
    const auto matched = co_await check;
    if (!matched) {
        m_parts.throttle.takeBack(account, origin.counter()); // nobody has looked at the password
        co_return matched.error();
    }
    if (!matched.value() || !tenant) {
        qCInfo(lcSignIn) << "sign-in refused for" << credentials.tenant << "from" << origin.counter();
        co_return badCredentials();
    }
    if (found.value()->hasTotp()) {
        if (credentials.code.isEmpty()) {
            m_parts.throttle.takeBack(account, origin.counter());
            co_return denied("totp_required", "The code of your authenticator app is needed too.");
        }
        auto checking = checkSecondFactor(*tenant, *found.value(), credentials.code);
        const auto checked = co_await checking;
        if (!checked) {
            co_return checked.error();
        }
    }
    m_parts.throttle.succeeded(account, origin.counter());
    origin.method = QStringLiteral("password");
    auto opened = m_parts.auth.open(*tenant, *found.value(), origin);
    auto signedIn = co_await opened;
    co_return signedIn;
}

QCoro::Task<Result<Done>> SignInService::checkSecondFactor(TenantInfo tenant, User user, QString code)
{
    const auto now = m_parts.clock.now();
    const auto wrong = denied("totp_wrong", "The code of the authenticator app is wrong or was used before.");
    const auto secret = m_parts.database.sealer().open(user.totpSecret, secondFactorContext(tenant.id, user.id));
    if (!secret) {
        // Not let in without it: an administrator's reset takes the second factor away, and says so in the audit log.
        qCCritical(lcSignIn) << "the second factor of" << user.username << "can not be opened:" << secret.error().detail;
        co_return secret.error();
    }
    const auto step = matchTotp(secret.value(), code, now, user.totpStep);
    if (!step) {
        qCInfo(lcSignIn) << "wrong second factor for" << tenant.slug;
        co_return wrong;
    }
    if (m_parts.database.isReadOnly()) {
        co_return Done{}; // which step was used can not be kept
    }
    const TenantContext who = asUser(tenant.id, user.username);
    // Two who come with the same code at once: only the first to be written gets in.
    auto write = m_parts.database.write(
        [who, id = user.id, step = *step](sql::Connection &db) -> Result<bool> {
            UsersRepository users(db, who);
            const auto present = users.take(id);
            if (!present) {
                return present.error();
            }
            if (!present.value() || step <= present.value()->totpStep) {
                return false;
            }
            auto changed = *present.value();
            changed.totpStep = step;
            const auto stored = users.setTotp(changed);
            return stored ? Result<bool>(true) : Result<bool>(stored.error());
        },
        sql::Admission::Essential);
    const auto isFirst = co_await write;
    if (!isFirst) {
        co_return isFirst.error();
    }
    if (!isFirst.value()) {
        co_return wrong;
    }
    co_return Done{};
}

QCoro::Task<Result<SignIn>> SignInService::pin(QString username, QString pin, SessionOrigin origin)
{
    if (origin.device.isEmpty()) {
        co_return denied("device_unknown", "A PIN is good at a paired desk only.");
    }
    const auto account = accountOf(QStringLiteral("pin"), username, origin);
    if (auto allowed = m_parts.throttle.begin(account, origin.counter()); !allowed) {
        qCWarning(lcSignIn) << "PIN sign-in slowed down at" << origin.counter();
        co_return allowed.error();
    }
    auto counting = countPinTry(origin, username);
    const auto counted = co_await counting;
    if (!counted) {
        co_return counted.error();
    }
    if (counted.value().isLocked) {
        co_return pinLocked();
    }
    const auto &user = counted.value().user;
    auto check = m_parts.hasher.verify(user ? user->pinHash : QString(), pin);
    const auto matched = co_await check;
    if (!matched) {
        co_return matched.error();
    }
    const auto tenant = m_parts.directory.tenant(counted.value().tenant);
    if (!matched.value() || !user || !tenant) {
        qCInfo(lcSignIn) << "PIN refused at" << origin.counter();
        if (user && user->pinFailures >= MaxPinFailures) {
            co_return pinLocked();
        }
        co_return denied("bad_credentials", "The PIN is wrong, or a sign-in with the password is needed first.");
    }
    m_parts.throttle.succeeded(account, origin.counter());
    origin.method = QStringLiteral("pin");
    auto opened = m_parts.auth.open(*tenant, *user, origin);
    auto signedIn = co_await opened;
    co_return signedIn;
}

QCoro::Task<Result<SignInService::PinTry>> SignInService::countPinTry(SessionOrigin origin, QString username)
{
    // Counted before the PIN is compared, so that many at once do not slip through.
    auto write = m_parts.database.write(
        [audit = m_audit, origin, username, since = m_parts.clock.now() - PinLifetime](sql::Connection &db) -> Result<PinTry> {
            const auto found = SessionsRepository(db).deskUser(origin.device, username, since);
            if (!found || !found.value() || !origin.isDeskOf(found.value()->tenant.value)) {
                return found ? Result<PinTry>(PinTry{}) : Result<PinTry>(found.error());
            }
            const auto who = asUser(found.value()->tenant, username);
            UsersRepository users(db, who);
            auto user = users.take(found.value()->user);
            if (!user) {
                return user.error();
            }
            if (!user.value() || !user.value()->hasPin()) {
                return PinTry{};
            }
            auto &present = *user.value();
            if (present.pinFailures >= MaxPinFailures) {
                return PinTry{who.tenant, {}, true};
            }
            ++present.pinFailures; // a sign-in sets it back
            if (auto stored = users.setPin(present.id, present.pinHash, present.pinFailures); !stored) {
                return stored.error();
            }
            if (present.pinFailures == MaxPinFailures) {
                if (auto noted = audit.append(db, who, userRecord("user.pin_last_try", present.id)); !noted) {
                    return noted.error();
                }
            }
            return PinTry{who.tenant, present, false};
        },
        sql::Admission::Essential);
    auto counted = co_await write;
    co_return counted;
}

QCoro::Task<Result<SignIn>> SignInService::accept(TicketAcceptance wish, SessionOrigin origin)
{
    const auto code = readTicketCode(wish.code);
    const auto account = accountOf(QStringLiteral("ticket ") + wish.tenant, ticketLookup(code), origin);
    if (auto allowed = m_parts.throttle.begin(account, origin.counter()); !allowed) {
        qCWarning(lcSignIn) << "codes slowed down from" << origin.counter();
        co_return allowed.error();
    }
    const auto tenant = m_parts.directory.bySlug(wish.tenant);
    if (code.isEmpty() || !tenant) {
        co_return ticketInvalid();
    }
    auto finding = findTicket(tenant->id, code);
    const auto found = co_await finding;
    if (!found) {
        co_return found.error();
    }
    m_parts.throttle.succeeded(account, origin.counter());
    if (auto checked = checkPassword(wish.password, found.value().user.username); !checked) {
        co_return checked.error();
    }
    auto hashing = m_parts.hasher.hash(wish.password);
    const auto hash = co_await hashing;
    if (!hash) {
        co_return hash.error();
    }
    auto using_ = useTicket(*tenant, found.value(), hash.value());
    const auto user = co_await using_;
    if (!user) {
        co_return user.error();
    }
    origin.method = QStringLiteral("ticket");
    auto opened = m_parts.auth.open(*tenant, user.value(), origin);
    auto signedIn = co_await opened;
    co_return signedIn;
}

QCoro::Task<Result<SignInService::Ticket>> SignInService::findTicket(TenantId tenant, QString code)
{
    auto write = m_parts.database.write(
        [tenant, code, now = m_parts.clock.now()](sql::Connection &db) -> Result<std::optional<Ticket>> {
            const TenantContext who{tenant, QStringLiteral("system")};
            UserTicketsRepository tickets(db, who);
            const auto ticket = tickets.take(ticketLookup(code));
            if (!ticket || !ticket.value()) {
                return ticket ? Result<std::optional<Ticket>>(std::optional<Ticket>()) : Result<std::optional<Ticket>>(ticket.error());
            }
            const auto user = UsersRepository(db, who).byId(ticket.value()->user);
            if (!user) {
                return user.error();
            }
            if (!isSameHash(ticketHash(code, tenant.value), ticket.value()->codeHash)) {
                const auto counted = tickets.countTry(ticket.value()->id);
                return counted ? Result<std::optional<Ticket>>(std::optional<Ticket>()) : Result<std::optional<Ticket>>(counted.error());
            }
            const bool isUsable = user.value() && isGood(*ticket.value(), *user.value(), now);
            return isUsable ? std::optional(Ticket{*ticket.value(), *user.value()}) : std::optional<Ticket>();
        },
        sql::Admission::Essential);
    const auto found = co_await write;
    if (!found) {
        co_return found.error();
    }
    if (!found.value()) {
        co_return ticketInvalid();
    }
    co_return *found.value();
}

QCoro::Task<Result<User>> SignInService::useTicket(TenantInfo tenant, Ticket ticket, QString passwordHash)
{
    using Used = std::pair<User, QList<SessionId>>;
    auto write = m_parts.database.write([audit = m_audit, who = asUser(tenant.id, ticket.user.username), ticket = ticket.ticket, passwordHash,
                                            now = m_parts.clock.now()](sql::Connection &db) -> Result<Used> {
        const auto user = redeem(db, who, ticket, passwordHash, now, audit);
        if (!user) {
            return user.error();
        }
        const auto ended = SessionsRepository(db).revokeAll(who, ticket.user, QStringLiteral("password_changed"), now);
        return ended ? Result<Used>(Used{user.value(), ended.value()}) : Result<Used>(ended.error());
    });
    const auto used = co_await write;
    if (!used) {
        co_return used.error();
    }
    m_parts.auth.ended(used.value().second);
    co_return used.value().first;
}

} // namespace deskbell::server
