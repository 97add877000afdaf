// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/credentials/vapichecker.h"

#include <algorithm>

namespace deskbell::server {

QString mistakeInToken(const QString &value)
{
    constexpr qsizetype Longest = 4000;
    const bool isPlain = std::all_of(value.begin(), value.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; });
    return isPlain && value.size() <= Longest ? QString() : QStringLiteral("has blanks or letters that no key has");
}

CredentialTest credentialTestOf(const HttpAnswer &answer)
{
    if (answer.end != HttpAnswer::End::Answered) {
        return {false, QStringLiteral("no answer: ") + answer.error};
    }
    if (answer.status >= 200 && answer.status < 300) {
        return {true, QStringLiteral("HTTP %1").arg(answer.status)};
    }
    const bool isRefused = answer.status == 401 || answer.status == 403;
    return {false, (isRefused ? QStringLiteral("refused: HTTP %1") : QStringLiteral("unexpected answer: HTTP %1")).arg(answer.status)};
}

QList<CredentialField> VapiChecker::fields() const
{
    return {{QStringLiteral("private_key"), QStringLiteral("Private key"), true, true},
            {QStringLiteral("public_key"), QStringLiteral("Public key"), false, false}};
}

QString VapiChecker::mistakeIn(const QString &, const QString &value) const { return mistakeInToken(value); }

QCoro::Task<CredentialTest> VapiChecker::test(Values values, std::stop_token stop)
{
    HttpCall call;
    call.url = m_base;
    call.url.setPath(m_base.path() + QStringLiteral("/assistant"));
    call.url.setQuery(QStringLiteral("limit=1"));
    call.headers = {{"Authorization", "Bearer " + values.value(QStringLiteral("private_key")).toLatin1()}, {"Accept", "application/json"}};
    call.policy.hosts = {m_base.host(QUrl::FullyEncoded)};
    // Another place than Vapi's own is the configuration of the service: a simulator.
    call.policy.allowsHttp = call.policy.allowsAnyPort = m_base.scheme() == QLatin1String("http");
    auto calling = m_http.call(call, stop);
    const auto answer = co_await calling;
    co_return credentialTestOf(answer);
}

} // namespace deskbell::server
