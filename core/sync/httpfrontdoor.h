// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/frontdoor.h"
#include "core/pairing/pairingclient.h"
#include "core/support/secretstore.h"

#include <functional>

namespace deskbell {

class ApiClient;
class Settings;

/// FrontDoor over HTTP, with what this computer knows each server by. GUI thread.
class HttpFrontDoor final : public QObject, public FrontDoor
{
    Q_OBJECT
public:
    /// `deviceId` tells this computer's id, `deviceName` what it calls itself when it is paired. All outlive this.
    HttpFrontDoor(SecretStore &secrets, Settings &settings, std::function<QString()> deviceId, QString deviceName, QObject *parent = nullptr);

    void probe(const QString &address, QObject *context, Answer<ServerFacts> done) override;
    void ways(const QString &address, const QString &property, QObject *context, Answer<SignInWays> done) override;
    void pair(const QString &address, const QString &code, QObject *context, Answer<PairedWith> done) override;
    void startOpenId(const QString &address, const QString &property, const QString &redirectUri, QObject *context,
                     Answer<OpenIdStart> done) override;

private:
    /// Reads by what the server is known, then sends.
    void send(const QString &address, const ApiRequest &request, QObject *context, Answer<QJsonObject> done);
    [[nodiscard]] Result<QUrl> serverOf(const QString &address) const;

    SecretStore &m_secrets;
    Settings &m_settings;
    PairingClient m_pairing;
    std::function<QString()> m_deviceId;
    QString m_deviceName;
};

} // namespace deskbell
