// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/effectlog/provider.h"

#include "core/wire/json.h"

#include <QCryptographicHash>
#include <algorithm>

namespace deskbell::sim {
namespace {

ProviderAnswer answer(int status, const QJsonObject &body)
{
    ProviderAnswer given;
    given.status = status;
    given.body = wire::toBytes(body);
    return given;
}

ProviderAnswer refusal(int status, const QString &why) { return answer(status, {{QStringLiteral("error"), why}}); }

std::optional<ProviderClass> classOf(const QString &path)
{
    for (const auto effectClass : ProviderClasses) {
        if (path == QStringLiteral("/effects/") + word(effectClass)) {
            return effectClass;
        }
    }
    return std::nullopt;
}

QJsonObject receipt(const Effect &effect)
{
    return {{QStringLiteral("id"), effect.reference}, {QStringLiteral("ref"), effect.reference}, {QStringLiteral("key"), effect.key},
        {QStringLiteral("at"), toMillis(effect.at)}};
}

} // namespace

ProviderAnswer Provider::handle(const ProviderRequest &request)
{
    const auto effectClass = classOf(request.path);
    if (effectClass && request.method == "POST") {
        return perform(*effectClass, request);
    }
    if (request.path == QLatin1String("/lookup") && request.method == "GET") {
        return lookUp(request.key);
    }
    if (request.path == QLatin1String("/control") && request.method == "POST") {
        return control(request.body);
    }
    if (request.path == QLatin1String("/effects") && request.method == "GET") {
        return counts();
    }
    return refusal(404, QStringLiteral("there is nothing at this address"));
}

ProviderAnswer Provider::perform(ProviderClass effectClass, const ProviderRequest &request)
{
    ++m_requests;
    const auto misconduct = m_mode.share >= 1 || m_rng.uniform() < m_mode.share ? m_mode.misconduct : Misconduct::None;
    if (misconduct == Misconduct::RateLimited || isOverLimit()) {
        ++m_refused;
        auto limited = refusal(429, QStringLiteral("slow down"));
        limited.retryAfterSeconds = m_mode.retryAfterSeconds;
        return limited;
    }
    if (misconduct == Misconduct::ServerError) {
        ++m_refused;
        return refusal(500, QStringLiteral("something broke"));
    }
    const auto key = QString::fromUtf8(request.headers.value("idempotency-key"));
    const auto *effect = effectClass == ProviderClass::A && !key.isEmpty() ? m_log.find(effectClass, key) : nullptr;
    if (effect) {
        ++m_repeats;
    } else {
        const Effect wanted{key, effectClass, m_clock.now(), QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex(), {}, false};
        if (misconduct == Misconduct::Duplicate) {
            auto repeat = wanted;
            repeat.isOwnRepeat = true;
            m_log.add(std::move(repeat));
        }
        effect = &m_log.add(wanted);
    }
    auto given = answer(200, receipt(*effect));
    switch (misconduct) {
    case Misconduct::Slow: given.delay = m_mode.delay; break;
    case Misconduct::LostReply: given.isCut = true; break;
    case Misconduct::LateError: return refusal(500, QStringLiteral("something broke, but it is done"));
    case Misconduct::LateCallback:
        given.status = 202;
        if (const auto url = callbackFor(request); url.isValid() && !url.isEmpty()) {
            given.callback = ProviderAnswer::Callback{url, given.body, m_mode.delay};
        }
        break;
    default: break;
    }
    return given;
}

ProviderAnswer Provider::lookUp(const QString &key)
{
    ++m_lookups;
    if (m_mode.isLookupBroken) {
        return refusal(500, QStringLiteral("the look-up is broken"));
    }
    const auto *effect = m_log.find(ProviderClass::B, key);
    if (!effect) {
        return answer(404, {{QStringLiteral("found"), false}});
    }
    auto found = receipt(*effect);
    found.insert(QStringLiteral("found"), true);
    found.insert(QStringLiteral("count"), m_log.count(ProviderClass::B, key));
    return answer(200, found);
}

ProviderAnswer Provider::control(const QByteArray &body)
{
    const auto wish = wire::parseObject(body);
    const auto changed = wish ? m_mode.change(wish.value()) : Result<Done>(wish.error());
    return changed ? answer(200, m_mode.toJson()) : refusal(400, changed.error().detail);
}

ProviderAnswer Provider::counts() const
{
    return answer(200, {{QStringLiteral("requests"), m_requests}, {QStringLiteral("refused"), m_refused},
                           {QStringLiteral("repeats_answered"), m_repeats}, {QStringLiteral("lookups"), m_lookups},
                           {QStringLiteral("effects"), qint64(m_log.size())}, {QStringLiteral("classes"), m_log.summary()},
                           {QStringLiteral("mode"), m_mode.toJson()}});
}

/// A bucket of one second's worth.
bool Provider::isOverLimit()
{
    if (m_mode.limitPerSecond <= 0) {
        return false;
    }
    const auto now = m_clock.monotonic();
    const double limit = m_mode.limitPerSecond;
    m_tokens = m_filledAt == std::chrono::steady_clock::time_point{}
        ? limit
        : std::min(limit, m_tokens + std::chrono::duration<double>(now - m_filledAt).count() * limit);
    m_filledAt = now;
    if (m_tokens < 1) {
        return true;
    }
    m_tokens -= 1;
    return false;
}

QUrl Provider::callbackFor(const ProviderRequest &request) const
{
    const auto wanted = request.headers.value("x-callback-url");
    return wanted.isEmpty() ? m_mode.callback : QUrl(QString::fromUtf8(wanted));
}

} // namespace deskbell::sim
