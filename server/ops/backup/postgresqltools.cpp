// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/backup/postgresqltools.h"

#include <QProcess>
#include <QStandardPaths>
#include <chrono>

namespace deskbell::server::postgresql {
namespace {

/// A property's database is dumped in seconds; what takes so long hangs.
constexpr std::chrono::milliseconds Patience = std::chrono::hours(1);

QProcessEnvironment environmentOf(const sql::DbConfig &config)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    const auto set = [&environment](const char *name, const QString &value) {
        if (!value.isEmpty()) {
            environment.insert(QString::fromLatin1(name), value);
        }
    };
    const auto &server = config.server;
    set("PGHOST", server.host);
    set("PGPORT", QString::number(server.port));
    set("PGUSER", server.user);
    set("PGPASSWORD", server.password);
    set("PGDATABASE", config.name);
    set("PGSSLMODE", server.sslMode);
    set("PGSSLROOTCERT", server.sslRootCert);
    set("PGSSLCERT", server.sslCert);
    set("PGSSLKEY", server.sslKey);
    set("PGCONNECT_TIMEOUT", QString::number(server.connectSeconds));
    return environment;
}

Result<Done> run(const char *program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    const auto name = QString::fromLatin1(program);
    const auto path = QStandardPaths::findExecutable(name);
    if (path.isEmpty()) {
        return Error{ErrorKind::Unavailable,
            QStringLiteral("%1 is not installed; backups of PostgreSQL need its client programs").arg(name), 0,
            QStringLiteral("no_postgresql_tools"), {}};
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(path, arguments);
    const bool isDone = process.waitForFinished(int(Patience.count()));
    if (isDone && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0) {
        return Done{};
    }
    if (!isDone) {
        process.kill();
        process.waitForFinished();
    }
    const auto said = QString::fromLocal8Bit(process.readAllStandardError()).trimmed().right(500);
    return Error{ErrorKind::Storage, QStringLiteral("%1 failed: %2").arg(name, said.isEmpty() ? process.errorString() : said), 0,
        QStringLiteral("backup_failed"), {}};
}

/// Row security (docs/adr/0021) holds for the service's role here too; a backup is of all properties.
QProcessEnvironment wholeDatabase(const sql::DbConfig &config)
{
    auto environment = environmentOf(config);
    environment.insert(QStringLiteral("PGOPTIONS"), QStringLiteral("-c deskbell.scope=service"));
    return environment;
}

} // namespace

Result<Done> dump(const sql::DbConfig &config, const QString &target, const QString &snapshot)
{
    return run("pg_dump",
        {QStringLiteral("--format=custom"), QStringLiteral("--compress=0"), QStringLiteral("--no-owner"),
            QStringLiteral("--no-privileges"), QStringLiteral("--enable-row-security"), QStringLiteral("--snapshot=") + snapshot, QStringLiteral("--file=") + target},
        wholeDatabase(config));
}

Result<Done> examine(const QString &file)
{
    return run("pg_restore", {QStringLiteral("--list"), file}, QProcessEnvironment::systemEnvironment());
}

Result<Done> restore(const sql::DbConfig &config, const QString &file)
{
    return run("pg_restore",
        {QStringLiteral("--exit-on-error"), QStringLiteral("--single-transaction"), QStringLiteral("--no-owner"),
            QStringLiteral("--no-privileges"), QStringLiteral("--dbname=") + config.name, file},
        environmentOf(config));
}

} // namespace deskbell::server::postgresql
