// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/apikeysservice.h"

#include "server/access/permissions.h"
#include "server/access/ticketcode.h"
#include "server/storage/database.h"

#include <QCoroFuture>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QUuid>
#include <algorithm>
#include <utility>

namespace deskbell::server {
namespace {

constexpr int SecretBytes = 32;
constexpr int MaxNameLength = 64;
constexpr qsizetype IdSigns = 32;
constexpr qsizetype MaxKeyLength = 200;
const QByteArray Mark = QByteArrayLiteral("dbk_");
constexpr std::chrono::minutes NoteEvery{1};
/// Of a key without an end: principals need one, and the feed looks at it.
constexpr std::chrono::hours Unlimited{24 * 365 * 10};

Error invalid(const char *field, const QString &why)
{
    return Error{ErrorKind::Validation, why, 0, QStringLiteral("invalid_field"), {{QStringLiteral("field"), QLatin1String(field)}}};
}

Error denied(const char *code, const char *sentence)
{
    return Error{ErrorKind::Auth, QString::fromLatin1(sentence), 0, QString::fromLatin1(code), {}};
}

QString plainId(const ApiKeyId &id) { return QString(id.value).remove(QLatin1Char('-')); }

QByteArray hashOf(const QByteArray &key) { return QCryptographicHash::hash(key, QCryptographicHash::Sha256); }

/// The id inside a key; empty for what is none.
ApiKeyId idOf(const QByteArray &key)
{
    const auto hex = key.mid(Mark.size(), IdSigns);
    const auto end = Mark.size() + IdSigns;
    if (key.size() <= end || key.size() > MaxKeyLength || key.at(end) != '_') {
        return {};
    }
    const auto bytes = QByteArray::fromHex(hex);
    return bytes.toHex() == hex ? ApiKeyId{QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces)} : ApiKeyId{};
}

Principal principalOf(const ApiKey &key, Instant now)
{
    Principal who;
    who.userId = key.user;
    who.username = key.username;
    who.displayName = key.name;
    who.role = key.role;
    who.tenantId = key.tenant;
    who.sessionId = SessionId{key.id.value};
    who.expiresAt = key.expiresAt.value_or(now + Unlimited);
    who.keyId = key.id;
    who.keyName = key.name;
    who.scopes = key.scopes;
    return who;
}

Result<Done> check(const Principal &who, const NewApiKey &wish, Instant now)
{
    const bool isClean = std::none_of(wish.name.begin(), wish.name.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    if (wish.name.trimmed().isEmpty() || wish.name.size() > MaxNameLength || !isClean) {
        return invalid("name", QStringLiteral("a key has a name of 1 to %1 characters").arg(MaxNameLength));
    }
    if (wish.scopes.isEmpty()) {
        return invalid("scopes", QStringLiteral("a key needs at least one permission"));
    }
    for (const auto &scope : wish.scopes) {
        const auto *permission = findPermission(scope.toLatin1());
        if (!permission || !permission->isForKeys) {
            return invalid("scopes", QStringLiteral("no key can have \"%1\"").arg(scope.left(64)));
        }
        if (auto allowed = authorize(who, permission->name); !allowed) {
            return allowed;
        }
    }
    if (wish.expiresAt && *wish.expiresAt <= now) {
        return invalid("expires_at", QStringLiteral("a key can not end in the past"));
    }
    return Done{};
}

} // namespace

QString keyPrefix(const ApiKeyId &id)
{
    constexpr int ShownSigns = 12;
    return QString::fromLatin1(Mark) + plainId(id).left(ShownSigns);
}

QCoro::Task<Result<Done>> ApiKeysService::reload()
{
    const auto asked = ++m_asked;
    auto read = m_database.read([](sql::Connection &db) { return ApiKeysRepository(db).all(); });
    const auto keys = co_await read;
    if (!keys) {
        co_return keys.error();
    }
    if (asked != m_asked) {
        co_return Done{}; // a later one has newer rows
    }
    QHash<ApiKeyId, ApiKey> next;
    for (const auto &key : keys.value()) {
        if (key.isUserActive) {
            next.insert(key.id, key);
        }
    }
    const auto known = std::exchange(m_keys, next).keys();
    for (const auto &id : known) {
        if (!m_keys.contains(id)) {
            m_buckets.remove(id);
            m_registry.cut(SessionId{id.value});
        }
    }
    co_return Done{};
}

void ApiKeysService::personChanged(const UserId &user, const TenantId &tenant, Role role, bool isActive)
{
    QList<ApiKeyId> gone;
    for (auto &key : m_keys) {
        if (key.user == user && key.tenant == tenant) {
            key.role = role;
            if (!isActive) {
                gone.append(key.id);
            }
        }
    }
    for (const auto &id : std::as_const(gone)) {
        m_keys.remove(id);
        m_registry.cut(SessionId{id.value});
    }
}

Result<Principal> ApiKeysService::verify(const QByteArray &key)
{
    const auto now = m_clock.now();
    const auto found = m_keys.constFind(idOf(key));
    if (found == m_keys.constEnd() || !isSameHash(hashOf(key), found->secretHash)) {
        return denied("key_invalid", "The API key is not valid.");
    }
    if (found->expiresAt && now >= *found->expiresAt) {
        return denied("key_expired", "The API key has expired.");
    }
    const auto stored = m_buckets.constFind(found->id);
    auto bucket = stored == m_buckets.constEnd() ? TokenBucket(rateLimit(), now) : TokenBucket(rateLimit(), stored->state(), now);
    if (const auto wait = bucket.waitFor(1); wait.count() > 0) {
        const auto seconds = std::max<qint64>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
        return Error{ErrorKind::RateLimited, QStringLiteral("This API key asks too often. Try again in %1 s.").arg(seconds), 0,
            QStringLiteral("key_throttled"), {{QStringLiteral("retry_after"), seconds}}};
    }
    bucket.spend(1);
    m_buckets.insert(found->id, bucket);
    m_used.insert(found->id, now);
    return principalOf(*found, now);
}

QCoro::Task<Result<QList<ApiKey>>> ApiKeysService::list(Principal who)
{
    auto read = m_database.read([who = who.context()](sql::Connection &db) { return ApiKeysRepository(db).ofTenant(who); });
    auto keys = co_await read;
    if (keys) {
        for (auto &key : keys.value()) {
            if (const auto used = m_used.constFind(key.id); used != m_used.constEnd()) {
                key.lastUsedAt = *used;
            }
        }
    }
    co_return keys;
}

QCoro::Task<Result<std::pair<ApiKey, QString>>> ApiKeysService::make(Principal who, NewApiKey wish)
{
    const auto now = m_clock.now();
    wish.scopes.removeDuplicates();
    wish.scopes.sort();
    if (auto checked = check(who, wish, now); !checked) {
        co_return checked.error();
    }
    ApiKey key;
    key.id = m_ids.make<ApiKeyId>();
    key.tenant = who.tenantId;
    key.user = who.userId;
    key.name = wish.name.trimmed();
    key.scopes = wish.scopes;
    key.createdAt = now;
    key.expiresAt = wish.expiresAt;
    key.username = who.username;
    key.displayName = who.displayName;
    key.role = who.role;
    const auto text = QString::fromLatin1(Mark) + plainId(key.id) + QLatin1Char('_') + m_ids.secret(SecretBytes);
    key.secretHash = hashOf(text.toLatin1());
    auto write = m_database.write([audit = m_audit, who = who.context(), key](sql::Connection &db) -> Result<Done> {
        if (auto inserted = ApiKeysRepository(db).insert(key); !inserted) {
            return inserted;
        }
        return audit.append(db, who, {QStringLiteral("key.add"), QStringLiteral("api_key"), key.id.value,
                                         {{QStringLiteral("scopes"), QJsonArray::fromStringList(key.scopes)}}, {}});
    });
    const auto stored = co_await write;
    if (!stored) {
        co_return stored.error();
    }
    auto reloading = reload();
    const auto reloaded = co_await reloading;
    if (!reloaded) {
        co_return reloaded.error();
    }
    co_return std::pair(key, text);
}

QCoro::Task<Result<Done>> ApiKeysService::end(Principal who, ApiKeyId id)
{
    auto write = m_database.write([audit = m_audit, who = who.context(), id, now = m_clock.now()](sql::Connection &db) -> Result<Done> {
        const auto revoked = ApiKeysRepository(db).revoke(who, id, now);
        if (!revoked) {
            return revoked.error();
        }
        if (!revoked.value()) {
            return Error{ErrorKind::NotFound, QStringLiteral("there is no such key"), 0, QStringLiteral("unknown_key"), {}};
        }
        return audit.append(db, who, {QStringLiteral("key.revoked"), QStringLiteral("api_key"), id.value, {}, {}});
    });
    const auto done = co_await write;
    if (!done) {
        co_return done;
    }
    // Not by reading again, which may fail: it is over now.
    m_keys.remove(id);
    m_buckets.remove(id);
    m_used.remove(id);
    m_registry.cut(SessionId{id.value});
    co_return Done{};
}

void ApiKeysService::noteUses()
{
    const auto now = m_clock.now();
    if (m_used.isEmpty() || now - m_notedAt < NoteEvery || m_database.isReadOnly()) {
        return;
    }
    m_notedAt = now;
    QList<std::pair<TenantId, std::pair<ApiKeyId, Instant>>> uses;
    for (auto used = m_used.cbegin(); used != m_used.cend(); ++used) {
        if (const auto key = m_keys.constFind(used.key()); key != m_keys.constEnd()) {
            uses.append({key->tenant, {used.key(), used.value()}});
        }
    }
    m_used.clear();
    // Nobody waits for it: what is lost is a time of last use.
    (void)m_database.write([uses](sql::Connection &db) -> Result<Done> {
        for (const auto &[tenant, use] : uses) {
            if (auto noted = ApiKeysRepository(db).noteUse(tenant, use.first, use.second); !noted) {
                return noted;
            }
        }
        return Done{};
    });
}

} // namespace deskbell::server
