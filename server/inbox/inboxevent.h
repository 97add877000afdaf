// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QString>
#include <memory>
#include <optional>

namespace deskbell::server {

/// One message of a provider, understood: what the inbox must know of each. A provider's decoder makes a kind of its own.
struct InboxEvent {
    InboxEvent() = default;
    virtual ~InboxEvent() = default;
    Q_DISABLE_COPY_MOVE(InboxEvent)

    /// The provider's id of the delivery, or made from what stays the same in repeats (RELIABILITY rule 64).
    QString extId;
    QString type;            ///< the provider's own word
    QString objectKey;       ///< what it is about; empty: nothing in particular
    std::optional<Instant> at; ///< by the provider's clock
    bool isAnswered = false; ///< the sender waits for the answer and acts on it; it never queues
    bool isIgnored = false;  ///< of a type that changes nothing
};

using InboxEventPtr = std::shared_ptr<const InboxEvent>;

} // namespace deskbell::server
