// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/eventstream.h"

#include "core/support/clock.h"
#include "core/wire/changecodec.h"
#include "core/wire/json.h"

#include <QLoggingCategory>
#include <QPointer>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace deskbell {
namespace {

Q_LOGGING_CATEGORY(lcStream, "deskbell.core.api.eventstream", QtInfoMsg)

constexpr std::chrono::seconds SilenceLimit{45};
constexpr std::chrono::seconds UpgradeLimit{15};
constexpr std::chrono::seconds PollEvery{2};
constexpr std::chrono::seconds SocketSoonAgain{5}; ///< after polling began: the server may just have come back
constexpr std::chrono::seconds SocketAgainAfter{60}; ///< while polling works
constexpr std::chrono::seconds StallLimit{2};
constexpr int UpgradesBeforePolling = 3;
constexpr int BatchLimit = 500;
constexpr quint64 MaxFrameBytes = 5 * 1024 * 1024;
constexpr int CloseUnauthorized = 4401;
constexpr int CloseResync = 4410;

Error linkError(ErrorKind kind, const QString &detail, const char *code = "")
{
    return Error{kind, detail, 0, QString::fromLatin1(code), {}};
}

QUrl feedUrl(QUrl base)
{
    base.setScheme(base.scheme() == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
    base.setPath(base.path() + QStringLiteral("/v1/feed"));
    return base;
}

} // namespace

EventStream::EventStream(Session &session, Environment environment, QString device, QObject *parent)
    : QObject(parent), m_session(session), m_environment(environment), m_device(std::move(device)), m_backoff(environment.rng),
      m_retry(environment.timers, this), m_patience(environment.timers, this), m_silence(environment.timers, this),
      m_poll(environment.timers, this), m_stall(environment.timers, this)
{
}

EventStream::~EventStream()
{
    m_stop.request_stop();
    dropSocket();
}

void EventStream::start(const FeedCursor &cursor)
{
    stop();
    m_cursor = cursor;
    m_head = cursor.seq;
    m_failedUpgrades = 0;
    m_refusedToken.clear();
    m_backoff.reset();
    open();
}

void EventStream::stop()
{
    ++m_run;
    m_stop.request_stop();
    m_stop = std::stop_source();
    for (auto *alarm : {&m_retry, &m_patience, &m_silence, &m_poll, &m_stall}) {
        alarm->stop();
    }
    m_polling = m_pulling = m_pullAgain = false;
    dropSocket();
    setUp(false);
}

void EventStream::hurry()
{
    if (m_retry.isSet()) {
        m_retry.stop();
        open();
    }
}

void EventStream::open()
{
    dropSocket();
    m_patience.set(UpgradeLimit, [this] { socketFailed(linkError(ErrorKind::Timeout, QStringLiteral("no answer to the upgrade")), true); });
    auto task = m_session.freshToken(m_refusedToken);
    QCoro::connect(std::move(task), this, [this, attempt = m_attempt](const Result<QString> &token) {
        if (attempt == m_attempt) {
            onToken(token);
        }
    });
}

void EventStream::onToken(const Result<QString> &token)
{
    if (!token) {
        if (token.error().kind == ErrorKind::Auth) {
            endWith(&EventStream::sessionExpired);
        } else if (token.error().kind != ErrorKind::Cancelled) {
            socketFailed(token.error(), false);
        }
        return;
    }
    m_token = token.value();
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingMessageSize(MaxFrameBytes);
    m_socket->setMaxAllowedIncomingFrameSize(MaxFrameBytes);
    connectSocket(m_socket);
    QNetworkRequest request(feedUrl(m_session.baseUrl()));
    const auto &trust = m_session.trust();
    if (trust.isPinned() && request.url().scheme() != QLatin1String("wss")) {
        socketFailed(linkError(ErrorKind::Protocol, QStringLiteral("the line is not encrypted"), "certificate_changed"), false);
        return;
    }
    m_socket->setSslConfiguration(trust.tls());
    request.setRawHeader("Authorization", "Bearer " + m_token.toUtf8());
    if (!trust.deviceToken.isEmpty()) {
        request.setRawHeader("X-Deskbell-Device", trust.deviceToken.toLatin1());
    }
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QStringLiteral("deskbell.v1")});
    m_socket->open(request, options);
}

