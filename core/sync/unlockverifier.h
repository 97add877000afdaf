// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/environment.h"
#include "core/support/result.h"
#include "core/support/secretstore.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <chrono>

namespace deskbell {

/// Whether a password is the one somebody signed in with lately, without asking the service: so that a locked desk opens while its
/// server is away (RELIABILITY rule 88). Keeps an argon2id verifier in the secret store for 72 h. GUI thread; the work of argon2id
/// is done on the thread pool.
class UnlockVerifier final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::hours GoodFor{72};
    static constexpr int MostTries = 5;
    static constexpr std::chrono::seconds WaitAfterTries{60};

    /// How much work: as the service does for its passwords, or little, for tests.
    enum class Effort { Usual, Least };

    /// `secrets` and `environment` outlive this.
    UnlockVerifier(SecretStore &secrets, Environment environment, Effort effort = Effort::Usual, QObject *parent = nullptr);

    /// `key` names the person, e.g. UnlockVerifier::keyOf(). Storage when the keychain refuses.
    QCoro::Task<Result<Done>> learn(QString key, QString password);
    /// Auth: another password. NotFound: nobody with this key signed in within 72 h. RateLimited after five wrong ones.
    QCoro::Task<Result<Done>> check(QString key, QString password);
    /// After signing out.
    QCoro::Task<Result<Done>> forget(QString key) { return m_secrets.remove(std::move(key)); }

    [[nodiscard]] static QString keyOf(const QString &server, const QString &property, const QString &user);

private:
    SecretStore &m_secrets;
    Environment m_environment;
    Effort m_effort;
    QHash<QString, int> m_wrong; ///< tries since the last right one
    QHash<QString, std::chrono::steady_clock::time_point> m_until;
};

} // namespace deskbell
