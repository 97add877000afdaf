// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/secretstore.h"

#include <QHash>

namespace deskbell {

/// Secrets that end with the program: for tests, and for machines without a keychain.
class MemorySecretStore final : public SecretStore
{
public:
    QCoro::Task<Result<QString>> read(QString key) override;
    QCoro::Task<Result<Done>> write(QString key, QString secret) override;
    QCoro::Task<Result<Done>> remove(QString key) override;
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    QHash<QString, QString> m_secrets;
};

} // namespace deskbell
