// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/loginthrottle.h"

#include <algorithm>

namespace deskbell::server {
namespace {

using namespace std::chrono_literals;

Error limited(std::chrono::milliseconds wait)
{
    const auto seconds = std::max<qint64>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
    return Error{ErrorKind::RateLimited, QStringLiteral("Too many failed sign-ins. Try again in %1 s.").arg(seconds), 0,
        QStringLiteral("login_throttled"), {{QStringLiteral("retry_after"), seconds}}};
}

} // namespace

std::chrono::milliseconds LoginThrottle::accountDelay(const Account &account) const
{
    if (account.failures < m_options.freeFailures) {
        return 0ms;
    }
    // 2^20 s is above any cap and far from overflow.
    const auto doubled = std::chrono::seconds(1LL << std::min(account.failures - m_options.freeFailures, 20));
    return std::min<std::chrono::seconds>(doubled, m_options.maxDelay);
}

Result<Done> LoginThrottle::begin(const QString &account, const QByteArray &address)
{
    const auto now = m_clock.monotonic();
    prune(now);
    auto &failures = m_addresses[address];
    while (!failures.empty() && now - failures.front() >= m_options.addressWindow) {
        failures.pop_front();
    }
    if (int(failures.size()) >= m_options.failuresPerAddress) {
        return limited(std::chrono::ceil<std::chrono::milliseconds>(failures.front() + m_options.addressWindow - now));
    }
    auto &entry = m_accounts[account];
    if (entry.failures > 0 && now - entry.last >= m_options.forgetAfter) {
        entry = {};
    }
    const auto due = entry.last + accountDelay(entry);
    if (entry.failures > 0 && now < due) {
        return limited(std::chrono::ceil<std::chrono::milliseconds>(due - now));
    }
    ++entry.failures;
    entry.last = now;
    failures.push_back(now);
    return Done{};
}

void LoginThrottle::succeeded(const QString &account, const QByteArray &address)
{
    m_accounts.remove(account);
    forgetOne(address);
}

void LoginThrottle::takeBack(const QString &account, const QByteArray &address)
{
    const auto found = m_accounts.find(account);
    if (found != m_accounts.end() && --found->failures <= 0) {
        m_accounts.erase(found);
    }
    forgetOne(address);
}

void LoginThrottle::forgetOne(const QByteArray &address)
{
    const auto found = m_addresses.find(address);
    if (found != m_addresses.end() && !found->empty()) {
        found->pop_back();
    }
}

void LoginThrottle::prune(Time now)
{
    if (m_accounts.size() < m_options.maxEntries && m_addresses.size() < m_options.maxEntries) {
        return;
    }
    m_accounts.removeIf([&](const auto &entry) { return now - entry.value().last >= m_options.forgetAfter; });
    m_addresses.removeIf([&](const auto &entry) {
        return entry.value().empty() || now - entry.value().back() >= m_options.addressWindow;
    });
    // Somebody invents names faster than they are forgotten: those with one failure carry no delay and may go.
    if (m_accounts.size() >= m_options.maxEntries) {
        m_accounts.removeIf([&](const auto &entry) { return entry.value().failures < m_options.freeFailures; });
    }
    if (m_addresses.size() >= m_options.maxEntries) {
        m_addresses.removeIf(
            [&](const auto &entry) { return int(entry.value().size()) < m_options.failuresPerAddress / 2; });
    }
}

} // namespace deskbell::server
