// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/rng.h"
#include "server/hooks/generic/genericprovider.h"
#include "server/hooks/vapi/vapiprovider.h"
#include "server/inbox/inboxadmin.h"
#include "server/inbox/inboxintake.h"
#include "server/services/orderbook.h"
#include "server/services/voiceintake.h"

namespace deskbell::server {

/// The inbox with every kind of source it reads, put together. Everything given must outlive it.
struct InboxParts {
    InboxParts(Database &database, const TenantDirectory &directory, JobQueue &jobs, const Clock &clock, Rng &rng);
    Q_DISABLE_COPY_MOVE(InboxParts)

    VoiceIntake voice;
    OrderBook orders;
    VapiProvider vapi;
    GenericProvider generic;
    InboxIntake intake;
    InboxAdmin admin;
};

} // namespace deskbell::server
