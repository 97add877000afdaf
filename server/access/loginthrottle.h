// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <chrono>
#include <deque>

namespace deskbell::server {

/// Slows guessing down without ever locking anybody out for good (RELIABILITY threat 3). Main thread.
/// Per account: after the n-th failure in a row, n ≥ 5, the next try waits 1 s · 2^(n-5), at most 15 min; an hour of quiet
/// forgets them. Per address: 20 failures a minute, over all accounts. What counts as an account or an address is the caller's
/// choice: a paired desk is an account and an address of its own (SessionOrigin::counter()), so nobody elsewhere locks it out.
class LoginThrottle final
{
public:
    struct Options {
        int freeFailures = 5; ///< the first failure with a delay
        std::chrono::seconds maxDelay{15 * 60};
        std::chrono::seconds forgetAfter{60 * 60};
        int failuresPerAddress = 20;
        std::chrono::seconds addressWindow{60};
        int maxEntries = 20'000; ///< accounts and addresses remembered; the oldest are forgotten first
    };

    LoginThrottle(const Clock &clock, Options options) : m_clock(clock), m_options(options) { }
    Q_DISABLE_COPY_MOVE(LoginThrottle)

    /// Call before the password is looked at. Counts the try as failed at once, so that many at the same time do not
    /// slip through; RateLimited with `context.retry_after` when it may not be made.
    [[nodiscard]] Result<Done> begin(const QString &account, const QByteArray &address);
    /// The password was right: forgets the account's failures and takes back what begin() counted for the address.
    void succeeded(const QString &account, const QByteArray &address);
    /// The try was neither right nor wrong: takes back what begin() counted and forgets nothing else.
    void takeBack(const QString &account, const QByteArray &address);

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Account {
        int failures = 0;
        Time last{};
    };

    [[nodiscard]] std::chrono::milliseconds accountDelay(const Account &account) const;
    void prune(Time now);
    void forgetOne(const QByteArray &address);

    const Clock &m_clock;
    Options m_options;
    QHash<QString, Account> m_accounts;
    QHash<QByteArray, std::deque<Time>> m_addresses;
};

} // namespace deskbell::server
