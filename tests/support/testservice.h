// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/application.h"
#include "tests/support/httpcalls.h"
#include "tests/support/manualclock.h"
#include "tests/support/testdatabase.h"

#include <QTemporaryDir>
#include <memory>
#include <optional>

namespace deskbell::test {

/// The real service inside the test's process: port 0, a directory and (on PostgreSQL) a database of its own, cheap
/// passwords, no fsync. Has the property
/// "aurora" (Europe/Lisbon, EUR) with the user "anna". Needs a QCoreApplication.
class TestService final
{
public:
    static constexpr auto Slug = "aurora";
    static constexpr auto Username = "anna";
    static constexpr auto Password = "correct horse battery";

    struct Options {
        bool hasManualClock = false; ///< time stands until clock().advance()
        server::AuthService::Options auth;
        http::ServerOptions http;
        server::LineParts::Options lines; ///< in the clear, because it listens on loopback
        server::Role role = server::Role::Manager; ///< anna's
        QString databaseUrl; ///< another service's database(), where that is PostgreSQL; empty: one of its own
        server::JobParts::Options jobs;
        QUrl vapiUrl{QStringLiteral("https://api.vapi.ai")};
        bool isWorker = false; ///< as `deskbelld work`: does jobs and does not listen
    };

    explicit TestService(Options options);
    TestService() : TestService(Options{}) { }
    ~TestService();
    Q_DISABLE_COPY_MOVE(TestService)

    /// Empty when it runs, otherwise what went wrong: QCOMPARE(service.start(), QString()).
    [[nodiscard]] QString start();
    /// The same for a second service on the database of one that has started: adds nothing.
    [[nodiscard]] QString startBeside() { return run(); }
    /// Stops and starts again on the same directory, on another port.
    [[nodiscard]] QString restart();
    /// Ends the service and keeps its directory.
    void stop() { m_application.reset(); }

    [[nodiscard]] server::Application &application() { return *m_application; }
    [[nodiscard]] ManualClock &clock() { return m_manualClock; }
    /// What another service's Options::databaseUrl takes; empty on SQLite.
    [[nodiscard]] const QString &database() const { return m_options.databaseUrl; }
    [[nodiscard]] const QString &url() const { return m_application->url(); }
    [[nodiscard]] server::DataDir dir() const { return server::DataDir(m_directory.filePath(QStringLiteral("data"))); }

    /// Empty, or what went wrong.
    [[nodiscard]] QString addTenant(const QString &slug);
    [[nodiscard]] QString addUser(
        const QString &slug, const QString &username, server::Role role, const QString &password);
    /// Over HTTP. std::nullopt when refused.
    [[nodiscard]] std::optional<QJsonObject> signIn(
        const QString &slug, const QString &username, const QString &password) const;
    /// Calls with anna's fresh token.
    [[nodiscard]] std::unique_ptr<HttpCalls> signedInCalls() const;
    [[nodiscard]] HttpCalls calls() const { return HttpCalls(url()); }
    /// Path and secret of the property's Vapi hook.
    [[nodiscard]] server::HookSource hook(const QString &slug) const;

private:
    [[nodiscard]] QString run();
    [[nodiscard]] QString keyFile() const;

    Options m_options;
    QTemporaryDir m_directory;
    std::unique_ptr<TestDatabase> m_database; ///< null on the database of another
    ManualClock m_manualClock;
    SystemClock m_systemClock;
    SystemRng m_rng;
    std::unique_ptr<server::Application> m_application;
};

} // namespace deskbell::test
