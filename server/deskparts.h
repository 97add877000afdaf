// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/rng.h"
#include "server/access/accessparts.h"
#include "server/commands/commandengine.h"
#include "server/commands/commandregistry.h"
#include "server/commands/commandsservice.h"
#include "server/hooks/inboxdoor.h"
#include "server/inboxparts.h"
#include "server/ops/health.h"
#include "server/services/alertsservice.h"
#include "server/services/analyticsservice.h"
#include "server/services/callsservice.h"
#include "server/services/callwatch.h"
#include "server/services/changesservice.h"
#include "server/services/orderbook.h"
#include "server/services/ordersservice.h"
#include "server/services/usageservice.h"

namespace deskbell::ws {
class FeedHub;
}

namespace deskbell::server {

/// What the desk works with, put together: calls, orders, figures, changes and the hooks. Everything given must outlive it.
struct DeskParts {
    DeskParts(Database &database, AccessParts &access, ws::ChangeSource &source, ws::FeedHub &feed,
        JobQueue &jobs, const Clock &clock, Rng &rng);
    Q_DISABLE_COPY_MOVE(DeskParts)

    [[nodiscard]] HookFigures hookFigures() const;

    OrderBook orderBook;
    CommandRegistry registry;
    CommandEngine engine;
    CommandsService commands;
    InboxParts inbox;
    CallsService calls;
    OrdersService orders;
    AnalyticsService analytics;
    AlertsService alerts;
    UsageService usage;
    CallWatch callWatch;
    ChangesService changes;
    InboxDoor door;
};

} // namespace deskbell::server
