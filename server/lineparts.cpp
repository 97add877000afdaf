// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/lineparts.h"

#include <QHostAddress>
#include <QLoggingCategory>
#include <QNetworkInterface>
#include <QSysInfo>
#include <algorithm>

namespace deskbell::server {
namespace {

Q_LOGGING_CATEGORY(lcLines, "deskbell.server.lines", QtInfoMsg)

bool isLoopback(const QString &host) { return host == QLatin1String("localhost") || QHostAddress(host).isLoopback(); }

QString bracketed(const QString &host)
{
    return host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
}

/// Where others in the house most likely reach us.
QString reachableHost(const QString &listening)
{
    const QHostAddress address(listening);
    const bool isAny = address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6 || address == QHostAddress::Any;
    if (!isAny) {
        return listening;
    }
    const auto all = QNetworkInterface::allAddresses();
    const auto own = std::find_if(all.begin(), all.end(), [](const QHostAddress &candidate) {
        return candidate.protocol() == QAbstractSocket::IPv4Protocol && !candidate.isLoopback() && !candidate.isLinkLocal();
    });
    return own == all.end() ? QSysInfo::machineHostName() : own->toString();
}

Error badSetting(const char *why) { return Error{ErrorKind::Validation, QString::fromLatin1(why), 0, QStringLiteral("config"), {}}; }

} // namespace

LineParts::LineParts(Database &database, const TenantDirectory &directory, Options options, const Clock &clock, Rng &rng)
    : pairing({database, devices, directory, clock, rng}), admin(pairing, directory),
      gate(devices, options.rates, clock,
          [this](const PairedDevice &device, const QByteArray &address) {
              // From the I/O thread.
              QMetaObject::invokeMethod(
                  this, [this, tenant = device.tenant, id = device.id, address] { pairing.noteSeen(tenant, id, address); },
                  Qt::QueuedConnection);
          }),
      m_options(std::move(options)), m_limits(m_options.rates, clock), m_handler(pairing)
{
}

Result<Done> LineParts::equip(http::ServerOptions &listener, const DataDir &dir)
{
    const bool isLocal = isLoopback(listener.host);
    const bool isEncrypted = m_options.tls == Options::Tls::On || (m_options.tls == Options::Tls::Auto && !isLocal);
    if (!isEncrypted) {
        if (!isLocal && listener.trustedProxies.isEmpty()) {
            return badSetting("without TLS the service may listen on this machine only (127.0.0.1), or for a reverse proxy that "
                          "encrypts: name it in http.trusted_proxies");
        }
        return Done{};
    }
    const bool hasOwn = !m_options.certificate.isEmpty();
    if (hasOwn != !m_options.key.isEmpty()) {
        return badSetting("tls.certificate and tls.key belong together: set both or none");
    }
    const SystemClock clock; // a certificate is for others, whatever time it is here
    const auto identity = hasOwn
        ? http::loadIdentity(m_options.certificate, m_options.key)
        : http::loadOrCreateIdentity(dir.certificate(), dir.certificateKey(), QSysInfo::machineHostName(), clock.now());
    if (!identity) {
        return identity.error();
    }
    auto context = http::TlsContext::make(identity.value().certificatePem, identity.value().keyPem);
    if (!context) {
        return context.error();
    }
    listener.tls = std::move(context).value();
    pairing.setKeyHash(identity.value().keyHash);
    qCInfo(lcLines).noquote() << "TLS with the key" << QString::fromLatin1(identity.value().keyHash.toHex(':').left(23)) + QStringLiteral("…");
    return Done{};
}

void LineParts::guard(http::ServerCallbacks &callbacks)
{
    callbacks.gate = [this](http::Request &request) { return gate.check(request); };
    callbacks.isKnown = [this](const QByteArray &address) { return gate.isKnown(address); };
}

void LineParts::addTo(http::Router &router)
{
    m_handler.addRoutes(router);
    router.setLimit([this](const Principal &who, const http::Request &request) {
        return m_limits.take(who.isKey() ? who.keyId.value : who.sessionId.value, who.isKey(), who.tenantId.value, request.peer);
    });
}

QString LineParts::opened(const http::ServerOptions &listener, quint16 port)
{
    const auto scheme = listener.tls ? QStringLiteral("https") : QStringLiteral("http");
    const auto url = [&](const QString &host) { return QStringLiteral("%1://%2:%3").arg(scheme, bracketed(host)).arg(port); };
    admin.setServer(QUrl(url(reachableHost(listener.host))));
    if (m_options.isAnnounced && !isLoopback(listener.host)) {
        m_discovery = ServiceDiscovery::create();
        m_discovery->publish({QStringLiteral("Deskbell on ") + QSysInfo::machineHostName(), port, bool(listener.tls)});
    }
    return url(listener.host);
}

} // namespace deskbell::server
