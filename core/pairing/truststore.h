// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/servertrust.h"
#include "core/support/result.h"
#include "core/support/secretstore.h"

#include <QCoroTask>
#include <QUrl>

namespace deskbell {

/// Where the console keeps by what it knows each service, over restarts: the secret store, by the service's base URL.
/// GUI thread. `secrets` outlives it and its tasks.
class TrustStore final
{
public:
    explicit TrustStore(SecretStore &secrets) : m_secrets(secrets) { }

    /// An empty trust for a service this console was never paired with. Any other error is the secret store's: then it is
    /// not known whether there is a key to check, and nothing may be sent.
    [[nodiscard]] QCoro::Task<Result<ServerTrust>> read(QUrl server) const;
    [[nodiscard]] QCoro::Task<Result<Done>> write(QUrl server, ServerTrust trust) const;
    /// For a service that is to be forgotten, or paired with anew.
    [[nodiscard]] QCoro::Task<Result<Done>> remove(QUrl server) const;

private:
    SecretStore &m_secrets;
};

} // namespace deskbell
