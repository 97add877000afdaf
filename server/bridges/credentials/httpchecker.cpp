// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/credentials/httpchecker.h"

#include "server/bridges/credentials/vapichecker.h"

namespace deskbell::server {
namespace {

const auto Url = QStringLiteral("url");
const auto Token = QStringLiteral("token");
const auto Network = QStringLiteral("network");

UrlPolicy policyOf(bool isInHouse)
{
    UrlPolicy policy;
    policy.allowsAnyPort = true;
    policy.allowsLan = policy.allowsHttp = isInHouse;
    return policy;
}

} // namespace

QList<CredentialField> HttpChecker::fields() const
{
    return {{Url, QStringLiteral("Address"), false, true}, {Token, QStringLiteral("Token"), true, true}, {Network, QStringLiteral("Network"), false, false}};
}

QString HttpChecker::mistakeIn(const QString &name, const QString &value) const
{
    if (name == Network) {
        return value == QLatin1String("lan") || value == QLatin1String("internet") ? QString() : QStringLiteral("is internet or lan");
    }
    if (name == Url) {
        auto policy = policyOf(true);
        policy.allowsLoopback = true; // whether it may be called is asked when it is
        const auto checked = UrlChecker(policy).check(QUrl(value, QUrl::StrictMode));
        return checked ? QString() : checked.error().detail;
    }
    return mistakeInToken(value);
}

QCoro::Task<CredentialTest> HttpChecker::test(Values values, std::stop_token stop)
{
    HttpCall call;
    call.url = QUrl(values.value(Url), QUrl::StrictMode);
    call.headers = {{"Authorization", "Bearer " + values.value(Token).toLatin1()}};
    call.policy = policyOf(values.value(Network) == QLatin1String("lan"));
    call.maxRedirects = HttpClient::MaxRedirects;
    auto calling = m_http.call(call, stop);
    const auto answer = co_await calling;
    co_return credentialTestOf(answer);
}

} // namespace deskbell::server
