// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/commandhandler.h"
#include "server/retention/guesterasure.h"

namespace deskbell::server {

/// guest.export, guest.erase, guest.hold and guest.release: args {"id"} or {"phone"}, for a hold also {"reason"}.
class GuestCommand final : public CommandHandler
{
public:
    enum class What { Export, Erase, Hold, Release };

    GuestCommand(What what, GuestErasure &erasure, ErasureLedger ledger, const Clock &clock)
        : m_what(what), m_erasure(erasure), m_ledger(std::move(ledger)), m_clock(clock)
    {
    }

    [[nodiscard]] QString name() const override;
    [[nodiscard]] Result<QJsonObject> run(sql::Connection &db, const TenantContext &who, const Command &command) override;

private:
    [[nodiscard]] Result<QJsonObject> hold(sql::Connection &db, const TenantContext &who, const Command &command);

    What m_what;
    GuestErasure &m_erasure;
    ErasureLedger m_ledger;
    const Clock &m_clock;
};

} // namespace deskbell::server
