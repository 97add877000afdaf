// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/storage/tenantcontext.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace deskbell::server {

/// What lets one person choose a password once: an invite or a reset.
struct UserTicket {
    enum class Kind { Invite, Reset };

    QString id;
    UserId user;
    Kind kind = Kind::Invite;
    QString lookup; ///< the part of the code that finds it
    QByteArray codeHash; ///< SHA-256 of the whole code
    Instant createdAt{};
    Instant expiresAt{};
    std::optional<Instant> usedAt;
    int tries = 0; ///< wrong ones
};

[[nodiscard]] QString word(UserTicket::Kind kind); ///< invite reset

/// The tickets of one tenant.
class UserTicketsRepository final
{
public:
    UserTicketsRepository(sql::Connection &db, TenantContext who) : m_db(db, sql::RowScope::of(who.tenant.value)), m_who(std::move(who)) { }

    /// Conflict "lookup_taken" when chance made the same look-up twice: make another.
    [[nodiscard]] Result<Done> insert(const UserTicket &ticket);
    /// Nobody else uses it until the transaction ends.
    [[nodiscard]] Result<std::optional<UserTicket>> take(const QString &lookup);
    [[nodiscard]] Result<Done> countTry(const QString &id);
    [[nodiscard]] Result<Done> use(const QString &id, Instant now);
    /// What was not used yet ends: only the newest ticket of a person is good.
    [[nodiscard]] Result<Done> endAll(const UserId &user, Instant now);
    /// Forgets what expired before `before`, of all tenants.
    [[nodiscard]] static Result<qint64> removeExpired(sql::Connection &db, Instant before);

private:
    sql::ScopedConnection m_db;
    TenantContext m_who;
};

} // namespace deskbell::server