void EventStream::connectSocket(QWebSocket *socket)
{
    // A socket that was given up may still speak; only the present one counts.
    connect(socket, &QWebSocket::connected, this, [this, socket] { if (socket == m_socket) { onOpened(); } });
    connect(socket, &QWebSocket::disconnected, this, [this, socket] { if (socket == m_socket) { onClosed(); } });
    connect(socket, &QWebSocket::textMessageReceived, this, [this, socket](const QString &text) {
        if (socket == m_socket) {
            onText(text);
        }
    });
    connect(socket, &QWebSocket::sslErrors, this, [this, socket](const QList<QSslError> &errors) { onSslErrors(socket, errors); });
    const auto onError = [this, socket] {
        if (socket == m_socket) {
            onSocketError();
        }
    };
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(socket, &QWebSocket::errorOccurred, this, onError);
#else
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, onError);
#endif
}

void EventStream::onOpened()
{
    m_opened = true;
    const QJsonObject init{
        {QStringLiteral("type"), QStringLiteral("init")},
        {QStringLiteral("lineage"), m_cursor.lineage},
        {QStringLiteral("after"), m_cursor.seq},
        {QStringLiteral("device"), m_device},
    };
    m_socket->sendTextMessage(QString::fromUtf8(wire::toBytes(init)));
}

void EventStream::onText(const QString &text)
{
    if (!m_spoken) {
        m_spoken = true;
        m_failedUpgrades = 0;
        m_refusedToken.clear();
        m_backoff.reset();
        m_patience.stop();
        m_poll.stop();
        m_polling = false;
        m_lastHeard = m_environment.clock.monotonic();
        watchSilence(SilenceLimit);
    }
    const auto frame = wire::parseObject(text.toUtf8());
    if (!frame) {
        socketFailed(linkError(ErrorKind::Protocol, frame.error().detail, "broken_frame"), false);
        return;
    }
    const auto type = frame.value().value(QLatin1String("type")).toString();
    if (type == QLatin1String("error")) {
        onErrorFrame(frame.value());
        return;
    }
    heard();
    if (type == QLatin1String("batch")) {
        auto batch = wire::changeBatchFromJson(frame.value());
        if (!batch) {
            socketFailed(linkError(ErrorKind::Protocol, batch.error().detail, "broken_frame"), false);
            return;
        }
        onBatch(std::move(batch).value());
    } else if (type == QLatin1String("head")) {
        // Left out while all is well, so that leaving it out is news too.
        const auto storage = frame.value().value(QLatin1String("storage")).toString(QStringLiteral("ok"));
        onHead(qint64(frame.value().value(QLatin1String("seq")).toDouble()));
        Q_EMIT liveArrived({{QStringLiteral("type"), QStringLiteral("storage")}, {QStringLiteral("state"), storage}});
    } else if (type == QLatin1String("live")) {
        Q_EMIT liveArrived(frame.value().value(QLatin1String("live")).toObject());
    }
    // Other types are a newer server's; a feed must not break on them.
}

void EventStream::onErrorFrame(const QJsonObject &frame)
{
    const auto code = frame.value(QLatin1String("code")).toString();
    const auto message = frame.value(QLatin1String("message")).toString();
    qCInfo(lcStream, "the feed was refused: %s (%s)", qPrintable(code), qPrintable(message));
    if (code == QLatin1String("resync")) {
        endWith(&EventStream::resyncNeeded);
        return;
    }
    if (code == QLatin1String("unauthorized")) {
        m_refusedToken = m_token;
        socketFailed(linkError(ErrorKind::Auth, message, "session_expired"), false);
        return;
    }
    socketFailed(linkError(ErrorKind::Protocol, message, "feed_refused"), false);
}

