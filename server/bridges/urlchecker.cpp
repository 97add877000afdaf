// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/urlchecker.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <cstring>

namespace deskbell::server {
namespace {

struct Block4 {
    quint32 first;
    int bits;
    AddressReach reach;
};

constexpr quint32 ip(quint32 a, quint32 b, quint32 c, quint32 d) { return a << 24 | b << 16 | c << 8 | d; }

/// The registry of special addresses of IANA; what is not in it is public.
constexpr std::array Special4{
    Block4{ip(0, 0, 0, 0), 8, AddressReach::Never},        Block4{ip(10, 0, 0, 0), 8, AddressReach::Lan},
    Block4{ip(100, 64, 0, 0), 10, AddressReach::Never},    Block4{ip(127, 0, 0, 0), 8, AddressReach::Loopback},
    Block4{ip(169, 254, 0, 0), 16, AddressReach::Never},   Block4{ip(172, 16, 0, 0), 12, AddressReach::Lan},
    Block4{ip(192, 0, 0, 0), 24, AddressReach::Never},     Block4{ip(192, 0, 2, 0), 24, AddressReach::Never},
    Block4{ip(192, 88, 99, 0), 24, AddressReach::Never},   Block4{ip(192, 168, 0, 0), 16, AddressReach::Lan},
    Block4{ip(198, 18, 0, 0), 15, AddressReach::Never},    Block4{ip(198, 51, 100, 0), 24, AddressReach::Never},
    Block4{ip(203, 0, 113, 0), 24, AddressReach::Never},   Block4{ip(224, 0, 0, 0), 4, AddressReach::Never},
    Block4{ip(240, 0, 0, 0), 4, AddressReach::Never},
};

AddressReach reachOf4(quint32 address)
{
    for (const auto &block : Special4) {
        if ((address ^ block.first) >> (32 - block.bits) == 0) {
            return block.reach;
        }
    }
    return AddressReach::Public;
}

quint32 word(const Q_IPV6ADDR &address, int at) { return ip(address[at], address[at + 1], address[at + 2], address[at + 3]); }

bool begins(const Q_IPV6ADDR &address, std::initializer_list<quint8> bytes) { return std::equal(bytes.begin(), bytes.end(), address.c); }

/// The IPv4 address in it is the one that is reached in the end.
AddressReach insideOf(quint32 address) { return reachOf4(address) == AddressReach::Public ? AddressReach::Public : AddressReach::Never; }

AddressReach reachOf6(const Q_IPV6ADDR &a)
{
    static constexpr quint8 Loopback[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    if (std::memcmp(a.c, Loopback, sizeof Loopback) == 0) {
        return AddressReach::Loopback;
    }
    if (begins(a, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}) || begins(a, {0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) {
        return insideOf(word(a, 12));
    }
    if (begins(a, {0x20, 0x02})) {
        return insideOf(word(a, 2));
    }
    if ((a[0] & 0xFE) == 0xFC) {
        return AddressReach::Lan;
    }
    const bool isGlobal = (a[0] & 0xE0) == 0x20;
    const bool isTeredoOrOrchid = begins(a, {0x20, 0x01, 0x00}) || begins(a, {0x20, 0x01, 0x01});
    const bool isDocumentation = begins(a, {0x20, 0x01, 0x0D, 0xB8}) || (begins(a, {0x3F, 0xFF}) && a[2] < 0x10);
    return isGlobal && !isTeredoOrOrchid && !isDocumentation ? AddressReach::Public : AddressReach::Never;
}

Error refused(const QString &why) { return Error{ErrorKind::Validation, why, 0, QStringLiteral("url_refused"), {}}; }

/// "2130706433", "0x7f.1", "127.1", "0177.0.0.1": what some resolvers take for an address and some do not.
bool isOddAddress(const QString &host)
{
    static const QRegularExpression Numeric(QStringLiteral("\\A(?:0x[0-9a-f]*|[0-9]+)(?:\\.(?:0x[0-9a-f]*|[0-9]+))*\\.?\\z"), QRegularExpression::CaseInsensitiveOption);
    if (!Numeric.match(host).hasMatch()) {
        return false;
    }
    static const QRegularExpression Plain(QStringLiteral("\\A(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\\.|\\z)){4}"));
    return !Plain.match(host).hasMatch() || host.endsWith(QLatin1Char('.'));
}

bool isHostIn(const QString &host, const QStringList &allowed)
{
    return std::any_of(allowed.begin(), allowed.end(), [&host](const QString &name) {
        return name.startsWith(QLatin1Char('.')) ? host.endsWith(name, Qt::CaseInsensitive) : host.compare(name, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

AddressReach reachOf(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        return reachOf4(address.toIPv4Address());
    }
    if (address.protocol() != QAbstractSocket::IPv6Protocol || !address.scopeId().isEmpty()) {
        return AddressReach::Never;
    }
    return reachOf6(address.toIPv6Address());
}

bool UrlChecker::isAllowed(const QHostAddress &address) const
{
    switch (reachOf(address)) {
    case AddressReach::Public: return true;
    case AddressReach::Lan: return m_policy.allowsLan;
    case AddressReach::Loopback: return m_policy.allowsLoopback;
    case AddressReach::Never: return false;
    }
    return false;
}

Result<Done> UrlChecker::check(const QUrl &url) const
{
    const auto scheme = url.scheme();
    if (!url.isValid() || (scheme != QLatin1String("https") && scheme != QLatin1String("http"))) {
        return refused(QStringLiteral("it is no address of the web"));
    }
    if (scheme == QLatin1String("http") && !m_policy.allowsHttp) {
        return refused(QStringLiteral("it must begin with https"));
    }
    if (!url.userInfo().isEmpty() || url.authority(QUrl::FullyEncoded).contains(QLatin1Char('@'))) {
        return refused(QStringLiteral("a name and password do not belong into an address"));
    }
    const auto host = url.host(QUrl::FullyEncoded);
    if (host.isEmpty() || host.size() > 253 || host.contains(QLatin1Char('%'))) {
        return refused(QStringLiteral("it has no host"));
    }
    const int port = url.port(scheme == QLatin1String("https") ? 443 : 80);
    if (port < 1 || (!m_policy.allowsAnyPort && port != 80 && port != 443)) {
        return refused(QStringLiteral("its port is not allowed"));
    }
    if (isOddAddress(host)) {
        return refused(QStringLiteral("the host is a number in a form that is not taken"));
    }
    if (!m_policy.hosts.isEmpty() && !isHostIn(host, m_policy.hosts)) {
        return refused(QStringLiteral("the host is not one of this provider"));
    }
    QHostAddress literal;
    return literal.setAddress(host) ? check({literal}) : Result<Done>(Done{});
}

Result<Done> UrlChecker::check(const QList<QHostAddress> &addresses) const
{
    if (addresses.isEmpty()) {
        return refused(QStringLiteral("the host has no address"));
    }
    const bool isFine = std::all_of(addresses.begin(), addresses.end(), [this](const QHostAddress &address) { return isAllowed(address); });
    return isFine ? Result<Done>(Done{}) : Result<Done>(refused(QStringLiteral("the host is in a network that is not to be called")));
}

} // namespace deskbell::server
