// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testservice.h"

#include <QCoroTask>
#include <QFile>
#include <sodium.h>

namespace deskbell::test {
namespace {

template <typename T> QString problem(const Result<T> &result) { return result ? QString() : result.error().detail; }

} // namespace

TestService::TestService(Options options) : m_options(std::move(options))
{
    if (m_options.databaseUrl.isEmpty()) {
        m_database = std::make_unique<TestDatabase>();
        m_options.databaseUrl = m_database->url();
    }
}

TestService::~TestService() = default;

QString TestService::start()
{
    if (const auto failed = run(); !failed.isEmpty()) {
        return failed;
    }
    if (const auto failed = addTenant(QString::fromLatin1(Slug)); !failed.isEmpty()) {
        return failed;
    }
    return addUser(
        QString::fromLatin1(Slug), QString::fromLatin1(Username), m_options.role, QString::fromLatin1(Password));
}

QString TestService::restart()
{
    m_application.reset();
    return run();
}

QString TestService::run()
{
    const auto directory = dir();
    if (auto prepared = directory.prepare(); !prepared) {
        return prepared.error().detail;
    }
    server::ApplicationOptions options{directory};
    options.http = m_options.http;
    options.lines = m_options.lines;
    options.auth = m_options.auth;
    options.jobs = m_options.jobs;
    options.isWorker = m_options.isWorker;
    options.isDurable = false;
    options.ballastBytes = 0;
    options.backups = {directory.backups(), false};
    options.databaseUrl = m_options.databaseUrl;
    options.masterKeyFile = keyFile();
    options.vapiUrl = m_options.vapiUrl;
    options.jobs.http.allowsLoopback = true; // where the tests' receivers are
    options.stopGrace = std::chrono::seconds(2);
    options.passwordCost = {crypto_pwhash_MEMLIMIT_MIN, crypto_pwhash_OPSLIMIT_MIN};
    const Clock &clock = m_options.hasManualClock ? static_cast<const Clock &>(m_manualClock) : m_systemClock;
    m_application = std::make_unique<server::Application>(std::move(options), clock, m_rng);
    return problem(m_application->start());
}

QString TestService::keyFile() const
{
    // Services of one database need the same.
    const auto path = m_directory.filePath(QStringLiteral("master.key"));
    QFile file(path);
    if (!file.exists() && file.open(QIODevice::WriteOnly)) {
        file.write(QByteArray(64, '7'));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    return path;
}

QString TestService::addTenant(const QString &slug)
{
    return problem(QCoro::waitFor(m_application->access().tenants.add(
        {slug, QStringLiteral("Hotel ") + slug, QStringLiteral("Europe/Lisbon"), QStringLiteral("EUR")})));
}

QString TestService::addUser(const QString &slug, const QString &username, server::Role role, const QString &password)
{
    return problem(QCoro::waitFor(m_application->access().users.add({slug, username, {}, role, password})));
}

std::optional<QJsonObject> TestService::signIn(
    const QString &slug, const QString &username, const QString &password) const
{
    auto http = calls();
    const auto answer = http.post(QStringLiteral("/v1/auth/login"),
        {{QStringLiteral("tenant"), slug}, {QStringLiteral("username"), username},
            {QStringLiteral("password"), password}});
    return answer.status == 200 ? std::optional(answer.data()) : std::nullopt;
}

std::unique_ptr<HttpCalls> TestService::signedInCalls() const
{
    const auto signedIn
        = signIn(QString::fromLatin1(Slug), QString::fromLatin1(Username), QString::fromLatin1(Password));
    auto http = std::make_unique<HttpCalls>(url());
    http->setToken(signedIn.value_or(QJsonObject()).value(QLatin1String("access_token")).toString().toLatin1());
    return http;
}

server::HookSource TestService::hook(const QString &slug) const
{
    const auto source = m_application->access().tenants.hook(slug, QStringLiteral("vapi"));
    return source ? source.value() : server::HookSource();
}

} // namespace deskbell::test
