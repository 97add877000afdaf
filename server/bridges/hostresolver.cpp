// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridges/hostresolver.h"

#include <QHostInfo>
#include <QPromise>
#include <QTimer>
#include <memory>

namespace deskbell::server {
namespace {

using Addresses = Result<QList<QHostAddress>>;

/// The first answer counts; whoever lets go of it unanswered has answered as well.
class Question final
{
public:
    Question() { m_promise.start(); }
    ~Question() { answer(Error{ErrorKind::Cancelled, QStringLiteral("stopped"), 0, {}, {}}); }
    Q_DISABLE_COPY_MOVE(Question)

    void answer(Addresses found)
    {
        if (!m_isAnswered) {
            m_isAnswered = true;
            m_promise.addResult(std::move(found));
            m_promise.finish();
        }
    }
    [[nodiscard]] QFuture<Addresses> future() const { return m_promise.future(); }

private:
    QPromise<Addresses> m_promise;
    bool m_isAnswered = false;
};

} // namespace

QFuture<Addresses> SystemResolver::resolve(const QString &host, std::chrono::milliseconds limit)
{
    const auto question = std::make_shared<Question>();
    QHostInfo::lookupHost(host, this, [question](const QHostInfo &found) {
        question->answer(found.error() == QHostInfo::NoError ? Addresses(found.addresses())
                                                             : Addresses(Error{ErrorKind::Network, found.errorString(), 0, {}, {}}));
    });
    QTimer::singleShot(limit, this, [question] { question->answer(Error{ErrorKind::Timeout, QStringLiteral("the name was not found in time"), 0, {}, {}}); });
    return question->future();
}

} // namespace deskbell::server
