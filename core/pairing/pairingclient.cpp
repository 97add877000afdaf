// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pairing/pairingclient.h"

#include "core/api/apiclient.h"
#include "core/api/serveraddress.h"
#include "core/pairing/truststore.h"
#include "core/wire/json.h"

namespace deskbell {
namespace {

Error tlsNeeded()
{
    return Error{ErrorKind::Validation, QStringLiteral("a pairing code must not go over a line others can read"), 0,
        QStringLiteral("tls_needed"), {}};
}

ApiRequest requestOf(const PairingCode &code, const QString &deviceId, const QString &deviceName)
{
    return ApiRequest::post(QStringLiteral("/v1/pair"),
        {{QStringLiteral("secret"), QString::fromLatin1(code.secret.toHex())}, {QStringLiteral("device_id"), deviceId},
            {QStringLiteral("device_name"), deviceName}});
}

} // namespace

QCoro::Task<Result<PairedServer>> PairingClient::pair(
    QUrl server, PairingCode code, QString deviceId, QString deviceName, std::stop_token stop)
{
    const bool isEncrypted = server.scheme() == QLatin1String("https");
    if (!isEncrypted && (code.hasKey() || !isThisMachine(server.host()))) {
        co_return tlsNeeded();
    }
    const TrustStore store(m_secrets); // last use of `this`
    ServerTrust known;
    if (code.hasKey()) {
        known.keyHash = code.keyPrefix;
    }
    ApiClient client(server, known);
    auto sending = client.send(requestOf(code, deviceId, deviceName), stop);
    const auto answer = co_await sending;
    if (!answer) {
        co_return answer.error();
    }
    wire::FieldReader reader(answer.value());
    PairedServer paired;
    paired.server = server;
    paired.trust.deviceToken = reader.requiredText("device_token", 200);
    paired.name = reader.text("server_name", 200);
    if (!reader.ok()) {
        co_return Error{ErrorKind::Protocol, reader.error().detail, 200, QStringLiteral("not_deskbell"), {}};
    }
    if (code.hasKey()) {
        paired.trust.keyHash = client.seenKey();
    }
    auto keeping = store.write(server, paired.trust);
    const auto kept = co_await keeping;
    if (!kept) {
        co_return kept.error();
    }
    co_return paired;
}

} // namespace deskbell
