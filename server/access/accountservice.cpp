// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/accountservice.h"

#include "server/access/passwordhasher.h"
#include "server/access/passwordrules.h"
#include "server/access/totp.h"
#include "server/secrets/sealcontexts.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <algorithm>

namespace deskbell::server {
namespace {

constexpr int MinPinLength = 4;
constexpr int MaxPinLength = 8;

// Not Auth: that would tell a console that its session has ended.
Error forbidden(const char *code, const char *sentence)
{
    return Error{ErrorKind::Forbidden, QString::fromLatin1(sentence), 0, QString::fromLatin1(code), {}};
}

Error conflict(const char *code, const char *sentence)
{
    return Error{ErrorKind::Conflict, QString::fromLatin1(sentence), 0, QString::fromLatin1(code), {}};
}

Error sessionExpired()
{
    return Error{ErrorKind::Auth, QStringLiteral("The session has ended. Sign in again."), 0, QStringLiteral("session_expired"), {}};
}

AuditRecord record(const QString &action, const UserId &user) { return {action, QStringLiteral("user"), user.value, {}, {}}; }

Result<Done> checkPin(const QString &pin)
{
    const bool isDigits = std::all_of(pin.begin(), pin.end(), [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
    const bool isLong = pin.size() >= MinPinLength && pin.size() <= MaxPinLength;
    bool isRun = true;
    for (qsizetype i = 2; i < pin.size(); ++i) {
        isRun = isRun && pin.at(i).unicode() - pin.at(i - 1).unicode() == pin.at(1).unicode() - pin.at(0).unicode();
    }
    if (isDigits && isLong && !isRun) {
        return Done{};
    }
    return Error{ErrorKind::Validation,
        QStringLiteral("a PIN has %1 to %2 digits that are no simple row such as 1111 or 1234").arg(MinPinLength).arg(MaxPinLength), 0,
        QStringLiteral("weak_pin"), {{QStringLiteral("field"), QStringLiteral("pin")}}};
}

} // namespace

QCoro::Task<Result<User>> AccountService::me(Principal who)
{
    auto read = m_parts.database.read(
        [who = who.context(), id = who.userId](sql::Connection &db) { return UsersRepository(db, who).byId(id); });
    const auto found = co_await read;
    if (!found) {
        co_return found.error();
    }
    if (!found.value() || !found.value()->isActive) {
        co_return sessionExpired();
    }
    co_return *found.value();
}

QCoro::Task<Result<User>> AccountService::prove(Principal who, QString password)
{
    const auto account = QStringLiteral("own\n") + who.userId.value;
    const auto counter = "session " + who.sessionId.value.toLatin1();
    if (auto allowed = m_parts.throttle.begin(account, counter); !allowed) {
        co_return allowed.error();
    }
    auto reading = me(who);
    const auto user = co_await reading;
    if (!user) {
        co_return user.error();
    }
    auto check = m_parts.hasher.verify(user.value().passwordHash, password.left(4 * MaxPasswordLength));
    const auto matched = co_await check;
    if (!matched) {
        co_return matched.error();
    }
    if (!matched.value()) {
        co_return forbidden("wrong_password", "The password is wrong.");
    }
    m_parts.throttle.succeeded(account, counter);
    co_return user.value();
}

QCoro::Task<Result<Done>> AccountService::changePassword(Principal who, QString current, QString next)
{
    auto proving = prove(who, current);
    const auto user = co_await proving;
    if (!user) {
        co_return user.error();
    }
    if (auto checked = checkPassword(next, who.username); !checked) {
        co_return checked.error();
    }
    if (next == current) {
        co_return Error{ErrorKind::Validation, QStringLiteral("the new password is the old one"), 0, QStringLiteral("weak_password"),
            {{QStringLiteral("field"), QStringLiteral("new")}}};
    }
    auto hashing = m_parts.hasher.hash(next);
    const auto hash = co_await hashing;
    if (!hash) {
        co_return hash.error();
    }
    auto write = m_parts.database.write([audit = m_audit, who, hash = hash.value(), now = m_parts.clock.now()](sql::Connection &db) -> Result<QList<SessionId>> {
        if (auto stored = UsersRepository(db, who.context()).setPasswordHash(who.userId, hash, now); !stored) {
            return stored.error();
        }
        auto ended = SessionsRepository(db).revokeAll(who.context(), who.userId, QStringLiteral("password_changed"), now, who.sessionId);
        if (!ended) {
            return ended;
        }
        const auto noted = audit.append(db, who.context(), record(QStringLiteral("user.passwd"), who.userId));
        return noted ? ended : Result<QList<SessionId>>(noted.error());
    });
    const auto ended = co_await write;
    if (!ended) {
        co_return ended.error();
    }
    m_parts.auth.ended(ended.value());
    if (auto session = m_parts.registry.find(who.sessionId, m_parts.clock.now())) {
        session->mustChangePassword = false;
        m_parts.registry.put(*session);
    }
    co_return Done{};
}

QCoro::Task<Result<AccountService::TotpSetup>> AccountService::beginTotp(Principal who, QString password)
{
    auto proving = prove(who, password);
    const auto user = co_await proving;
    if (!user) {
        co_return user.error();
    }
    if (user.value().hasTotp()) {
        co_return conflict("totp_active", "A second factor is set already; remove it first.");
    }
    auto changed = user.value();
    const auto secret = m_parts.rng.bytes(TotpSecretBytes);
    changed.totpSecret = m_parts.database.sealer().seal(secret, secondFactorContext(who.tenantId, changed.id));
    changed.totpStep = 0;
    auto storing = storeTotp(who, changed, {});
    const auto stored = co_await storing;
    if (!stored) {
        co_return stored.error();
    }
    const auto tenant = m_parts.directory.tenant(who.tenantId);
    const auto account = who.username + QLatin1Char('@') + (tenant ? tenant->slug : QString());
    co_return TotpSetup{totpSecretText(secret), totpUri(secret, account)};
}

QCoro::Task<Result<Done>> AccountService::confirmTotp(Principal who, QString code)
{
    const auto account = QStringLiteral("own\n") + who.userId.value;
    const auto counter = "session " + who.sessionId.value.toLatin1();
    if (auto allowed = m_parts.throttle.begin(account, counter); !allowed) {
        co_return allowed.error();
    }
    auto reading = me(who);
    const auto user = co_await reading;
    if (!user) {
        co_return user.error();
    }
    if (user.value().hasTotp()) {
        co_return conflict("totp_active", "A second factor is set already.");
    }
    if (user.value().totpSecret.isEmpty()) {
        co_return conflict("totp_not_begun", "Ask for a secret first.");
    }
    const auto secret = m_parts.database.sealer().open(user.value().totpSecret, secondFactorContext(who.tenantId, who.userId));
    if (!secret) {
        co_return secret.error();
    }
    const auto now = m_parts.clock.now();
    const auto step = matchTotp(secret.value(), code, now, user.value().totpStep);
    if (!step) {
        co_return forbidden("totp_wrong", "The code is wrong. Is the telephone's clock right?");
    }
    m_parts.throttle.succeeded(account, counter);
    auto changed = user.value();
    changed.totpConfirmedAt = now;
    changed.totpStep = *step;
    auto storing = storeTotp(who, changed, QStringLiteral("user.totp_set"));
    const auto stored = co_await storing;
    co_return stored;
}

QCoro::Task<Result<Done>> AccountService::removeTotp(Principal who, QString password)
{
    auto proving = prove(who, password);
    const auto user = co_await proving;
    if (!user) {
        co_return user.error();
    }
    auto changed = user.value();
    changed.totpSecret.clear();
    changed.totpConfirmedAt.reset();
    changed.totpStep = 0;
    auto storing = storeTotp(who, changed, QStringLiteral("user.totp_removed"));
    const auto stored = co_await storing;
    co_return stored;
}

QCoro::Task<Result<Done>> AccountService::storeTotp(Principal who, User changed, QString action)
{
    auto write = m_parts.database.write([audit = m_audit, who, changed, action](sql::Connection &db) -> Result<Done> {
        if (auto stored = UsersRepository(db, who.context()).setTotp(changed); !stored || action.isEmpty()) {
            return stored;
        }
        return audit.append(db, who.context(), record(action, who.userId));
    });
    const auto stored = co_await write;
    co_return stored;
}

QCoro::Task<Result<Done>> AccountService::setPin(Principal who, QString password, QString pin)
{
    if (auto checked = checkPin(pin); !checked) {
        co_return checked.error();
    }
    auto proving = prove(who, password);
    const auto user = co_await proving;
    if (!user) {
        co_return user.error();
    }
    auto hashing = m_parts.hasher.hash(pin);
    const auto hash = co_await hashing;
    if (!hash) {
        co_return hash.error();
    }
    auto storing = storePin(who, hash.value(), QStringLiteral("user.pin_set"));
    const auto stored = co_await storing;
    co_return stored;
}

QCoro::Task<Result<Done>> AccountService::removePin(Principal who)
{
    auto storing = storePin(who, {}, QStringLiteral("user.pin_removed"));
    const auto stored = co_await storing;
    co_return stored;
}

QCoro::Task<Result<Done>> AccountService::storePin(Principal who, QString hash, QString action)
{
    auto write = m_parts.database.write([audit = m_audit, who, hash, action](sql::Connection &db) -> Result<Done> {
        if (auto stored = UsersRepository(db, who.context()).setPin(who.userId, hash, 0); !stored) {
            return stored;
        }
        return audit.append(db, who.context(), record(action, who.userId));
    });
    const auto stored = co_await write;
    co_return stored;
}

} // namespace deskbell::server
