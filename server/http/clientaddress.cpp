// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/clientaddress.h"

#include <algorithm>
#include <optional>

namespace deskbell::http {
namespace {

/// Further hops are not looked at.
constexpr qsizetype MaxHops = 20;

/// "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]:80", "\"[2001:db8::1]\"" → the address; null otherwise.
QHostAddress addressOf(QByteArray text)
{
    text = text.trimmed();
    if (text.size() >= 2 && text.startsWith('"') && text.endsWith('"')) {
        text = text.mid(1, text.size() - 2);
    }
    if (text.startsWith('[')) {
        text = text.mid(1, text.indexOf(']') - 1);
    } else if (text.count(':') == 1) {
        text = text.left(text.indexOf(':'));
    }
    QHostAddress address(QString::fromLatin1(text));
    bool isMapped = false;
    const auto four = address.toIPv4Address(&isMapped);
    return isMapped ? QHostAddress(four) : address;
}

/// All values of a list field, whether sent in one line or in several.
QList<QByteArray> listOf(const Headers &headers, const char *name)
{
    QList<QByteArray> items;
    for (const auto &field : headers.fields()) {
        if (field.first.compare(name, Qt::CaseInsensitive) == 0) {
            items += field.second.split(',');
        }
    }
    return items.mid(std::max<qsizetype>(0, items.size() - MaxHops));
}

/// One element of Forwarded: `for=…;proto=…`.
QByteArray parameterOf(const QByteArray &element, const QByteArray &name)
{
    const auto pairs = element.split(';');
    for (const auto &pair : pairs) {
        const auto equals = pair.indexOf('=');
        if (equals > 0 && pair.left(equals).trimmed().compare(name, Qt::CaseInsensitive) == 0) {
            return pair.mid(equals + 1).trimmed();
        }
    }
    return {};
}

/// From the proxy backwards: the first that is no trusted proxy. Nobody can forge what stands behind that one.
std::optional<qsizetype> clientIn(const QList<QHostAddress> &hops, const TrustedProxies &proxies)
{
    for (qsizetype i = hops.size() - 1; i >= 0; --i) {
        if (hops.at(i).isNull()) {
            return std::nullopt;
        }
        if (i == 0 || !isTrusted(hops.at(i), proxies)) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

Result<TrustedProxies> parseTrustedProxies(const QString &text)
{
    TrustedProxies proxies;
    const auto words = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const auto &word : words) {
        const auto subnet = QHostAddress::parseSubnet(word.trimmed());
        if (subnet.first.isNull() || subnet.second < 0) {
            return Error{ErrorKind::Validation, QStringLiteral("\"%1\" is no address of a proxy and no network such as 10.0.0.0/8").arg(word.trimmed()),
                0, QStringLiteral("config"), {}};
        }
        proxies.append(subnet);
    }
    return proxies;
}

bool isTrusted(const QHostAddress &address, const TrustedProxies &proxies)
{
    return std::any_of(proxies.begin(), proxies.end(), [&address](const auto &proxy) {
        return address.protocol() == proxy.first.protocol() && address.isInSubnet(proxy);
    });
}

ClientAddress clientBehindProxy(const Headers &headers, const QByteArray &peer, const TrustedProxies &proxies)
{
    ClientAddress client{peer, false};
    QList<QHostAddress> hops;
    const auto forwarded = listOf(headers, "Forwarded");
    const auto &list = forwarded.isEmpty() ? listOf(headers, "X-Forwarded-For") : forwarded;
    for (const auto &item : list) {
        hops.append(addressOf(forwarded.isEmpty() ? item : parameterOf(item, "for")));
    }
    const auto found = clientIn(hops, proxies);
    if (found) {
        client.address = hops.at(*found).toString().toLatin1();
    }
    QByteArray scheme = headers.value("X-Forwarded-Proto").split(',').last().trimmed();
    if (!forwarded.isEmpty()) {
        scheme = parameterOf(forwarded.at(found.value_or(forwarded.size() - 1)), "proto");
    }
    client.isSecure = scheme.compare("https", Qt::CaseInsensitive) == 0;
    return client;
}

QByteArray limitKey(const QByteArray &address)
{
    if (!address.contains(':')) {
        return address;
    }
    const auto bytes = QHostAddress(QString::fromLatin1(address)).toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(bytes.c), 8);
}

} // namespace deskbell::http
