// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "server/jobs/job.h"
#include "server/jobs/outcome.h"

#include <chrono>

namespace deskbell::server {

/// Why a send has to wait, and how long.
struct SendHold {
    std::chrono::milliseconds wait{0}; ///< 0: it may go
    QString why;

    [[nodiscard]] bool isOpen() const { return wait.count() <= 0; }
};

/// What may hold sends back without counting as an attempt (RELIABILITY rules 48, 52, 57): breakers and rate limits.
class SendGate
{
public:
    virtual ~SendGate() = default;
    /// Main thread, before the send protocol begins. When it is open, ended() or abandoned() follows.
    [[nodiscard]] virtual SendHold mayCall(const Job &job, const QString &provider) = 0;
    /// Main thread.
    virtual void ended(const Job &job, const QString &provider, const SendOutcome &outcome, std::chrono::milliseconds took) = 0;
    virtual void abandoned(const Job &job, const QString &provider) = 0;
    /// Writer's thread, in the transaction that begins to send. Must not call what lives on the main thread.
    [[nodiscard]] virtual Result<SendHold> takeToken(sql::Connection &db, const Job &job, const QString &provider) = 0;
};

} // namespace deskbell::server
