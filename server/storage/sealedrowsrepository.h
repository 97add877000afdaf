// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/scopedconnection.h"
#include "core/support/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace deskbell::server {

/// Everything in the database that is sealed, of every tenant, as it is stored: for sealing what earlier versions left clear,
/// and for another master key. On a database thread, inside the caller's transaction. Administration only.
class SealedRowsRepository final
{
public:
    explicit SealedRowsRepository(sql::Connection &db) : m_db(db, sql::RowScope::everybody()) {}

    struct Hook {
        qint64 id = 0;
        TenantId tenant;
        QString provider;
        QString secret;
        QString previousSecret;
    };
    [[nodiscard]] Result<QList<Hook>> hooks();
    [[nodiscard]] Result<Done> put(const Hook &hook);

    struct Settings {
        TenantId tenant;
        QString json;
    };
    [[nodiscard]] Result<QList<Settings>> settings();
    [[nodiscard]] Result<Done> put(const Settings &settings);

    struct Credential {
        TenantId tenant;
        QString provider;
        QString slot;
        QByteArray sealed;
    };
    [[nodiscard]] Result<QList<Credential>> credentials();
    [[nodiscard]] Result<Done> put(const Credential &credential);

    struct SecondFactor {
        TenantId tenant;
        UserId user;
        QByteArray secret;
    };
    [[nodiscard]] Result<QList<SecondFactor>> secondFactors();
    [[nodiscard]] Result<Done> put(const SecondFactor &factor);

    struct Message {
        qint64 id = 0;
        TenantId tenant;
        qint64 sourceId = 0;
        QString extId;
        QByteArray sha256;
        QByteArray body;
        QByteArray answer;
    };
    /// Those with a body or an answer, by id from `after` on.
    [[nodiscard]] Result<QList<Message>> messages(qint64 after, int limit);
    [[nodiscard]] Result<Done> put(const Message &message);

private:
    sql::ScopedConnection m_db;
};

} // namespace deskbell::server
