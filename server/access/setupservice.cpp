// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/setupservice.h"

#include "server/access/passwordhasher.h"
#include "server/access/passwordrules.h"
#include "server/access/ticketcode.h"
#include "server/access/usersservice.h"
#include "server/storage/database.h"
#include "server/storage/metarepository.h"

#include <QCoroFuture>
#include <QFile>
#include <QLoggingCategory>
#include <QSaveFile>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcSetup, "deskbell.server.access.setup", QtInfoMsg)

const auto Realm = QStringLiteral("setup");

LoginThrottle::Options throttleOptions()
{
    LoginThrottle::Options options;
    options.freeFailures = 1'000'000; // addresses are counted, and nobody at another one is kept out
    options.failuresPerAddress = 5;
    options.addressWindow = std::chrono::minutes(15);
    return options;
}

Error alreadySetUp()
{
    return Error{ErrorKind::Conflict, QStringLiteral("there are accounts already; sign in"), 0, QStringLiteral("already_set_up"), {}};
}

bool writeSecret(const QString &path, const QString &secret)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(secret.toLatin1() + '\n') > 0 && file.commit();
}

} // namespace

SetupService::SetupService(Parts parts, QString secretFile)
    : m_parts(parts), m_secretFile(std::move(secretFile)), m_ids(parts.clock, parts.rng), m_throttle(parts.clock, throttleOptions()),
      m_audit(parts.clock)
{
}

QCoro::Task<Result<Done>> SetupService::prepare()
{
    auto asking = isNeeded();
    const auto needed = co_await asking;
    if (!needed) {
        co_return needed.error();
    }
    if (!needed.value() || m_secretFile.isEmpty() || m_parts.database.isReadOnly()) {
        co_return Done{};
    }
    m_secret = makeTicketCode(m_parts.rng);
    const bool isWritten = writeSecret(m_secretFile, m_secret);
    qCInfo(lcSetup).noquote() << "no account exists yet. Set the service up from a console with the secret" << m_secret
                              << (isWritten ? QStringLiteral("(also in %1)").arg(m_secretFile) : QString())
                              << "or with `deskbelld setup` on this machine";
    co_return Done{};
}

QCoro::Task<Result<bool>> SetupService::isNeeded()
{
    if (m_isOver) {
        co_return false;
    }
    auto read = m_parts.database.read([](sql::Connection &db) { return UsersRepository::hasAny(db); });
    const auto hasAny = co_await read;
    if (!hasAny) {
        co_return hasAny.error();
    }
    if (hasAny.value()) {
        finish();
    }
    co_return !hasAny.value();
}

void SetupService::finish()
{
    m_isOver = true;
    m_secret.clear();
    if (!m_secretFile.isEmpty()) {
        QFile::remove(m_secretFile);
    }
}

QCoro::Task<Result<User>> SetupService::run(FirstRun wish)
{
    auto asking = isNeeded();
    const auto needed = co_await asking;
    if (!needed) {
        co_return needed.error();
    }
    if (!needed.value()) {
        co_return alreadySetUp();
    }
    // All that can be wrong is looked at before anything is made.
    if (auto checked = checkUsername(wish.username); !checked) {
        co_return checked.error();
    }
    if (auto checked = checkPassword(wish.password, wish.username); !checked) {
        co_return checked.error();
    }
    auto hashing = m_parts.hasher.hash(wish.password);
    const auto hash = co_await hashing;
    if (!hash) {
        co_return hash.error();
    }
    if (!m_parts.directory.bySlug(wish.tenant.slug)) {
        auto adding = m_parts.tenants.add(wish.tenant);
        const auto added = co_await adding;
        if (!added) {
            co_return added.error();
        }
    }
    const auto tenant = findTenant(m_parts.directory, wish.tenant.slug);
    if (!tenant) {
        co_return tenant.error();
    }
    User user;
    user.id = m_ids.make<UserId>();
    user.username = wish.username;
    user.displayName = wish.displayName.trimmed().isEmpty() ? wish.username : wish.displayName.trimmed().left(MaxPersonNameLength);
    user.role = Role::Admin;
    user.passwordHash = hash.value();
    user.createdAt = m_parts.clock.now();
    const TenantContext who{tenant.value().id, QStringLiteral("system")};
    auto write = m_parts.database.write([audit = m_audit, who, user](sql::Connection &db) -> Result<Done> {
        // Held until the commit: of two who come at once the second finds the first one's account.
        if (auto marked = MetaRepository(db).set(MetaRepository::SetUp, toRfc3339(user.createdAt)); !marked) {
            return marked;
        }
        const auto hasAny = UsersRepository::hasAny(db);
        if (!hasAny || hasAny.value()) {
            return hasAny ? alreadySetUp() : hasAny.error();
        }
        if (auto inserted = UsersRepository(db, who).insert(user); !inserted) {
            return inserted;
        }
        return audit.append(db, who, {QStringLiteral("setup.done"), QStringLiteral("user"), user.id.value, {{QStringLiteral("role"), word(user.role)}}, {}});
    });
    const auto stored = co_await write;
    if (!stored) {
        co_return stored.error();
    }
    finish();
    qCInfo(lcSetup) << "the service is set up";
    co_return user;
}

QCoro::Task<Result<SignIn>> SetupService::runWithSecret(QString secret, FirstRun wish, SessionOrigin origin)
{
    auto asking = isNeeded();
    const auto needed = co_await asking;
    if (!needed) {
        co_return needed.error();
    }
    if (!needed.value()) {
        co_return alreadySetUp();
    }
    if (auto allowed = m_throttle.begin(Realm, origin.counter()); !allowed) {
        co_return allowed.error();
    }
    const auto typed = readTicketCode(secret);
    const auto wanted = readTicketCode(m_secret);
    if (wanted.isEmpty() || typed.isEmpty() || !isSameHash(ticketHash(typed, Realm), ticketHash(wanted, Realm))) {
        qCInfo(lcSetup) << "wrong setup secret from" << origin.counter();
        co_return Error{ErrorKind::Forbidden, QStringLiteral("this is not the secret that the service wrote to its log"), 0,
            QStringLiteral("setup_secret"), {}};
    }
    m_throttle.succeeded(Realm, origin.counter());
    auto running = run(wish);
    const auto user = co_await running;
    if (!user) {
        co_return user.error();
    }
    const auto tenant = findTenant(m_parts.directory, wish.tenant.slug);
    if (!tenant) {
        co_return tenant.error();
    }
    origin.method = QStringLiteral("setup");
    auto opened = m_parts.auth.open(tenant.value(), user.value(), origin);
    auto signedIn = co_await opened;
    co_return signedIn;
}

} // namespace deskbell::server
