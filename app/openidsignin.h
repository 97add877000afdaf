// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/frontdoor.h"
#include "core/api/loopbacklistener.h"
#include "core/sync/signinrequest.h"

#include <QObject>
#include <memory>

namespace deskbell::app {

/// Signs in with an organisation's account: opens the system's browser, and waits on this machine for what it brings back.
class OpenIdSignIn final : public QObject
{
    Q_OBJECT
public:
    /// Both outlive this.
    OpenIdSignIn(FrontDoor &door, Timers &timers, QObject *parent = nullptr);

    /// One at a time: a second one replaces the first.
    void start(const SignInRequest &where);
    void cancel();

Q_SIGNALS:
    /// What the service is to be told.
    void ready(const deskbell::SignInRequest &request);
    void failed(const deskbell::Error &error);

private:
    void onStarted(const Result<OpenIdStart> &start);
    void onReturned(const Result<OpenIdCallback> &callback);
    void fail(const Error &error);

    FrontDoor &m_door;
    Timers &m_timers;
    SignInRequest m_where;
    QString m_loginId;
    std::unique_ptr<LoopbackListener, void (*)(LoopbackListener *)> m_listener; ///< deleted from the event loop: it may be telling something
};

} // namespace deskbell::app
