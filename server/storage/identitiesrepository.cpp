// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/identitiesrepository.h"

namespace deskbell::server {
namespace {

const auto SelectUser = QStringLiteral("SELECT user_id FROM identities WHERE tenant_id = ? AND issuer = ? AND subject = ?");
const auto InsertOne = QStringLiteral(
    "INSERT INTO identities (tenant_id, issuer, subject, user_id, created_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?)");
const auto UpdateUse = QStringLiteral("UPDATE identities SET last_used_at = ? WHERE tenant_id = ? AND issuer = ? AND subject = ?");

Result<Done> done(const Result<qint64> &ran) { return ran ? Result<Done>(Done{}) : Result<Done>(ran.error()); }

} // namespace

Result<std::optional<UserId>> IdentitiesRepository::user(const QString &issuer, const QString &subject)
{
    auto query = m_db.query(SelectUser);
    query.bind(m_who.tenant.value).bind(issuer).bind(subject);
    std::optional<UserId> user;
    if (query.next()) {
        user = UserId{query.text(0)};
    }
    return query.error() ? Result<std::optional<UserId>>(*query.error()) : Result<std::optional<UserId>>(std::move(user));
}

Result<Done> IdentitiesRepository::insert(const QString &issuer, const QString &subject, const UserId &user, Instant now)
{
    return done(m_db.query(InsertOne).bind(m_who.tenant.value).bind(issuer).bind(subject).bind(user.value).bind(now).bind(now).run());
}

Result<Done> IdentitiesRepository::noteUse(const QString &issuer, const QString &subject, Instant now)
{
    return done(m_db.query(UpdateUse).bind(now).bind(m_who.tenant.value).bind(issuer).bind(subject).run());
}

} // namespace deskbell::server
