// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "core/support/result.h"
#include "server/inbox/inboxevent.h"

#include <QByteArray>

namespace deskbell::server {

/// What another system says of one of its requests.
struct GenericEvent final : InboxEvent {
    bool isCreate = false;
    OrderPatch patch; ///< the fields it says something about
};

/// Reads {"id", "type", "object", "at", "data"} of docs/protocol.md. Types: order.create, order.change, order.cancel; every
/// other is ignored. Pure; any thread. Validation when a field is missing or wrong.
[[nodiscard]] Result<InboxEventPtr> decodeGeneric(const QByteArray &body);

} // namespace deskbell::server
