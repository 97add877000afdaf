// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/syncengine.h"
#include "tests/support/rig.h"

namespace deskbell::test {

/// A desk whose engine runs against the fake service.
struct DeskRig : Rig {
    MemoryStore store{environment};
    SyncEngine engine{session, store, environment, QStringLiteral("desk-1")};
    QObject context;
    QHash<CommandId, std::optional<Error>> finished;

    DeskRig()
    {
        QObject::connect(&store, &Store::commandFinished, &context,
                         [this](const CommandId &id, const std::optional<Error> &error) { finished.insert(id, error); });
    }

    [[nodiscard]] bool goLive()
    {
        if (!signIn()) {
            return false;
        }
        engine.start();
        return QTest::qWaitFor([this] { return isLive(); });
    }
    [[nodiscard]] bool isLive() const { return store.link().kind == LinkState::Kind::Live; }
    /// Time passes, and the network keeps up with it.
    void pass(std::chrono::milliseconds time)
    {
        for (std::chrono::milliseconds gone{0}; gone < time; gone += std::chrono::milliseconds(500)) {
            timers.advance(std::chrono::milliseconds(500));
            QTest::qWait(1);
        }
    }
    /// The store shows exactly what the server has.
    [[nodiscard]] bool mirrors() const
    {
        const auto &world = server.world;
        const auto calls = store.calls();
        const auto orders = store.orders();
        const auto isSameCall = [&world](const Call &call) { return call == world.calls.value(call.id); };
        const auto isSameOrder = [&world](const OrderView &view) {
            return view.writeState == WriteState::Stored && view.order == world.orders.value(view.id());
        };
        return calls.size() == world.calls.size() && orders.size() == world.orders.size()
            && std::all_of(calls.cbegin(), calls.cend(), isSameCall) && std::all_of(orders.cbegin(), orders.cend(), isSameOrder);
    }
};

} // namespace deskbell::test
