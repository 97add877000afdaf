// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/openidsignin.h"

#include <QDesktopServices>

namespace deskbell::app {

namespace {

void later(LoopbackListener *listener) { listener->deleteLater(); }

/// The address comes from the server: it may lead to a web page, and to nothing else on this computer.
bool isWebPage(const QUrl &url)
{
    const bool isLocal = url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("localhost");
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLocal));
}

} // namespace

OpenIdSignIn::OpenIdSignIn(FrontDoor &door, Timers &timers, QObject *parent)
    : QObject(parent), m_door(door), m_timers(timers), m_listener(nullptr, &later)
{
}

void OpenIdSignIn::start(const SignInRequest &where)
{
    cancel();
    m_where = where;
    m_listener.reset(new LoopbackListener(m_timers));
    connect(m_listener.get(), &LoopbackListener::finished, this, &OpenIdSignIn::onReturned);
    const auto uri = m_listener->listen();
    if (!uri) {
        fail(uri.error());
        return;
    }
    m_door.startOpenId(where.address, where.property, uri.value(), m_listener.get(), [this](const Result<OpenIdStart> &start) { onStarted(start); });
}

void OpenIdSignIn::cancel()
{
    if (m_listener) {
        m_listener->disconnect(this);
        m_listener.reset();
    }
}

void OpenIdSignIn::onStarted(const Result<OpenIdStart> &start)
{
    if (!start) {
        fail(start.error());
        return;
    }
    const auto &url = start.value().authorization;
    if (!isWebPage(url)) {
        fail(Error{ErrorKind::Protocol, QStringLiteral("no web page to sign in at"), 0, QStringLiteral("not_deskbell"), {}});
        return;
    }
    m_loginId = start.value().loginId;
    m_listener->expect(stateOf(url));
    if (!QDesktopServices::openUrl(url)) {
        fail(Error{ErrorKind::Unavailable, QStringLiteral("no browser opens"), 0, QStringLiteral("no_browser"), {}});
    }
}

void OpenIdSignIn::onReturned(const Result<OpenIdCallback> &callback)
{
    if (!callback) {
        fail(callback.error());
        return;
    }
    auto request = m_where;
    request.way = SignInRequest::Way::OpenId;
    request.body = {{QStringLiteral("login_id"), m_loginId}, {QStringLiteral("code"), callback.value().code}, {QStringLiteral("state"), callback.value().state}};
    if (!callback.value().issuer.isEmpty()) {
        request.body.insert(QStringLiteral("iss"), callback.value().issuer);
    }
    cancel();
    Q_EMIT ready(request);
}

void OpenIdSignIn::fail(const Error &error)
{
    cancel();
    Q_EMIT failed(error);
}

} // namespace deskbell::app
