// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"
#include "core/support/result.h"

#include <QString>

namespace deskbell::sql {

/// How to reach a PostgreSQL server. Empty values are left to libpq.
struct ServerAddress {
    QString host; ///< name, address, or the directory of a unix socket
    int port = 5432;
    QString user;
    QString password;
    QString sslMode; ///< libpq's words; empty only for a unix socket
    QString sslRootCert;
    QString sslCert;
    QString sslKey;
    QString applicationName = QStringLiteral("deskbelld");
    int connectSeconds = 5;
    /// A statement that takes longer is ended by the server (code "timeout").
    int statementMs = 30'000;
    /// A lock waited for longer is given up (code "retry").
    int lockMs = 4'000;
    /// A service that stands still inside a transaction loses its connection, and with it the locks the others wait for.
    int idleInTransactionMs = 10'000;
};

/// A database to open.
struct DbConfig {
    Backend backend = Backend::Sqlite;
    QString name; ///< a file's path for SQLite, the database's name on PostgreSQL
    /// fsync at every commit (FULL, synchronous_commit). OFF only for tests that measure something else.
    bool durable = true;
    ServerAddress server{}; ///< PostgreSQL only

    /// `postgresql://user:password@host:port/name?sslmode=…&sslrootcert=…`; a unix socket is `?host=/directory`. Without
    /// sslmode a server on another machine must prove its name (verify-full). Validation (code "database_url") says what
    /// is wrong and never shows the password.
    [[nodiscard]] static Result<DbConfig> fromUrl(const QString &url);

    [[nodiscard]] Dialect dialect() const
    {
        return {backend};
    }
    /// For people and logs: the file, or the URL without its password.
    [[nodiscard]] QString label() const;
    /// What libpq wants besides host, port, name, user and password.
    [[nodiscard]] QString connectOptions(bool isReadOnly) const;
};

/// The URL with "***" for its password; as it is when it has none.
[[nodiscard]] QString withoutPassword(const QString &url);

} // namespace deskbell::sql
