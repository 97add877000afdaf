// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminlink.h"
#include "core/api/sessioninfo.h"
#include "core/store/store.h"
#include "core/support/environment.h"
#include "core/support/result.h"
#include "core/sync/deskmemory.h"
#include "core/sync/signinrequest.h"

#include <QObject>
#include <memory>

namespace deskbell {

class MemoryStore;
class SecretStore;
struct ServerTrust;
class Settings;

/// What app/ holds: signing in and out, and the store the pages read. GUI thread. The store lives as long as this does and is
/// emptied on sign-out; a session that expired leaves it readable, with its unsent writes, until the next sign-in. Unsent writes
/// wait on disk for the person who made them (RELIABILITY rules 22 and 26), and for nobody else.
class ConsoleSession final : public QObject
{
    Q_OBJECT
public:
    /// `environment`, `secrets` and `settings` outlive this. `outboxes`: the folder where unsent writes wait, a file for each
    /// person; empty: they live as long as this.
    ConsoleSession(Environment environment, SecretStore &secrets, Settings &settings, QString outboxes = {}, QObject *parent = nullptr);
    ~ConsoleSession() override;

    [[nodiscard]] Store &store();
    /// Who is signed in; std::nullopt when nobody is.
    [[nodiscard]] std::optional<SessionInfo> info() const;

    /// The way to the service for what is administered, with the session of whoever is signed in.
    [[nodiscard]] AdminLink &admin();
    [[nodiscard]] DeskMemory &desks() { return m_desks; }
    /// True when the service knows this computer by its pairing: then PINs work here. Of whoever is signed in.
    [[nodiscard]] bool isPaired() const;
    /// Of this computer, made at the first start.
    [[nodiscard]] QString deviceId();

    /// Answers by signInFinished, also for an address that makes no sense (Validation, before any network). A second call
    /// replaces one under way. Server, property and user are remembered on success. Whoever is signed in stays so until another
    /// sign-in has succeeded: that is how a locked desk is unlocked or handed over.
    void signIn(const SignInRequest &request);
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
    class Link;
    class Admin;
    struct Wish;

    /// `resumes`: with the token kept at the last sign-in.
    void begin(const SignInRequest &request, bool resumes);
    void onTrust(const Wish &wish, const Result<ServerTrust> &trust);
    void fail(quint64 attempt, const Error &error);
    void onSignedIn(quint64 attempt, const QString &address, const Result<SessionInfo> &result);
    void openOutbox();
    static void dispose(std::unique_ptr<Link> link);

    Environment m_environment;
    SecretStore &m_secrets;
    Settings &m_settings;
    QString m_outboxes;
    std::unique_ptr<MemoryStore> m_store;
    DeskMemory m_desks;
    std::unique_ptr<Admin> m_admin;
    std::unique_ptr<QObject> m_closing; ///< parent of links that say good-bye to their server
    std::unique_ptr<Link> m_link;       ///< the session the store is filled from
    std::unique_ptr<Link> m_candidate;  ///< a sign-in under way
    QString m_owner;                    ///< whose data and unsent writes the store holds
    quint64 m_attempt = 0;
};

} // namespace deskbell
