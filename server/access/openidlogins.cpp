// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/openidlogins.h"

#include <QCryptographicHash>
#include <QUrl>
#include <algorithm>

namespace deskbell::server {
namespace {

constexpr int IdBytes = 24;
constexpr int VerifierBytes = 32; // 43 characters, RFC 7636

Error tooMany(int seconds)
{
    return Error{ErrorKind::RateLimited, QStringLiteral("Too many sign-ins are under way. Try again later."), 0, QStringLiteral("openid_busy"),
        {{QStringLiteral("retry_after"), seconds}}};
}

} // namespace

void OpenIdLogins::forgetOld()
{
    const auto now = m_clock.now();
    m_logins.removeIf([now](const auto &login) { return now - login.value().startedAt >= Life; });
}

Result<OpenIdLogin> OpenIdLogins::begin(OpenIdLogin login)
{
    constexpr int Later = 60;
    forgetOld();
    const auto ofAddress = std::count_if(m_logins.cbegin(), m_logins.cend(), [&login](const OpenIdLogin &other) { return other.origin.address == login.origin.address; });
    if (m_logins.size() >= Most || ofAddress >= MostOfAddress) {
        return tooMany(Later);
    }
    login.id = m_ids.secret(IdBytes);
    login.state = m_ids.secret(IdBytes);
    login.nonce = m_ids.secret(IdBytes);
    login.verifier = m_ids.secret(VerifierBytes);
    login.startedAt = m_clock.now();
    m_logins.insert(login.id, login);
    return login;
}

std::optional<OpenIdLogin> OpenIdLogins::take(const QString &id)
{
    forgetOld();
    const auto found = m_logins.constFind(id);
    if (found == m_logins.constEnd()) {
        return std::nullopt;
    }
    return m_logins.take(id);
}

bool isLoopbackCallback(const QString &uri)
{
    const QUrl url(uri, QUrl::StrictMode);
    const bool isLocal = url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("::1") || url.host() == QLatin1String("localhost");
    return url.isValid() && url.scheme() == QLatin1String("http") && isLocal && url.port() > 0 && url.path() == QLatin1String("/callback")
        && !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty() && url.toString(QUrl::FullyEncoded) == uri;
}

QString pkceChallenge(const QString &verifier)
{
    const auto hash = QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace deskbell::server
