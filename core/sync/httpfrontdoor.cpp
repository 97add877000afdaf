// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/httpfrontdoor.h"

#include "core/api/apiclient.h"
#include "core/api/serveraddress.h"
#include "core/pairing/truststore.h"
#include "core/support/settings.h"

#include <QCoreApplication>

#include <memory>

namespace deskbell {
namespace {

template<typename T>
void later(QObject *context, Answer<T> done, const Error &error)
{
    QMetaObject::invokeMethod(context, [done = std::move(done), error] { done(error); }, Qt::QueuedConnection);
}

/// Not inside a signal of one of its own replies.
void dispose(ApiClient *client)
{
    QMetaObject::invokeMethod(QCoreApplication::instance(), [client] { delete client; }, Qt::QueuedConnection);
}

} // namespace

HttpFrontDoor::HttpFrontDoor(SecretStore &secrets, Settings &settings, std::function<QString()> deviceId, QString deviceName, QObject *parent)
    : QObject(parent), m_secrets(secrets), m_settings(settings), m_pairing(secrets), m_deviceId(std::move(deviceId)), m_deviceName(std::move(deviceName))
{
}

Result<QUrl> HttpFrontDoor::serverOf(const QString &address) const
{
    return parseServerAddress(address, m_settings.value(Settings::AllowPlainHttp));
}

void HttpFrontDoor::send(const QString &address, const ApiRequest &request, QObject *context, Answer<QJsonObject> done)
{
    const auto server = serverOf(address);
    if (!server) {
        later(context, std::move(done), server.error());
        return;
    }
    auto reading = TrustStore(m_secrets).read(server.value());
    QCoro::connect(std::move(reading), context, [context, request, done = std::move(done), url = server.value()](const Result<ServerTrust> &trust) {
        if (!trust) {
            done(trust.error());
            return;
        }
        const std::shared_ptr<ApiClient> client(new ApiClient(url, trust.value()), &dispose);
        auto sending = client->send(request);
        QCoro::connect(std::move(sending), context, [client, done](const Result<QJsonObject> &answer) { done(answer); });
    });
}

void HttpFrontDoor::probe(const QString &address, QObject *context, Answer<ServerFacts> done)
{
    const auto server = serverOf(address);
    send(address, ApiRequest::get(QStringLiteral("/v1/setup")), context, [done = std::move(done), server](const Result<QJsonObject> &answer) {
        if (!answer) {
            done(answer.error());
            return;
        }
        done(ServerFacts{server.value(), answer.value().value(QLatin1String("needed")).toBool()});
    });
}

void HttpFrontDoor::ways(const QString &address, const QString &property, QObject *context, Answer<SignInWays> done)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("tenant"), property);
    send(address, ApiRequest::get(QStringLiteral("/v1/auth/methods"), query), context, [done = std::move(done)](const Result<QJsonObject> &answer) {
        if (!answer) {
            done(answer.error());
            return;
        }
        const auto openId = answer.value().value(QLatin1String("openid")).toObject();
        done(SignInWays{answer.value().value(QLatin1String("setup_needed")).toBool(), openId.value(QLatin1String("name")).toString()});
    });
}

void HttpFrontDoor::pair(const QString &address, const QString &code, QObject *context, Answer<PairedWith> done)
{
    const auto link = parsePairingLink(code);
    if (!link) {
        later(context, std::move(done), link.error());
        return;
    }
    const auto server = link.value().server.isEmpty() ? serverOf(address) : Result<QUrl>(link.value().server);
    if (!server) {
        later(context, std::move(done), server.error());
        return;
    }
    auto task = m_pairing.pair(server.value(), link.value().code, m_deviceId(), m_deviceName);
    QCoro::connect(std::move(task), context, [done = std::move(done)](const Result<PairedServer> &paired) {
        if (!paired) {
            done(paired.error());
            return;
        }
        done(PairedWith{paired.value().server, paired.value().name});
    });
}

void HttpFrontDoor::startOpenId(const QString &address, const QString &property, const QString &redirectUri, QObject *context,
                                Answer<OpenIdStart> done)
{
    const QJsonObject body{{QStringLiteral("tenant"), property}, {QStringLiteral("redirect_uri"), redirectUri}, {QStringLiteral("device_id"), m_deviceId()}};
    send(address, ApiRequest::post(QStringLiteral("/v1/auth/openid/start"), body), context, [done = std::move(done)](const Result<QJsonObject> &answer) {
        if (!answer) {
            done(answer.error());
            return;
        }
        done(OpenIdStart{answer.value().value(QLatin1String("login_id")).toString(), QUrl(answer.value().value(QLatin1String("authorization_url")).toString())});
    });
}

} // namespace deskbell
