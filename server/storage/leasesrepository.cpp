// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/leasesrepository.h"

namespace deskbell::server {
namespace {

const auto Insert = QStringLiteral("INSERT INTO leases (name, owner, fence, expires_at) VALUES (?, '', 0, 0) ON CONFLICT (name) DO NOTHING");
/// %1: now, %2: when another owner's lease may be taken, %3: FOR UPDATE SKIP LOCKED
const auto Acquire = QStringLiteral(
    "UPDATE leases SET owner = ?, fence = fence + 1, expires_at = %1 + ? "
    "WHERE name = (SELECT name FROM leases WHERE name = ? AND %2%3) RETURNING fence");
const auto Renew = QStringLiteral("UPDATE leases SET expires_at = %1 + ? WHERE name = ? AND owner = ? AND fence = ?");
const auto Release = QStringLiteral("UPDATE leases SET owner = '', expires_at = 0 WHERE name = ? AND owner = ? AND fence = ?");
const auto Hold = QStringLiteral("SELECT fence FROM leases WHERE name = ? AND owner = ? AND fence = ? AND expires_at > %1%2");

} // namespace

Result<std::optional<qint64>> LeasesRepository::acquire(const QString &name, const QString &owner, std::chrono::milliseconds life)
{
    if (auto inserted = m_db.query(Insert).bind(name).run(); !inserted) {
        return inserted.error();
    }
    const auto &dialect = m_db.dialect();
    const auto isFree = dialect.isPostgreSql() ? QStringLiteral("expires_at <= ") + dialect.nowMillis() : QStringLiteral("1 = 1");
    auto query = m_db.query(Acquire.arg(dialect.nowMillis(), isFree, dialect.forUpdateSkipLocked()));
    query.bind(owner).bind(qint64(life.count())).bind(name);
    const bool isOurs = query.next();
    if (query.error()) {
        return *query.error();
    }
    return isOurs ? std::optional(query.number(0)) : std::optional<qint64>();
}

Result<bool> LeasesRepository::renew(const QString &name, const QString &owner, qint64 fence, std::chrono::milliseconds life)
{
    const auto renewed = m_db.query(Renew.arg(m_db.dialect().nowMillis())).bind(qint64(life.count())).bind(name).bind(owner).bind(fence).run();
    return renewed ? Result<bool>(renewed.value() == 1) : Result<bool>(renewed.error());
}

Result<Done> LeasesRepository::release(const QString &name, const QString &owner, qint64 fence)
{
    const auto released = m_db.query(Release).bind(name).bind(owner).bind(fence).run();
    return released ? Result<Done>(Done{}) : Result<Done>(released.error());
}

Result<bool> LeasesRepository::hold(const QString &name, const QString &owner, qint64 fence)
{
    auto query = m_db.query(Hold.arg(m_db.dialect().nowMillis(), m_db.dialect().forUpdate()));
    query.bind(name).bind(owner).bind(fence);
    const bool isOurs = query.next();
    return query.error() ? Result<bool>(*query.error()) : Result<bool>(isOurs);
}

} // namespace deskbell::server
