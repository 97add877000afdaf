// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bridges/hostresolver.h"

#include <QPromise>
#include <QStringList>

namespace deskbell::test {

/// Gives the next of its answers at each look-up, and the last one from then on: a name that changes its mind.
class FakeResolver final : public server::HostResolver
{
public:
    explicit FakeResolver(QList<QStringList> answers) : m_answers(std::move(answers)) {}

    [[nodiscard]] QFuture<Result<QList<QHostAddress>>> resolve(const QString &host, std::chrono::milliseconds) override
    {
        asked.append(host);
        const auto texts = m_answers.size() > 1 ? m_answers.takeFirst() : m_answers.value(0);
        QList<QHostAddress> addresses;
        for (const auto &text : texts) {
            addresses.append(QHostAddress(text));
        }
        QPromise<Result<QList<QHostAddress>>> promise;
        promise.start();
        promise.addResult(Result<QList<QHostAddress>>(addresses));
        promise.finish();
        return promise.future();
    }

    QStringList asked;

private:
    QList<QStringList> m_answers;
};

} // namespace deskbell::test
