// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/rng.h"
#include "tests/simulators/effectlog/effectlog.h"
#include "tests/simulators/effectlog/providermode.h"

#include <QByteArray>
#include <QHash>
#include <QUrl>
#include <chrono>
#include <optional>

namespace deskbell::sim {

struct ProviderRequest {
    QByteArray method;
    QString path;
    QString key; ///< ?key= of a look-up
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

struct ProviderAnswer {
    struct Callback {
        QUrl url;
        QByteArray body;
        std::chrono::milliseconds after{0};
    };
    int status = 200;
    QByteArray body;
    int retryAfterSeconds = 0; ///< 0 for no such header
    std::chrono::milliseconds delay{0};
    bool isCut = false; ///< the connection is cut instead
    std::optional<Callback> callback;
};

/// Somebody else's service, as the tests need it. It does what is asked (notes an effect) and answers as its mode says.
///
///     POST /effects/A|B|C    Idempotency-Key: <key>   A honours the key, B and C do not
///     GET  /lookup?key=<key>                          of class B: 200 {"found":true,…} or 404 {"found":false}
///     POST /control          see ProviderMode
///     GET  /effects                                   counts
///
/// No sockets and no timers in here; see ProviderServer. One thread.
class Provider final
{
public:
    /// All outlive it.
    Provider(EffectLog &log, const Clock &clock, Rng &rng) : m_log(log), m_clock(clock), m_rng(rng) { }

    [[nodiscard]] ProviderAnswer handle(const ProviderRequest &request);

private:
    [[nodiscard]] ProviderAnswer perform(ProviderClass effectClass, const ProviderRequest &request);
    [[nodiscard]] ProviderAnswer lookUp(const QString &key);
    [[nodiscard]] ProviderAnswer control(const QByteArray &body);
    [[nodiscard]] ProviderAnswer counts() const;
    [[nodiscard]] bool isOverLimit();
    [[nodiscard]] QUrl callbackFor(const ProviderRequest &request) const;

    EffectLog &m_log;
    const Clock &m_clock;
    Rng &m_rng;
    ProviderMode m_mode;
    qint64 m_requests = 0;
    qint64 m_refused = 0;
    qint64 m_repeats = 0; ///< of class A, answered from memory
    qint64 m_lookups = 0;
    double m_tokens = 0;
    std::chrono::steady_clock::time_point m_filledAt{};
};

} // namespace deskbell::sim
