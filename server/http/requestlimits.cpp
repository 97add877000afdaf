// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestlimits.h"

#include "server/http/clientaddress.h"

#include <algorithm>

namespace deskbell::http {
namespace {

/// "/v1/chat" and what is below it.
bool isBelow(const QByteArray &path, const char *prefix)
{
    const QByteArrayView start(prefix);
    return path.startsWith(start) && (path.size() == start.size() || path.at(start.size()) == '/');
}

bool isLoopback(const QByteArray &address)
{
    return address.startsWith("127.") || address == "::1";
}

/// The order of RouteClass.
std::array<TokenBuckets, 9> bucketsOf(const RateOptions &options)
{
    return {TokenBuckets(options.badHooks), TokenBuckets(0), TokenBuckets(options.signIn), TokenBuckets(options.pair),
        TokenBuckets(options.read), TokenBuckets(options.write), TokenBuckets(options.chat), TokenBuckets(options.voice),
        TokenBuckets(options.guest)};
}

} // namespace

RouteClass routeClass(Method method, const QByteArray &path)
{
    if (isBelow(path, "/hooks") || path == "/vapi-webhook") {
        return RouteClass::Hook;
    }
    if (path == "/health" || path == "/ready") {
        return RouteClass::Health;
    }
    const bool isRead = method == Method::Get || method == Method::Head || method == Method::Options;
    if (path == "/v1/pair") {
        return RouteClass::Pair;
    }
    if (!isRead && (isBelow(path, "/v1/auth") || isBelow(path, "/v1/setup"))) {
        // A refresh proves a secret nobody can guess, and every console sends one each ten minutes.
        return path == "/v1/auth/refresh" || path == "/v1/auth/logout" ? RouteClass::Write : RouteClass::SignIn;
    }
    if (isBelow(path, "/v1/chat")) {
        return RouteClass::Chat;
    }
    if (isBelow(path, "/v1/voice")) {
        return RouteClass::Voice;
    }
    if (isBelow(path, "/v1/guest")) {
        return RouteClass::Guest;
    }
    return isRead ? RouteClass::Read : RouteClass::Write;
}

Error tooMany(const char *scope, std::chrono::milliseconds wait)
{
    const auto seconds = std::max<qint64>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
    return Error{ErrorKind::RateLimited, QStringLiteral("Too many requests. Try again in %1 s.").arg(seconds), 0,
        QStringLiteral("too_many_requests"),
        {{QStringLiteral("scope"), QLatin1String(scope)}, {QStringLiteral("retry_after"), seconds}}};
}

AddressLimits::AddressLimits(RateOptions options, const Clock &clock)
    : m_options(options), m_clock(clock), m_buckets(bucketsOf(options))
{
}

std::optional<Error> AddressLimits::take(RouteClass kind, const QByteArray &address, const QString &device)
{
    if (kind == RouteClass::Health || (!m_options.countsLoopback && isLoopback(address))) {
        return std::nullopt;
    }
    auto &buckets = m_buckets.at(std::size_t(kind));
    const auto now = m_clock.monotonic();
    if (kind == RouteClass::Hook) {
        const auto wait = buckets.size() == 0 ? std::nullopt : buckets.wouldWait(limitKey(address), now);
        return wait ? std::optional(tooMany("hooks", *wait)) : std::nullopt;
    }
    const auto wait = buckets.take(device.isEmpty() ? limitKey(address) : 'd' + device.toLatin1(), now);
    return wait ? std::optional(tooMany(device.isEmpty() ? "address" : "device", *wait)) : std::nullopt;
}

void AddressLimits::noteBadHook(const QByteArray &address)
{
    if (m_options.countsLoopback || !isLoopback(address)) {
        (void)m_buckets.at(std::size_t(RouteClass::Hook)).take(limitKey(address), m_clock.monotonic());
    }
}

PrincipalLimits::PrincipalLimits(const RateOptions &options, const Clock &clock)
    : m_clock(clock), m_countsLoopback(options.countsLoopback), m_sessions(options.session), m_keys(options.key),
      m_tenants(options.tenant)
{
}

std::optional<Error> PrincipalLimits::take(
    const QString &who, bool isKey, const QString &tenant, const QByteArray &address)
{
    if (!m_countsLoopback && isLoopback(address)) {
        return std::nullopt;
    }
    const auto now = m_clock.monotonic();
    if (const auto wait = (isKey ? m_keys : m_sessions).take(who.toLatin1(), now)) {
        return tooMany(isKey ? "key" : "session", *wait);
    }
    const auto wait = m_tenants.take(tenant.toLatin1(), now);
    return wait ? std::optional(tooMany("tenant", *wait)) : std::nullopt;
}

} // namespace deskbell::http
