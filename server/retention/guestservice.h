// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/retention/guesterasure.h"
#include "server/storage/database.h"

#include <QCoroTask>

namespace deskbell::server {

/// Export and erasure for whoever waits for the end of it: the administrator. Main thread.
class GuestService final
{
public:
    GuestService(Database &database, GuestErasure &erasure, ErasureLedger ledger, const Clock &clock)
        : m_database(database), m_erasure(erasure), m_ledger(std::move(ledger)), m_clock(clock)
    {
    }

    /// Errors: NotFound.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> collect(TenantContext who, GuestErasure::Wish wish);
    /// Returns when nothing is left. Errors: as GuestErasure::begin(); Unavailable when a reader or a send is in the way for
    /// too long: the job goes on with it.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> erase(TenantContext who, GuestErasure::Wish wish);

private:
    Database &m_database;
    GuestErasure &m_erasure;
    ErasureLedger m_ledger;
    const Clock &m_clock;
};

} // namespace deskbell::server
