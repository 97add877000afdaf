// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/session.h"
#include "core/domain/order.h"
#include "core/support/memorysecretstore.h"
#include "tests/support/fakeserver.h"
#include "tests/support/manualclock.h"
#include "tests/support/manualtimers.h"
#include "tests/support/seededrng.h"

#include <QCoroTask>
#include <QTest>

namespace deskbell::test {

/// A fake service and a client of it, with time in the test's hands.
struct Rig {
    ManualClock clock;
    SeededRng rng;
    ManualTimers timers{clock};
    Environment environment{clock, rng, timers};
    MemorySecretStore secrets;
    FakeServer server;
    ApiClient client{server.url()};
    Session session{client, secrets, environment, QStringLiteral("key")};

    [[nodiscard]] bool signIn()
    {
        auto task = session.signIn(QStringLiteral("seaview"), QStringLiteral("maria"), QStringLiteral("right"));
        return QCoro::waitFor(std::move(task)).ok();
    }

    [[nodiscard]] Call call(const QString &id, int minute, CallState status = CallState::Live) const
    {
        Call call;
        call.id = CallId{id};
        call.providerCallId = id;
        call.state = status;
        call.startedAt = fromMillis(1'795'200'000'000 + minute * 60'000LL);
        return call;
    }
    [[nodiscard]] TranscriptLine line(const QString &call, int number, SpeakerRole role = SpeakerRole::Guest) const
    {
        TranscriptLine line;
        line.id = TranscriptLineId{QStringLiteral("%1-line-%2").arg(call).arg(number)};
        line.callId = CallId{call};
        line.role = role;
        line.text = QStringLiteral("line %1").arg(number);
        line.at = fromMillis(1'795'200'000'000 + number * 1000LL);
        return line;
    }
    [[nodiscard]] Job job(int number, JobState state = JobState::Dead) const
    {
        Job job;
        job.id = JobId{QStringLiteral("job-%1").arg(number, 6, 10, QLatin1Char('0'))};
        job.queue = QStringLiteral("webhook");
        job.kind = QStringLiteral("order.notify");
        job.state = state;
        job.subject = QStringLiteral("Order R-%1 to pms.example").arg(number);
        job.attempt = 2;
        job.maxAttempts = 12;
        job.createdAt = job.updatedAt = fromMillis(1'795'200'000'000 + number * 1000LL);
        return job;
    }
    [[nodiscard]] Order order(int minute, OrderStatus status = OrderStatus::Pending)
    {
        Order order;
        order.id = OrderId{makeUuid7(clock, rng)};
        order.room = QStringLiteral("204");
        order.items = {{QStringLiteral("towel"), 2}};
        order.status = status;
        order.createdAt = order.updatedAt = fromMillis(1'795'200'000'000 + minute * 60'000LL);
        return order;
    }
};

} // namespace deskbell::test
