// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/dbconfig.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>
#include <QUrlQuery>

namespace deskbell::sql {
namespace {

Error wrong(const QString &why)
{
    return Error{ErrorKind::Validation, QStringLiteral("the database URL %1").arg(why), 0, QStringLiteral("database_url"), {}};
}

/// A value of libpq's connection string. Qt joins options at ';', so that must not be in one.
QString quoted(QString value)
{
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1Char('\'') + value + QLatin1Char('\'');
}

bool isLocal(const QString &host)
{
    return host.isEmpty() || host.startsWith(QLatin1Char('/')) || host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

Result<Done> readOption(ServerAddress &server, const QString &key, const QString &value)
{
    static const QStringList Modes{QStringLiteral("disable"), QStringLiteral("allow"), QStringLiteral("prefer"),
                                   QStringLiteral("require"), QStringLiteral("verify-ca"), QStringLiteral("verify-full")};
    if (value.contains(QLatin1Char(';'))) {
        return wrong(QStringLiteral("has a ';' in %1").arg(key));
    }
    if (key == QLatin1String("host")) {
        server.host = value;
    } else if (key == QLatin1String("sslmode")) {
        server.sslMode = value;
        return Modes.contains(value) ? Result<Done>(Done{}) : wrong(QStringLiteral("has no such sslmode: %1").arg(value));
    } else if (key == QLatin1String("sslrootcert")) {
        server.sslRootCert = value;
    } else if (key == QLatin1String("sslcert")) {
        server.sslCert = value;
    } else if (key == QLatin1String("sslkey")) {
        server.sslKey = value;
    } else if (key == QLatin1String("application_name")) {
        server.applicationName = value;
    } else if (key == QLatin1String("connect_timeout")) {
        server.connectSeconds = value.toInt();
        return server.connectSeconds >= 2 ? Result<Done>(Done{}) : wrong(QStringLiteral("has a connect_timeout under 2 seconds"));
    } else {
        return wrong(QStringLiteral("has an unknown option: %1").arg(key));
    }
    return Done{};
}

} // namespace

Result<DbConfig> DbConfig::fromUrl(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    const bool isOurs = parsed.scheme() == QLatin1String("postgresql") || parsed.scheme() == QLatin1String("postgres");
    if (!parsed.isValid() || !isOurs) {
        return wrong(QStringLiteral("must be postgresql://user:password@host:port/name"));
    }
    DbConfig config;
    config.backend = Backend::PostgreSql;
    config.name = parsed.path(QUrl::FullyDecoded).mid(1);
    config.server.host = parsed.host(QUrl::FullyDecoded);
    config.server.port = parsed.port(5432);
    config.server.user = parsed.userName(QUrl::FullyDecoded);
    config.server.password = parsed.password(QUrl::FullyDecoded);
    const auto options = QUrlQuery(parsed).queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : options) {
        if (auto read = readOption(config.server, key, value); !read) {
            return read.error();
        }
    }
    if (config.name.isEmpty() || config.name.contains(QLatin1Char('/'))) {
        return wrong(QStringLiteral("needs the name of one database after the host"));
    }
    if (config.server.user.isEmpty()) {
        return wrong(QStringLiteral("needs a user"));
    }
    if (config.server.sslMode.isEmpty() && !config.server.host.startsWith(QLatin1Char('/'))) {
        config.server.sslMode = isLocal(config.server.host) ? QStringLiteral("prefer") : QStringLiteral("verify-full");
    }
    return config;
}

QString DbConfig::label() const
{
    if (!dialect().isPostgreSql()) {
        return name;
    }
    return server.host.startsWith(QLatin1Char('/'))
        ? QStringLiteral("postgresql://%1@/%2?host=%3").arg(server.user, name, server.host)
        : QStringLiteral("postgresql://%1@%2:%3/%4").arg(server.user, server.host).arg(server.port).arg(name);
}

QString DbConfig::connectOptions(bool isReadOnly) const
{
    QStringList settings{
        QStringLiteral("statement_timeout=%1").arg(server.statementMs),
        QStringLiteral("lock_timeout=%1").arg(server.lockMs),
        QStringLiteral("idle_in_transaction_session_timeout=%1").arg(server.idleInTransactionMs),
        QStringLiteral("synchronous_commit=%1").arg(durable ? QStringLiteral("on") : QStringLiteral("off")),
        QStringLiteral("default_transaction_isolation=read\\ committed"),
        QStringLiteral("timezone=UTC"),
        QStringLiteral("client_min_messages=warning"),
    };
    if (isReadOnly) {
        settings << QStringLiteral("default_transaction_read_only=on");
    }
    QStringList options{
        QStringLiteral("connect_timeout=%1").arg(server.connectSeconds),
        QStringLiteral("application_name=") + quoted(server.applicationName),
        // A server that vanishes without a word is noticed within 20 s instead of hours.
        QStringLiteral("keepalives_idle=10;keepalives_interval=5;keepalives_count=2;tcp_user_timeout=20000"),
        QStringLiteral("options=") + quoted(QStringLiteral("-c ") + settings.join(QStringLiteral(" -c "))),
    };
    const std::initializer_list<std::pair<const char *, const QString &>> files{
        {"sslmode", server.sslMode}, {"sslrootcert", server.sslRootCert}, {"sslcert", server.sslCert}, {"sslkey", server.sslKey}};
    for (const auto &[key, value] : files) {
        if (!value.isEmpty()) {
            options << QLatin1String(key) + QLatin1Char('=') + quoted(value);
        }
    }
    return options.join(QLatin1Char(';'));
}

QString withoutPassword(const QString &url)
{
    // By hand: what is not quite a URL must not print its password either.
    static const QRegularExpression Secret(QStringLiteral("^([a-z]+://[^/?#:@]*):(.*)@"));
    return QString(url).replace(Secret, QStringLiteral("\\1:***@"));
}

} // namespace deskbell::sql
