// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/breakerboard.h"
#include "server/jobs/ratelimiter.h"
#include "server/jobs/sendgate.h"

namespace deskbell::server {

/// Holds sends back while a provider does not answer, or has had enough for now. A job whose args name a "number" or a
/// "guest_id" counts for those, too.
class ProviderGate final : public SendGate
{
public:
    ProviderGate(BreakerBoard &board, RateLimiter &limiter) : m_board(board), m_limiter(limiter) {}

    [[nodiscard]] SendHold mayCall(const Job &job, const QString &provider) override;
    void ended(const Job &job, const QString &provider, const SendOutcome &outcome, std::chrono::milliseconds took) override;
    void abandoned(const Job &job, const QString &provider) override;
    [[nodiscard]] Result<SendHold> takeToken(sql::Connection &db, const Job &job, const QString &provider) override;

private:
    BreakerBoard &m_board;
    RateLimiter &m_limiter;
};

/// What a send's outcome says about the provider (RELIABILITY rule 58).
[[nodiscard]] CallEnd callEndOf(const SendOutcome &outcome);

} // namespace deskbell::server
