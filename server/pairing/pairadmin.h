// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/pairing/pairingservice.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QUrl>

namespace deskbell::server {

/// `deskbelld pair`. Main thread.
class PairAdmin final
{
public:
    PairAdmin(PairingService &pairing, const TenantDirectory &directory) : m_pairing(pairing), m_directory(directory) { }
    Q_DISABLE_COPY_MOVE(PairAdmin)

    /// Where consoles reach the service; goes into links.
    void setServer(const QUrl &server) { m_server = server; }

    /// `tenant` may be left out while there is one property at most; `name` and `server` at any time.
    /// {"code","uri","expires_at"}. NotFound for an unknown property, Validation when it must be named.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> run(QJsonObject arguments);

private:
    [[nodiscard]] Result<TenantId> tenantOf(const QString &slug) const;

    PairingService &m_pairing;
    const TenantDirectory &m_directory;
    QUrl m_server;
};

} // namespace deskbell::server
