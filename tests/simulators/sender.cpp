// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/sender.h"

#include "tests/simulators/httpconnection.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTimer>
#include <algorithm>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

constexpr std::chrono::milliseconds FirstBackOff{200};
constexpr std::chrono::milliseconds LongestBackOff{2000};

/// The provider's own patience: fixed for assistant-request, the default of a server for the rest.
std::chrono::milliseconds patience(const QString &type)
{
    return std::chrono::milliseconds(type == "assistant-request"_L1 ? 7500 : 20'000);
}

} // namespace

struct Sender::Ticket {
    Outgoing message;
    QPointer<QObject> context;
    Done done;
    int tries = 0;
    std::chrono::steady_clock::time_point sentAt;
};

struct Sender::Lane {
    explicit Lane(const QUrl &url) : connection(url) {}

    HttpConnection connection;
    std::shared_ptr<Ticket> ticket; ///< what it carries now
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
    for (int i = 0; i < std::max(1, m_settings.concurrency); ++i) {
        auto *lane = m_lanes.emplace_back(std::make_unique<Lane>(m_settings.url)).get();
        connect(&lane->connection, &HttpConnection::answered, this, [this, lane](int status, const QByteArray &body) {
            onAnswered(*lane, {status, body, {}, 0, 1});
        });
        connect(&lane->connection, &HttpConnection::failed, this,
                [this, lane](const QString &problem) { onAnswered(*lane, {0, {}, problem, 0, 1}); });
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
    const auto free = std::find_if(m_lanes.begin(), m_lanes.end(), [](const auto &lane) { return !lane->ticket; });
    if (free == m_lanes.end()) {
        m_waiting.push_back(ticket);
        return;
    }
    startOn(**free, ticket);
}

void Sender::startOn(Lane &lane, const std::shared_ptr<Ticket> &ticket)
{
    lane.ticket = ticket;
    ++ticket->tries;
    ticket->sentAt = m_clock.monotonic();
    lane.connection.send(request(ticket->message), patience(ticket->message.type));
}

QByteArray Sender::request(const Outgoing &message) const
{
    QByteArray head = "POST "_ba + m_settings.url.path(QUrl::FullyEncoded).toLatin1() + " HTTP/1.1\r\n";
    head += "Host: "_ba + m_settings.url.authority().toLatin1() + "\r\n";
    head += "Content-Type: application/json\r\nUser-Agent: deskbell-sim\r\n";
    for (const auto &[name, value] : authHeaders(m_settings.auth, m_settings.secret, message.body, m_clock.now())) {
        head += name + ": "_ba + value + "\r\n";
    }
    head += "Content-Length: "_ba + QByteArray::number(message.body.size()) + "\r\n\r\n";
    return head + message.body;
}

void Sender::onAnswered(Lane &lane, Answer answer)
{
    const auto ticket = std::exchange(lane.ticket, nullptr);
    answer.micros
        = std::chrono::duration_cast<std::chrono::microseconds>(m_clock.monotonic() - ticket->sentAt).count();
    answer.tries = ticket->tries;
    if (!m_waiting.empty()) {
        const auto next = m_waiting.front();
        m_waiting.pop_front();
        startOn(lane, next);
    }
    settle(ticket, answer);
}

void Sender::settle(const std::shared_ptr<Ticket> &ticket, const Answer &answer)
{
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
