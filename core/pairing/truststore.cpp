// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pairing/truststore.h"

#include "core/wire/json.h"

namespace deskbell {
namespace {

constexpr int HashBytes = 32;

QString keyOf(const QUrl &server)
{
    // One entry for "https://desk.example" and "https://desk.example:443".
    return QStringLiteral("trust|%1|%2").arg(server.host().toLower()).arg(server.port(server.scheme() == QLatin1String("http") ? 80 : 443));
}

Result<ServerTrust> parsed(const QString &text)
{
    const auto object = wire::parseObject(text.toUtf8(), 1);
    if (!object) {
        return Error{ErrorKind::Storage, QStringLiteral("what is kept of the server is damaged"), 0, QStringLiteral("bad_trust"), {}};
    }
    ServerTrust trust;
    trust.keyHash = QByteArray::fromHex(object.value().value(QLatin1String("key")).toString().toLatin1());
    trust.deviceToken = object.value().value(QLatin1String("device_token")).toString();
    if (!trust.keyHash.isEmpty() && trust.keyHash.size() != HashBytes) {
        return Error{ErrorKind::Storage, QStringLiteral("what is kept of the server's key is damaged"), 0, QStringLiteral("bad_trust"), {}};
    }
    return trust;
}

} // namespace

QCoro::Task<Result<ServerTrust>> TrustStore::read(QUrl server) const
{
    auto reading = m_secrets.read(keyOf(server));
    const auto text = co_await reading;
    if (!text) {
        if (text.error().kind == ErrorKind::NotFound) {
            co_return ServerTrust();
        }
        co_return text.error();
    }
    auto trust = parsed(text.value());
    co_return trust;
}

QCoro::Task<Result<Done>> TrustStore::write(QUrl server, ServerTrust trust) const
{
    QJsonObject object;
    object.insert(QStringLiteral("key"), QString::fromLatin1(trust.keyHash.toHex()));
    object.insert(QStringLiteral("device_token"), trust.deviceToken);
    return m_secrets.write(keyOf(server), QString::fromUtf8(wire::toBytes(object)));
}

QCoro::Task<Result<Done>> TrustStore::remove(QUrl server) const { return m_secrets.remove(keyOf(server)); }

} // namespace deskbell
