// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/fakestore.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"
#include "ui/pages/pagecontext.h"

#include <QHash>

namespace deskbell::tests {

/// A small hotel on the evening of Saturday 21 November 2026, 19:40 in Berlin: 3 live calls, 40 past ones, 15 orders.
class PagesDemo
{
public:
    explicit PagesDemo(const ui::Theme &theme);

    [[nodiscard]] ui::PageContext context();
    void fill();

    [[nodiscard]] static Instant now() { return *fromRfc3339(QStringLiteral("2026-11-21T18:40:00.000Z")); }
    [[nodiscard]] static CallId callId(int number) { return CallId{QStringLiteral("call-%1").arg(number)}; }
    [[nodiscard]] static OrderId orderId(int number) { return OrderId{QStringLiteral("order-%1").arg(number)}; }
    [[nodiscard]] static QList<Call> calls();
    [[nodiscard]] static QList<OrderView> orders();
    /// Of call 1 (English, growing), 2 (Spanish), 4 (Russian), 5 (Arabic).
    [[nodiscard]] static TranscriptView transcript(int call);
    [[nodiscard]] static TranscriptLine line(const CallId &call, int number, SpeakerRole role, const QString &text, int second);

    const ui::Theme &theme;
    test::ManualClock clock{now()};
    test::SeededRng rng;
    IdSource ids{clock, rng};
    FakeStore store;
    QHash<QString, QByteArray> states;
};

} // namespace deskbell::tests
