// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/memorysecretstore.h"

namespace deskbell {

/// The keychain of the operating system (target deskbell::keychain). Where there is none it keeps secrets in memory, from
/// the first time the keychain says so.
class KeychainSecretStore final : public SecretStore
{
public:
    /// `service` is the name entries are filed under.
    explicit KeychainSecretStore(QString service = QStringLiteral("deskbell"));
    ~KeychainSecretStore() override;
    Q_DISABLE_COPY_MOVE(KeychainSecretStore)

    QCoro::Task<Result<QString>> read(QString key) override;
    QCoro::Task<Result<Done>> write(QString key, QString secret) override;
    QCoro::Task<Result<Done>> remove(QString key) override;
    [[nodiscard]] bool isPersistent() const override { return !m_state->memoryOnly; }

private:
    /// Outlives the store while a keychain job is under way.
    struct State {
        bool memoryOnly = false;
        MemorySecretStore memory;
    };

    QString m_service;
    std::shared_ptr<State> m_state;
};

} // namespace deskbell
