// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testdatabase.h"

#include "core/sql/connection.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <atomic>

namespace deskbell::test {
namespace {

/// What tests/support/postgresql.py wrote down.
QString ofCluster(const char *name)
{
    QFile file(qEnvironmentVariable("DESKBELL_TEST_POSTGRESQL"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String(name)).toString() : QString();
}

void run(const QString &sql)
{
    const auto config = sql::DbConfig::fromUrl(ofCluster("url"));
    auto db = config ? sql::Connection::open(config.value(), sql::Access::ReadWrite) : config.error();
    const auto done = db ? db.value()->exec(sql) : db.error();
    if (!done) {
        qFatal("the test's database: %s", qPrintable(done.error().detail));
    }
}

} // namespace

bool TestDatabase::isPostgreSql() { return qEnvironmentVariableIsSet("DESKBELL_TEST_POSTGRESQL"); }

TestDatabase::TestDatabase()
{
    if (!isPostgreSql()) {
        return;
    }
    static std::atomic<int> number{0};
    m_name = QStringLiteral("t_%1_%2").arg(QCoreApplication::applicationPid()).arg(++number);
    run(QStringLiteral("CREATE DATABASE %1 OWNER %2 TEMPLATE template0").arg(m_name, ofCluster("service")));
    QUrl url(ofCluster("url"));
    url.setUserName(ofCluster("service"));
    url.setPath(QLatin1Char('/') + m_name);
    m_url = url.toString(QUrl::FullyEncoded);
}

TestDatabase::~TestDatabase()
{
    if (!m_name.isEmpty()) {
        run(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(m_name));
    }
}

} // namespace deskbell::test
