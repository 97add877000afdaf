// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/webhook/webhookbridge.h"

#include "core/wire/json.h"

#include <QMessageAuthenticationCode>
#include <QUrlQuery>

namespace deskbell::server {
namespace {

/// A status line's worth, for people; bodies of others may hold anything.
QString reasonOf(const HttpAnswer &answer)
{
    return answer.status > 0 ? QStringLiteral("HTTP %1").arg(answer.status) : answer.error;
}

QString referenceIn(const QJsonObject &json)
{
    for (const auto *name : {"ref", "id"}) {
        const auto value = json.value(QLatin1String(name));
        if (value.isString() && !value.toString().isEmpty()) {
            return value.toString().left(200);
        }
        if (value.isDouble()) {
            return QString::number(value.toInteger());
        }
    }
    return {};
}

QJsonObject bodyOf(const HttpAnswer &answer)
{
    auto json = wire::parseObject(answer.body);
    return json ? std::move(json).value() : QJsonObject();
}

} // namespace

SendOutcome sendOutcomeOf(const HttpAnswer &answer)
{
    SendOutcome outcome;
    outcome.httpStatus = answer.status;
    outcome.reason = reasonOf(answer);
    outcome.retryAfter = answer.retryAfter;
    switch (answer.end) {
    case HttpAnswer::End::NotSent:
    case HttpAnswer::End::TlsFailed: outcome.kind = SendOutcome::Kind::NotSent; return outcome;
    case HttpAnswer::End::Lost: outcome.kind = SendOutcome::Kind::Unknown; return outcome;
    case HttpAnswer::End::Answered: break;
    }
    if (answer.status >= 200 && answer.status < 300) {
        outcome.kind = SendOutcome::Kind::Delivered;
        const auto reference = referenceIn(bodyOf(answer));
        outcome.providerRef = reference.isEmpty() ? outcome.reason : reference;
    } else if (answer.status < 500 || answer.status == 503) {
        outcome.kind = SendOutcome::Kind::Refused;
    } else {
        outcome.kind = SendOutcome::Kind::Unknown;
    }
    return outcome;
}

LookupOutcome lookupOutcomeOf(const HttpAnswer &answer)
{
    LookupOutcome outcome;
    outcome.reason = reasonOf(answer);
    if (answer.end != HttpAnswer::End::Answered) {
        return outcome;
    }
    const auto json = bodyOf(answer);
    const auto found = json.value(QLatin1String("found"));
    if (answer.status == 200 && found.isBool() && found.toBool()) {
        outcome.kind = LookupOutcome::Kind::Found;
        const auto reference = referenceIn(json);
        outcome.providerRef = reference.isEmpty() ? QStringLiteral("found by look-up") : reference;
    } else if ((answer.status == 200 || answer.status == 404) && found.isBool()) {
        outcome.kind = LookupOutcome::Kind::NotFound;
    }
    return outcome;
}

QByteArray signatureOf(const QByteArray &secret, const QByteArray &body, Instant at)
{
    const auto seconds = QByteArray::number(toMillis(at) / 1000);
    const QByteArray message = seconds + '.' + body;
    return "t=" + seconds + ",v1=" + QMessageAuthenticationCode::hash(message, secret, QCryptographicHash::Sha256).toHex();
}

namespace {

/// The property has configured the address; whether it may be in the house it has said as well.
UrlPolicy policyOf(const Delivery &delivery)
{
    UrlPolicy policy;
    policy.allowsHttp = true;
    policy.allowsAnyPort = true;
    policy.allowsLan = delivery.isInHouse;
    return policy;
}

} // namespace

QCoro::Task<SendOutcome> WebhookBridge::send(Delivery delivery, std::stop_token stop)
{
    HttpCall call;
    call.method = "POST";
    call.url = delivery.url;
    call.policy = policyOf(delivery);
    call.body = delivery.body;
    call.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", delivery.key.toLatin1()}};
    if (!delivery.secret.isEmpty()) {
        call.headers.append({"X-Deskbell-Signature", signatureOf(delivery.secret, delivery.body, m_clock.now())});
    }
    auto calling = m_http.call(call, stop);
    const auto answer = co_await calling;
    co_return sendOutcomeOf(answer);
}

QCoro::Task<LookupOutcome> WebhookBridge::lookUp(Delivery delivery, std::stop_token stop)
{
    if (delivery.lookupUrl.isEmpty()) {
        co_return LookupOutcome{LookupOutcome::Kind::Failed, {}, QStringLiteral("there is no address to ask at")};
    }
    HttpCall call;
    call.url = delivery.lookupUrl;
    call.policy = policyOf(delivery);
    QUrlQuery query(call.url);
    query.addQueryItem(QStringLiteral("key"), delivery.key);
    call.url.setQuery(query);
    auto calling = m_http.call(call, stop);
    const auto answer = co_await calling;
    co_return lookupOutcomeOf(answer);
}

} // namespace deskbell::server
