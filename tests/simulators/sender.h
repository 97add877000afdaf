// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "tests/simulators/outgoing.h"

#include <QFile>
#include <QObject>
#include <QPointer>
#include <QUrl>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace deskbell::sim {

class HttpConnection;

enum class AuthKind {
    Secret, ///< X-Vapi-Secret: the secret
    Bearer, ///< Authorization: Bearer the secret
    Hmac,   ///< x-signature: hex HMAC-SHA-256 over "{timestamp}.{body}", x-timestamp
};

struct SenderSettings {
    QUrl url;
    QByteArray secret;
    AuthKind auth = AuthKind::Secret;
    bool keepRetrying = false; ///< as a provider with a back-off plan: again until the service answers
    int concurrency = 4;
    QString recordFile; ///< every message and its answer, one JSON object a line; empty for none
};

/// The headers that prove where a message comes from.
[[nodiscard]] QList<std::pair<QByteArray, QByteArray>> authHeaders(AuthKind kind, const QByteArray &secret,
                                                                   const QByteArray &body, Instant now);

/// Posts messages to the service and measures how long the answers take.
class Sender final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Answer &)>;

    Sender(SenderSettings settings, const Clock &clock, QObject *parent = nullptr);
    ~Sender() override;

    /// `done` is called once, from the event loop, unless `context` is gone by then.
    void post(const Outgoing &message, QObject *context, Done done);
    /// False when the record could not be opened.
    [[nodiscard]] bool isReady() const { return m_isReady; }

Q_SIGNALS:
    /// Each single try that got no answer or a 5xx and is made again.
    void retried(const QString &type, int status);

private:
    struct Ticket;
    struct Lane;

    void send(const std::shared_ptr<Ticket> &ticket);
    void startOn(Lane &lane, const std::shared_ptr<Ticket> &ticket);
    void onAnswered(Lane &lane, Answer answer);
    void settle(const std::shared_ptr<Ticket> &ticket, const Answer &answer);
    [[nodiscard]] QByteArray request(const Outgoing &message) const;
    void record(const Ticket &ticket, const Answer &answer);

    SenderSettings m_settings;
    const Clock &m_clock;
    std::vector<std::unique_ptr<Lane>> m_lanes; ///< one connection each
    std::deque<std::shared_ptr<Ticket>> m_waiting;
    QFile m_record;
    bool m_isReady = true;
};

} // namespace deskbell::sim