void EventStream::onBatch(ChangeBatch batch)
{
    if (batch.lineage != m_cursor.lineage) {
        endWith(&EventStream::resyncNeeded);
        return;
    }
    m_head = std::max({m_head, batch.head, batch.to});
    if (batch.from > m_cursor.seq + 1) {
        if (!m_pulling) {
            qCInfo(lcStream, "changes %lld to %lld are missing; reading them", m_cursor.seq + 1, batch.from - 1);
        }
        pull();
        return;
    }
    deliver(std::move(batch));
}

void EventStream::onHead(qint64 seq)
{
    if (seq < m_cursor.seq) {
        // Either an old frame that was overtaken, or a server that was restored: reading tells.
        pull();
        return;
    }
    if (seq != m_head) {
        m_head = seq;
        Q_EMIT stateChanged();
    }
    if (m_head > m_cursor.seq && !m_stall.isSet()) {
        m_stall.set(StallLimit, [this, before = m_cursor.seq] {
            if (m_cursor.seq == before) {
                pull();
            } else {
                onHead(m_head);
            }
        });
    }
}

void EventStream::deliver(ChangeBatch batch)
{
    if (batch.to > m_cursor.seq) {
        const auto known = m_cursor.seq;
        const auto isOutside = [known, to = batch.to](const Change &change) { return change.seq <= known || change.seq > to; };
        batch.changes.removeIf(isOutside);
        batch.from = known + 1;
        m_cursor.seq = batch.to;
        m_head = std::max(m_head, batch.to);
        const auto run = m_run;
        const QPointer<EventStream> self(this);
        Q_EMIT batchArrived(batch);
        if (!self || run != m_run) {
            return;
        }
    }
    if (m_cursor.seq >= m_head) {
        m_stall.stop();
    }
    Q_EMIT stateChanged();
}

void EventStream::pull()
{
    if (m_pulling) {
        m_pullAgain = true;
        return;
    }
    m_pulling = true;
    m_stall.stop();
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("lineage"), m_cursor.lineage);
    query.addQueryItem(QStringLiteral("after"), QString::number(m_cursor.seq));
    query.addQueryItem(QStringLiteral("limit"), QString::number(BatchLimit));
    auto task = m_session.call(ApiRequest::get(QStringLiteral("/v1/changes"), query), m_stop.get_token());
    QCoro::connect(std::move(task), this, [this, run = m_run, after = m_cursor.seq](const Result<QJsonObject> &answer) {
        if (run == m_run) {
            onPulled(answer, after);
        }
    });
}

void EventStream::onPulled(const Result<QJsonObject> &answer, qint64 after)
{
    m_pulling = false;
    if (!answer) {
        onPullFailed(answer.error());
        return;
    }
    auto batch = wire::changeBatchFromJson(answer.value());
    if (!batch) {
        onPullFailed(linkError(ErrorKind::Protocol, batch.error().detail, "not_deskbell"));
        return;
    }
    auto changes = std::move(batch).value();
    // Compared with where we stood when we asked: meanwhile the socket may have brought more than this answer knows.
    if (changes.lineage != m_cursor.lineage || changes.head < after || (changes.to > after && changes.from != after + 1)) {
        endWith(&EventStream::resyncNeeded);
        return;
    }
    m_head = std::max(changes.head, m_cursor.seq);
    const auto run = m_run;
    const bool broughtNews = changes.to > m_cursor.seq;
    const QPointer<EventStream> self(this);
    deliver(std::move(changes));
    if (self && run == m_run) {
        afterPull(broughtNews);
    }
}

void EventStream::afterPull(bool broughtNews)
{
    if (m_polling) {
        m_backoff.reset();
        setUp(true);
    }
    if ((broughtNews && m_cursor.seq < m_head) || std::exchange(m_pullAgain, false)) {
        pull();
    } else if (m_polling) {
        m_poll.set(PollEvery, [this] { pull(); });
    }
}

void EventStream::onPullFailed(const Error &error)
{
    m_pullAgain = false;
    if (error.httpStatus == 410 || error.code == QLatin1String("resync")) {
        endWith(&EventStream::resyncNeeded);
    } else if (error.kind == ErrorKind::Auth) {
        endWith(&EventStream::sessionExpired);
    } else if (error.kind != ErrorKind::Cancelled) {
        m_polling = false;
        m_poll.stop();
        linkDown(error, false);
    }
}

