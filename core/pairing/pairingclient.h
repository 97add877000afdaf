// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/servertrust.h"
#include "core/pairing/pairingcode.h"
#include "core/support/result.h"
#include "core/support/secretstore.h"

#include <QCoroTask>
#include <QString>
#include <QUrl>
#include <stop_token>

namespace deskbell {

/// What pairing has brought.
struct PairedServer {
    QUrl server; ///< base URL
    QString name; ///< the property's, as the service calls itself
    ServerTrust trust; ///< already in the secret store
};

/// Pairs this console with a service. GUI thread. `secrets` outlives it and its tasks.
class PairingClient final
{
public:
    explicit PairingClient(SecretStore &secrets) : m_secrets(secrets) { }

    /// Connects, compares the service's key with the code's, and only then tells it the code's secret and this device's id
    /// (`deviceId`, a UUID) and name. What the service and the console will know each other by is stored before this ends well.
    ///
    /// Errors: those of ApiClient; Protocol "certificate_changed" also here means that whoever answers is not the service the
    /// code is of, and nothing was told; Validation "tls_needed" for plain http to another machine or with a code that has a
    /// key; Forbidden "pairing_refused" for a code that is used, too old or unknown; Storage when it can not be kept.
    [[nodiscard]] QCoro::Task<Result<PairedServer>> pair(
        QUrl server, PairingCode code, QString deviceId, QString deviceName, std::stop_token stop = {});

private:
    SecretStore &m_secrets;
};

} // namespace deskbell
