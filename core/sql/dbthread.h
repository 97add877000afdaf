// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/sql/reopenbackoff.h"
#include "core/support/result.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>
#include <exception>
#include <functional>
#include <memory>
#include <type_traits>

namespace deskbell::sql {

namespace detail {

/// A QPromise that can not die unanswered: to await a cancelled, empty QFuture crashes in QCoro 0.8.
template<typename R>
class Answer
{
public:
    Answer() { m_promise.start(); }
    ~Answer()
    {
        if (!m_isDone) {
            set(Error{ErrorKind::Cancelled, QStringLiteral("database thread stopped"), 0, {}, {}});
        }
    }
    Q_DISABLE_COPY_MOVE(Answer)
    QFuture<R> future() { return m_promise.future(); }
    void set(R result)
    {
        m_isDone = true;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QPromise<R> m_promise;
    bool m_isDone = false;
};

/// Exceptions end here and become Internal.
template<typename F, typename... Args>
std::invoke_result_t<F &, Args...> guarded(F &fn, Args &&...args)
{
    try {
        return fn(std::forward<Args>(args)...);
    } catch (const std::exception &e) {
        return Error{ErrorKind::Internal, QString::fromUtf8(e.what()), 0, {}, {}};
    }
}

} // namespace detail

/// One thread, one read-only connection. Work is a function of the connection; nothing else ever sees it. When a server
/// has gone, the connection is opened again, at most as often as `ReopenBackoff` says; until then work is answered with
/// Unavailable (code "connection_lost").
class DbThread final
{
public:
    explicit DbThread(DbConfig config);
    /// Finishes the running function; what still waits is answered with Cancelled.
    ~DbThread();
    Q_DISABLE_COPY_MOVE(DbThread)

    /// Runs fn(Connection &) -> Result<T> on the database thread. Callable from any thread. `fn` runs once more when the
    /// connection was lost under it, so it must be repeatable; it only reads.
    template<typename F>
    auto run(F fn) -> QFuture<std::invoke_result_t<F &, Connection &>>
    {
        using R = std::invoke_result_t<F &, Connection &>;
        auto answer = std::make_shared<detail::Answer<R>>();
        auto future = answer->future();
        run(std::move(fn), [answer](R result) { answer->set(std::move(result)); });
        return future;
    }

    /// The same for who does not wait: `done` gets the result on the database thread. Never called when the thread ends first.
    template<typename F, typename D>
    void run(F fn, D done)
    {
        using R = std::invoke_result_t<F &, Connection &>;
        post([this, fn = std::move(fn), done = std::move(done)]() mutable {
            const auto first = connection();
            auto result = first ? detail::guarded(fn, *first.value()) : R(first.error());
            if (first && !result && isConnectionLost(result.error())) {
                const auto again = connection();
                result = again ? detail::guarded(fn, *again.value()) : R(again.error());
            }
            done(std::move(result));
        });
    }

private:
    void post(std::function<void()> work);
    [[nodiscard]] Result<Connection *> connection();

    DbConfig m_config;
    std::unique_ptr<Connection> m_connection;
    /// Short: a person waits for what is read, and every reader finds out for itself that the server is back.
    ReopenBackoff m_backoff{std::chrono::milliseconds(100)};
    QThread m_thread;
    std::unique_ptr<QObject> m_worker;
};

} // namespace deskbell::sql
