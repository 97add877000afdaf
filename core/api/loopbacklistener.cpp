// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/loopbacklistener.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QUrlQuery>
#include <algorithm>

namespace deskbell {
namespace {

/// Codes and states are some hundred characters, browsers' headers a few thousand.
constexpr qsizetype MaxHead = 16 * 1024;
constexpr qsizetype MaxSockets = 16;

constexpr int Ok = 200;
constexpr int BadRequest = 400;
constexpr int NotFound = 404;

/// Nothing of the request is in the page: what a stranger puts into the address must not become a page of ours.
QByteArray page(const char *title, const char *text)
{
    return QByteArray("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>") + title + "</title></head><body><h1>" + title
        + "</h1><p>" + text + "</p></body></html>";
}

QByteArray answer(int status)
{
    const auto body = status == Ok ? page("Deskbell", "You can close this page and go back to Deskbell.") : page("Deskbell", "There is nothing here.");
    const QByteArray line = status == Ok ? "200 OK" : status == BadRequest ? "400 Bad Request" : "404 Not Found";
    return "HTTP/1.1 " + line + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
          "Content-Security-Policy: default-src 'none'\r\n\r\n"
        + body;
}

/// Takes as long whatever the first difference is.
bool isSame(const QString &one, const QString &other)
{
    const auto a = one.toUtf8();
    const auto b = other.toUtf8();
    int difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        difference |= a.at(i) ^ b.at(i);
    }
    return difference == 0 && !a.isEmpty();
}

QByteArray headerOf(const QByteArray &head, const char *name)
{
    const auto lines = head.split('\n');
    for (const auto &line : lines.mid(1)) {
        const auto colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0) {
            return line.mid(colon + 1).trimmed();
        }
    }
    return {};
}

} // namespace

LoopbackListener::LoopbackListener(Timers &timers, QObject *parent) : QObject(parent), m_timers(timers)
{
    qRegisterMetaType<Result<OpenIdCallback>>();
    connect(&m_server, &QTcpServer::newConnection, this, &LoopbackListener::onConnection);
}

LoopbackListener::~LoopbackListener()
{
    m_timers.cancel(m_timer);
    // They belong to the server, which outlives what their last signals would touch.
    const auto sockets = m_server.findChildren<QTcpSocket *>();
    for (auto *socket : sockets) {
        socket->disconnect(this);
    }
}

Result<QString> LoopbackListener::listen()
{
    if (m_hasFinished || m_server.isListening()) {
        return Error{ErrorKind::Conflict, QStringLiteral("a listener takes one answer"), 0, {}, {}};
    }
    const bool isListening = m_server.listen(QHostAddress(QHostAddress::LocalHost), 0) || m_server.listen(QHostAddress(QHostAddress::LocalHostIPv6), 0);
    if (!isListening) {
        return Error{ErrorKind::Unavailable, m_server.errorString(), 0, {}, {}};
    }
    const bool isIpv6 = m_server.serverAddress().protocol() == QAbstractSocket::IPv6Protocol;
    m_host = (isIpv6 ? QByteArray("[::1]:") : QByteArray("127.0.0.1:")) + QByteArray::number(m_server.serverPort());
    m_timer = m_timers.after(Patience, this, [this] { end(Error{ErrorKind::Timeout, QStringLiteral("nobody has signed in"), 0, {}, {}}); });
    return QStringLiteral("http://%1/callback").arg(QString::fromLatin1(m_host));
}

void LoopbackListener::cancel() { end(Error{ErrorKind::Cancelled, QStringLiteral("the sign-in was cancelled"), 0, {}, {}}); }

void LoopbackListener::onConnection()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        if (m_heads.size() >= MaxSockets) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_heads.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadable(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_heads.remove(socket);
            socket->deleteLater();
        });
    }
}

void LoopbackListener::onReadable(QTcpSocket *socket)
{
    const auto head = m_heads.find(socket);
    if (head == m_heads.end()) {
        (void)socket->readAll(); // it was answered
        return;
    }
    *head += socket->read(MaxHead + 1 - head->size());
    const auto isWhole = head->contains("\r\n\r\n");
    if (!isWhole && head->size() <= MaxHead) {
        return;
    }
    const auto request = *head;
    m_heads.erase(head);
    socket->write(answer(isWhole ? take(request) : BadRequest));
    socket->disconnectFromHost();
}

int LoopbackListener::take(const QByteArray &head)
{
    const auto line = head.left(head.indexOf("\r\n")).split(' ');
    // A name that only looks like this machine (DNS rebinding) is not ours.
    const bool isOurs = line.size() == 3 && line.at(0) == "GET" && line.at(2).startsWith("HTTP/1.") && headerOf(head, "Host") == m_host;
    const QUrl url = isOurs ? QUrl::fromEncoded(line.at(1), QUrl::StrictMode) : QUrl();
    if (!isOurs || m_hasFinished || url.path() != QLatin1String("/callback") || !url.isRelative()) {
        return NotFound;
    }
    const QUrlQuery query(url);
    const auto value = [&query](const char *name) { return query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded); };
    if (!isSame(value("state"), m_state)) {
        return BadRequest; // the right one may still come
    }
    if (query.hasQueryItem(QStringLiteral("error"))) {
        const auto word = value("error").left(60);
        QMetaObject::invokeMethod(this, [this, word] { end(Error{ErrorKind::Auth, word, 0, QStringLiteral("openid_denied"), {}}); }, Qt::QueuedConnection);
        m_hasFinished = true;
        return Ok;
    }
    const bool isSingle = query.allQueryItemValues(QStringLiteral("code")).size() == 1 && query.allQueryItemValues(QStringLiteral("state")).size() == 1;
    if (!isSingle || value("code").isEmpty()) {
        return BadRequest;
    }
    const OpenIdCallback callback{value("code"), value("state"), value("iss")};
    QMetaObject::invokeMethod(this, [this, callback] { end(callback); }, Qt::QueuedConnection);
    m_hasFinished = true;
    return Ok;
}

void LoopbackListener::end(const Result<OpenIdCallback> &result)
{
    if (m_isOver) {
        return;
    }
    m_isOver = true;
    m_hasFinished = true;
    m_timers.cancel(m_timer);
    m_server.close();
    Q_EMIT finished(result);
}

QString stateOf(const QUrl &authorization) { return QUrlQuery(authorization).queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded); }

} // namespace deskbell
