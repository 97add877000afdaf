// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/userticketsrepository.h"

namespace deskbell::server {
namespace {

const auto InsertOne = QStringLiteral("INSERT INTO user_tickets (tenant_id, id, user_id, kind, lookup, code_hash, created_at, created_by, expires_at) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
const auto SelectOne = QStringLiteral("SELECT id, user_id, kind, lookup, code_hash, created_at, expires_at, used_at, tries "
                                      "FROM user_tickets WHERE tenant_id = ? AND lookup = ?");
const auto CountTry = QStringLiteral("UPDATE user_tickets SET tries = tries + 1 WHERE tenant_id = ? AND id = ?");
const auto Use = QStringLiteral("UPDATE user_tickets SET used_at = ? WHERE tenant_id = ? AND id = ?");
const auto EndAll = QStringLiteral("UPDATE user_tickets SET used_at = ? WHERE tenant_id = ? AND user_id = ? AND used_at IS NULL");
const auto DeleteExpired = QStringLiteral("DELETE FROM user_tickets WHERE expires_at < ?");

Result<Done> done(const Result<qint64> &changed) { return changed ? Result<Done>(Done{}) : Result<Done>(changed.error()); }

} // namespace

QString word(UserTicket::Kind kind)
{
    switch (kind) {
    case UserTicket::Kind::Invite: return QStringLiteral("invite");
    case UserTicket::Kind::Reset: return QStringLiteral("reset");
    }
    return {};
}

Result<Done> UserTicketsRepository::insert(const UserTicket &ticket)
{
    const auto inserted = m_db.query(InsertOne)
                              .bind(m_who.tenant.value)
                              .bind(ticket.id)
                              .bind(ticket.user.value)
                              .bind(word(ticket.kind))
                              .bind(ticket.lookup)
                              .bind(ticket.codeHash)
                              .bind(ticket.createdAt)
                              .bind(m_who.actor)
                              .bind(ticket.expiresAt)
                              .run();
    if (!inserted && inserted.error().code == QLatin1String("constraint")) {
        return Error{ErrorKind::Conflict, QStringLiteral("try again"), 0, QStringLiteral("lookup_taken"), {}};
    }
    return done(inserted);
}

Result<std::optional<UserTicket>> UserTicketsRepository::take(const QString &lookup)
{
    auto query = m_db.query(SelectOne + m_db.dialect().forUpdate());
    query.bind(m_who.tenant.value).bind(lookup);
    std::optional<UserTicket> ticket;
    if (query.next()) {
        const auto kind = query.text(2) == word(UserTicket::Kind::Reset) ? UserTicket::Kind::Reset : UserTicket::Kind::Invite;
        ticket = UserTicket{query.text(0), UserId{query.text(1)}, kind, query.text(3), query.blob(4), query.instant(5),
            query.instant(6), query.optionalInstant(7), int(query.number(8))};
    }
    return query.error() ? Result<std::optional<UserTicket>>(*query.error()) : Result<std::optional<UserTicket>>(std::move(ticket));
}

Result<Done> UserTicketsRepository::countTry(const QString &id)
{
    return done(m_db.query(CountTry).bind(m_who.tenant.value).bind(id).run());
}

Result<Done> UserTicketsRepository::use(const QString &id, Instant now)
{
    return done(m_db.query(Use).bind(now).bind(m_who.tenant.value).bind(id).run());
}

Result<Done> UserTicketsRepository::endAll(const UserId &user, Instant now)
{
    return done(m_db.query(EndAll).bind(now).bind(m_who.tenant.value).bind(user.value).run());
}

Result<qint64> UserTicketsRepository::removeExpired(sql::Connection &db, Instant before)
{
    return db.query(DeleteExpired, sql::RowScope::everybody()).bind(before).run();
}

} // namespace deskbell::server
