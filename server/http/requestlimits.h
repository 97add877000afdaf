// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/result.h"
#include "server/http/message.h"
#include "server/http/tokenbuckets.h"

#include <QByteArray>
#include <array>
#include <optional>

namespace deskbell::http {

/// Kinds of routes that are limited alike.
enum class RouteClass {
    Hook, ///< of providers: verified ones are limited by back-pressure only
    Health,
    SignIn, ///< whatever takes a password, a PIN, a code or a one-time secret
    Pair,
    Read,
    Write,
    Chat, ///< /v1/chat, of visitors of the house's web site
    Voice, ///< /v1/voice, of callers
    Guest, ///< /v1/guest, of guests' own pages
};
[[nodiscard]] RouteClass routeClass(Method method, const QByteArray &path);

/// Requests a minute, each with as many at once. 0: no limit.
struct RateOptions {
    // By the address, or by the paired console, that asks.
    int signIn = 30;
    int pair = 10;
    int read = 1200;
    int write = 600;
    int chat = 100;
    int voice = 50;
    int guest = 10;
    int badHooks = 60; ///< hooks of one address without a good token and signature
    // By who has signed in.
    int session = 3000;
    int key = 600;
    int tenant = 30'000;
    bool countsLoopback = false; ///< loopback is limited, too (tests)
};

/// RateLimited (code "too_many_requests", `scope` and `retry_after` in the context).
[[nodiscard]] Error tooMany(const char *scope, std::chrono::milliseconds wait);

/// What one address or one paired console may do, before anybody has looked at the request. I/O thread.
class AddressLimits final
{
public:
    AddressLimits(RateOptions options, const Clock &clock);

    /// `device`: of a paired console, which is counted for itself, so that nobody else behind its address can use up its share.
    [[nodiscard]] std::optional<Error> take(RouteClass kind, const QByteArray &address, const QString &device);
    /// A hook of this address was refused: 401 or 404.
    void noteBadHook(const QByteArray &address);

private:
    static constexpr std::size_t Classes = 9;
    const RateOptions m_options;
    const Clock &m_clock;
    std::array<TokenBuckets, Classes> m_buckets;
};

/// What one session, one API key and one property may do, once it is known who asks. Main thread.
class PrincipalLimits final
{
public:
    PrincipalLimits(const RateOptions &options, const Clock &clock);

    /// `who`: the session, or the key when `isKey`.
    [[nodiscard]] std::optional<Error> take(const QString &who, bool isKey, const QString &tenant, const QByteArray &address);

private:
    const Clock &m_clock;
    const bool m_countsLoopback;
    TokenBuckets m_sessions;
    TokenBuckets m_keys;
    TokenBuckets m_tenants;
};

} // namespace deskbell::http