void EventStream::heard()
{
    m_lastHeard = m_environment.clock.monotonic();
    setUp(true);
}

void EventStream::watchSilence(std::chrono::milliseconds left)
{
    m_silence.set(left, [this] {
        const auto quiet = std::chrono::floor<std::chrono::milliseconds>(m_environment.clock.monotonic() - m_lastHeard);
        if (quiet >= SilenceLimit) {
            socketFailed(linkError(ErrorKind::Timeout, QStringLiteral("nothing was heard for 45 s"), "silence"), false);
        } else {
            watchSilence(SilenceLimit - quiet);
        }
    });
}

void EventStream::onSslErrors(QWebSocket *socket, const QList<QSslError> &errors)
{
    const auto &trust = m_session.trust();
    if (!trust.isPinned()) {
        return; // the socket ends by itself
    }
    // QWebSocket keeps the handshake back until the certificate is accepted, but has no word for it.
    const auto *line = socket->findChild<QSslSocket *>();
    if (line && trust.accepts(line->peerCertificate())) {
        socket->ignoreSslErrors(errors);
    } else if (socket == m_socket) {
        m_wrongKey = true;
    }
}

void EventStream::onSocketError()
{
    if (m_wrongKey) {
        socketFailed(linkError(ErrorKind::Protocol, QStringLiteral("the server has another key than the one this console was paired with"),
                         "certificate_changed"),
            false);
        return;
    }
    // Its number says nothing: QWebSocket calls a refused upgrade ConnectionRefusedError too.
    if (m_opened) {
        return; // disconnected() follows, with the close code
    }
    const auto why = m_socket->errorString();
    const bool isRefusedToken = why.contains(QLatin1String(" 401"));
    if (isRefusedToken) {
        m_refusedToken = m_token; // QWebSocket tells the status only in words; a wrong guess costs one refresh
    }
    socketFailed(linkError(ErrorKind::Network, why), !isRefusedToken);
}

void EventStream::onClosed()
{
    const auto code = int(m_socket->closeCode());
    if (code == CloseResync) {
        endWith(&EventStream::resyncNeeded);
        return;
    }
    if (code == CloseUnauthorized) {
        m_refusedToken = m_token;
        if (m_spoken) {
            m_backoff.reset();
        }
        socketFailed(linkError(ErrorKind::Auth, QStringLiteral("the session was cut"), "session_expired"), false);
        return;
    }
    socketFailed(linkError(ErrorKind::Network, QStringLiteral("the feed was closed (%1)").arg(code), "connection_closed"), !m_opened);
}

void EventStream::socketFailed(const Error &error, bool isUpgradeFailure)
{
    if (isUpgradeFailure) {
        ++m_failedUpgrades;
    }
    if (m_polling) {
        dropSocket();
        m_retry.set(SocketAgainAfter, [this] { open(); });
        return;
    }
    linkDown(error, m_failedUpgrades >= UpgradesBeforePolling && error.kind != ErrorKind::Auth);
}

void EventStream::linkDown(const Error &error, bool mayPoll)
{
    dropSocket();
    m_stall.stop();
    qCInfo(lcStream, "the feed is down: %s", qPrintable(error.detail));
    m_polling = mayPoll;
    m_retry.set(m_polling ? SocketSoonAgain : m_backoff.next(), [this] { open(); });
    const auto run = m_run;
    const QPointer<EventStream> self(this);
    setUp(false);
    Q_EMIT failed(error);
    if (self && run == m_run && m_polling) {
        pull();
    }
}

void EventStream::dropSocket()
{
    m_patience.stop();
    m_silence.stop();
    m_opened = m_spoken = m_wrongKey = false;
    ++m_attempt;
    if (auto *socket = std::exchange(m_socket, nullptr)) {
        socket->abort();
        socket->deleteLater();
    }
}

void EventStream::endWith(void (EventStream::*signal)())
{
    stop();
    Q_EMIT(this->*signal)();
}

void EventStream::setUp(bool up)
{
    if (m_up != up) {
        m_up = up;
        Q_EMIT stateChanged();
    }
}

} // namespace deskbell
