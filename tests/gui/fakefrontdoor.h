// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/frontdoor.h"

#include <QList>
#include <QPointer>
#include <optional>

namespace deskbell::tests {

/// A server before anybody has signed in, as a test wants it. Answers from the event loop.
class FakeFrontDoor final : public FrontDoor
{
public:
    Result<ServerFacts> m_probe = ServerFacts{};
    std::optional<Result<ServerFacts>> m_afterPairing; ///< what probing tells once paired
    Result<PairedWith> m_pairing = PairedWith{{}, QStringLiteral("Seaview")};
    Result<SignInWays> m_ways = SignInWays{};
    Result<OpenIdStart> m_openId = OpenIdStart{QStringLiteral("login-1"), QUrl(QStringLiteral("https://login.example/authorize?state=abc"))};
    bool m_isHolding = false;
    QString m_pairedCode;

    void probe(const QString &, QObject *context, Answer<ServerFacts> done) override
    {
        const bool isPaired = !m_pairedCode.isEmpty() && m_afterPairing;
        answer(context, [done = std::move(done), result = isPaired ? *m_afterPairing : m_probe] { done(result); });
    }
    void ways(const QString &, const QString &, QObject *context, Answer<SignInWays> done) override
    {
        answer(context, [done = std::move(done), result = m_ways] { done(result); });
    }
    void pair(const QString &, const QString &code, QObject *context, Answer<PairedWith> done) override
    {
        m_pairedCode = code;
        answer(context, [done = std::move(done), result = m_pairing] { done(result); });
    }
    void startOpenId(const QString &, const QString &, const QString &, QObject *context, Answer<OpenIdStart> done) override
    {
        answer(context, [done = std::move(done), result = m_openId] { done(result); });
    }
    void release()
    {
        m_isHolding = false;
        const auto waiting = std::exchange(m_waiting, {});
        for (const auto &each : waiting) {
            if (each.first) {
                QMetaObject::invokeMethod(each.first, each.second, Qt::QueuedConnection);
            }
        }
    }

private:
    void answer(QObject *context, std::function<void()> run)
    {
        if (m_isHolding) {
            m_waiting.append({context, std::move(run)});
        } else {
            QMetaObject::invokeMethod(context, std::move(run), Qt::QueuedConnection);
        }
    }

    QList<QPair<QPointer<QObject>, std::function<void()>>> m_waiting;
};

} // namespace deskbell::tests
