// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/sender.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>
#include <algorithm>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

constexpr int ConnectionsPerManager = 4;
constexpr std::chrono::milliseconds FirstBackOff{200};
constexpr std::chrono::milliseconds LongestBackOff{2000};

/// The provider's own patience: fixed for assistant-request, the default of a server for the rest.
int patienceMs(const QString &type)
{
    return type == "assistant-request"_L1 ? 7500 : 20'000;
}

} // namespace

struct Sender::Ticket {
    Outgoing message;
    QPointer<QObject> context;
    Done done;
    int tries = 0;
    std::chrono::steady_clock::time_point sentAt;
};

QList<std::pair<QByteArray, QByteArray>> authHeaders(AuthKind kind, const QByteArray &secret, const QByteArray &body,
                                                     Instant now)
{
    switch (kind) {
    case AuthKind::Secret:
        return {{"X-Vapi-Secret"_ba, secret}};
    case AuthKind::Bearer:
        return {{"Authorization"_ba, "Bearer "_ba + secret}};
    case AuthKind::Hmac: {
        const auto timestamp = QByteArray::number(toMillis(now));
        const auto mac = QMessageAuthenticationCode::hash(timestamp + '.' + body, secret, QCryptographicHash::Sha256);
        return {{"x-timestamp"_ba, timestamp}, {"x-signature"_ba, mac.toHex()}};
    }
    }
    return {};
}

Sender::Sender(SenderSettings settings, const Clock &clock, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_clock(clock)
{
    const int managers = std::clamp((m_settings.concurrency + ConnectionsPerManager - 1) / ConnectionsPerManager, 1, 16);
    for (int i = 0; i < managers; ++i) {
        m_networks.push_back(std::make_unique<QNetworkAccessManager>());
    }
    if (!m_settings.recordFile.isEmpty()) {
        m_record.setFileName(m_settings.recordFile);
        m_isReady = m_record.open(QIODevice::WriteOnly | QIODevice::Truncate);
    }
}

Sender::~Sender() = default;

void Sender::post(const Outgoing &message, QObject *context, Done done)
{
    send(std::make_shared<Ticket>(Ticket{message, context, std::move(done), 0, {}}));
}

void Sender::send(const std::shared_ptr<Ticket> &ticket)
{
    QNetworkRequest request(m_settings.url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"deskbell-sim"_s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(patienceMs(ticket->message.type));
    for (const auto &[name, value] : authHeaders(m_settings.auth, m_settings.secret, ticket->message.body, m_clock.now())) {
        request.setRawHeader(name, value);
    }
    ++ticket->tries;
    ticket->sentAt = m_clock.monotonic();
    auto *reply = m_networks[m_next++ % m_networks.size()]->post(request, ticket->message.body);
    connect(reply, &QNetworkReply::finished, this, [this, ticket, reply] { onFinished(ticket, reply); });
}

void Sender::onFinished(const std::shared_ptr<Ticket> &ticket, QNetworkReply *reply)
{
    reply->deleteLater();
    Answer answer;
    answer.micros
        = std::chrono::duration_cast<std::chrono::microseconds>(m_clock.monotonic() - ticket->sentAt).count();
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply->readAll();
    answer.tries = ticket->tries;
    if (answer.status == 0) {
        answer.problem = reply->errorString();
    }
    if (m_settings.keepRetrying && (answer.status == 0 || answer.status >= 500)) {
        Q_EMIT retried(ticket->message.type, answer.status);
        const auto wait = std::min(LongestBackOff, FirstBackOff * (1 << std::min(ticket->tries - 1, 10)));
        QTimer::singleShot(wait, this, [this, ticket] { send(ticket); });
        return;
    }
    record(*ticket, answer);
    if (ticket->context) {
        ticket->done(answer);
    }
}

void Sender::record(const Ticket &ticket, const Answer &answer)
{
    if (!m_record.isOpen()) {
        return;
    }
    const QJsonObject line{
        {u"call"_s, ticket.message.callId},
        {u"type"_s, ticket.message.type},
        {u"at"_s, toMillis(ticket.message.at)},
        {u"repeat"_s, ticket.message.repeat},
        {u"body"_s, QString::fromUtf8(ticket.message.body)},
        {u"status"_s, answer.status},
        {u"answer"_s, QString::fromUtf8(answer.body)},
    };
    m_record.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    m_record.flush();
}

} // namespace deskbell::sim
