// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/sessioninfo.h"
#include "core/store/store.h"
#include "core/support/environment.h"
#include "core/support/result.h"

#include <QObject>
#include <memory>

namespace deskbell {

class MemoryStore;
class SecretStore;
class Settings;

/// What app/ holds: signing in and out, and the store the pages read. GUI thread. The store lives as long as this does and is
/// emptied on sign-out; a session that expired leaves it readable, with its unsent writes, until the next sign-in.
class ConsoleSession final : public QObject
{
    Q_OBJECT
public:
    /// `environment`, `secrets` and `settings` outlive this.
    ConsoleSession(Environment environment, SecretStore &secrets, Settings &settings, QObject *parent = nullptr);
    ~ConsoleSession() override;

    [[nodiscard]] Store &store();
    /// Who is signed in; std::nullopt when nobody is.
    [[nodiscard]] std::optional<SessionInfo> info() const;

    /// Answers by signInFinished, also for an address that makes no sense (Validation, before any network). A second call
    /// replaces one under way. Server, property and user are remembered on success.
    void signIn(const QString &address, const QString &property, const QString &user, const QString &password);
    /// True when server, property and user of an earlier sign-in are known; whether it is still good, resume() tells.
    [[nodiscard]] bool canResume() const;
    /// Signs in with the token kept at the last sign-in. NotFound when there is none; Auth when it is no longer good;
    /// Network and the like when the server can not be reached: then try again later.
    void resume();
    void signOut();

Q_SIGNALS:
    void signInFinished(const deskbell::Result<deskbell::SessionInfo> &result);
    void signedOut();
    /// The server wants a new sign-in. The store stays readable.
    void expired();

private:
    struct Link;

    void begin(const QString &address, const QString &property, const QString &user, const QString *password);
    void onSignedIn(quint64 attempt, const Result<SessionInfo> &result);

    Environment m_environment;
    SecretStore &m_secrets;
    Settings &m_settings;
    std::unique_ptr<MemoryStore> m_store;
    std::unique_ptr<Link> m_link;
    quint64 m_attempt = 0;
};

} // namespace deskbell
