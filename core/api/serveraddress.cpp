// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/serveraddress.h"

#include <QHostAddress>

namespace deskbell {
namespace {

Error refused(const char *code, const QString &detail)
{
    return Error{ErrorKind::Validation, detail, 0, QString::fromLatin1(code), {}};
}

/// "fe80::1" has colons that are not a port's.
QString bracketed(const QString &text)
{
    const QHostAddress address(text);
    return address.protocol() == QAbstractSocket::IPv6Protocol ? QLatin1Char('[') + text + QLatin1Char(']') : text;
}

bool hasPlausibleName(const QString &host)
{
    if (host.isEmpty() || host.size() > 253 || host.contains(QLatin1String(".."))) {
        return false;
    }
    for (const QChar c : host) {
        const bool fine = c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('.') || c == QLatin1Char('_')
            || c == QLatin1Char(':') || c == QLatin1Char('%');
        if (!fine) {
            return false;
        }
    }
    return true;
}

} // namespace

bool isThisMachine(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

Result<QUrl> parseServerAddress(const QString &typed, bool allowPlainHttp)
{
    const auto text = typed.trimmed();
    const bool hasScheme = text.contains(QLatin1String("://"));
    QUrl url(hasScheme ? text : QStringLiteral("https://") + bracketed(text), QUrl::StrictMode);
    const auto scheme = url.scheme();
    if (!url.isValid() || !hasPlausibleName(url.host())
        || (scheme != QLatin1String("http") && scheme != QLatin1String("https"))) {
        return refused("bad_address", QStringLiteral("not the address of a server"));
    }
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment() || url.port() == 0) {
        return refused("bad_address", QStringLiteral("an address has a host and a port, nothing else"));
    }
    const bool local = isThisMachine(url.host());
    if (!hasScheme && local) {
        url.setScheme(QStringLiteral("http"));
    }
    if (url.scheme() == QLatin1String("http") && !local && !allowPlainHttp) {
        return refused("plain_http_refused", QStringLiteral("http would show passwords to everybody on the way"));
    }
    auto path = url.path();
    while (path.endsWith(QLatin1Char('/'))) {
        path.chop(1);
    }
    url.setPath(path);
    return url;
}

} // namespace deskbell
