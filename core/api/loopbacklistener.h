// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "core/support/timers.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>
#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace deskbell {

/// What the browser brought back from the identity provider.
struct OpenIdCallback {
    QString code;
    QString state;
    QString issuer; ///< "iss"; empty when the provider does not name itself
};

/// Takes the answer of a sign-in that happens in the system's browser (RFC 8252, section 7.3): listens on this machine only, on a port
/// that the system picks, for one request. One sign-in at a time; use another object for the next. Belongs to one thread.
///
///     auto uri = listener.listen();                  // redirect_uri of POST /v1/auth/openid/start
///     listener.expect(stateOf(authorizationUrl));    // before the browser is opened
///     connect(&listener, &LoopbackListener::finished, …);
class LoopbackListener final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::minutes Patience{5};

    explicit LoopbackListener(Timers &timers, QObject *parent = nullptr);
    ~LoopbackListener() override;

    /// "http://127.0.0.1:PORT/callback"; on [::1] where there is no 127.0.0.1. Unavailable when neither can be listened on, Conflict when
    /// called twice.
    [[nodiscard]] Result<QString> listen();
    /// What the answer must carry; until it is set no answer is the right one.
    void expect(const QString &state) { m_state = state; }
    /// finished() with Cancelled, unless it has finished.
    void cancel();
    [[nodiscard]] bool isListening() const { return m_server.isListening(); }

Q_SIGNALS:
    /// Once. Errors: Auth ("openid_denied": the person or the provider said no), Timeout after five minutes, Cancelled. Nothing listens
    /// any more then.
    void finished(const deskbell::Result<deskbell::OpenIdCallback> &result);

private:
    void onConnection();
    void onReadable(QTcpSocket *socket);
    /// The status to answer with.
    [[nodiscard]] int take(const QByteArray &head);
    void end(const Result<OpenIdCallback> &result);

    Timers &m_timers;
    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_heads; ///< what has come of each request
    QByteArray m_host;                       ///< "127.0.0.1:PORT"
    QString m_state;
    Timers::Id m_timer = 0;
    bool m_hasFinished = false; ///< the answer is here; others get 404
    bool m_isOver = false;      ///< and has been given out
};

/// "state" of an authorization address; empty when there is none.
[[nodiscard]] QString stateOf(const QUrl &authorization);

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::OpenIdCallback)
