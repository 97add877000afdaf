// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QCoroTask>

namespace deskbell {

/// Where small secrets outlive the program. GUI thread. Tasks never throw; they may end after the store was destroyed,
/// then with Cancelled.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    /// NotFound when there is none; Storage when the keychain refuses.
    virtual QCoro::Task<Result<QString>> read(QString key) = 0;
    virtual QCoro::Task<Result<Done>> write(QString key, QString secret) = 0;
    /// Removing what is not there succeeds.
    virtual QCoro::Task<Result<Done>> remove(QString key) = 0;
    /// False when secrets end with the program, because this machine has no keychain.
    [[nodiscard]] virtual bool isPersistent() const = 0;
};

} // namespace deskbell
