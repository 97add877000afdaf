// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/money.h"
#include "core/support/clock.h"
#include "core/support/ids.h"

#include <QMetaType>
#include <QString>
#include <optional>

namespace deskbell {

/// Ordered by how far a call has come: a call only ever moves to a later status.
enum class CallStatus {
    Queued,
    Ringing,
    InProgress,
    Forwarding,
    Lost, ///< its end was never reported; closed by a timer. A late report still turns it into Ended.
    Ended,
};

enum class CallDirection { Inbound, Outbound };

/// How a call came out, derived from the provider's reason for its end.
enum class CallOutcome {
    None, ///< not ended yet
    Completed,
    Escalated,  ///< handed to a person
    Incomplete, ///< the guest hung up before the conversation came to its end
    NoAnswer,
    Failed, ///< a technical failure of ours or the provider's
    Lost,
};

struct Call {
    CallId id;
    QString providerCallId; ///< the voice provider's own id
    CallStatus status = CallStatus::Queued;
    CallDirection direction = CallDirection::Inbound;
    QString customerNumber; ///< E.164, or empty when withheld
    GuestId guestId;        ///< empty when the caller is not known
    QString guestName;
    QString room;
    QString language;    ///< BCP 47, e.g. "en", "es"; empty when not known
    QString serviceType; ///< e.g. "room_service", "information"; empty when not known
    std::optional<Instant> startedAt;
    std::optional<Instant> endedAt;
    QString summary;
    CallOutcome outcome = CallOutcome::None;
    QString endedReason; ///< the provider's word; open set
    std::optional<Money> cost;
    qint64 version = 0; ///< seq of its last change

    [[nodiscard]] bool isLive() const { return status < CallStatus::Lost; }
    /// Whole seconds between start and end, when both are known.
    [[nodiscard]] std::optional<qint64> durationSeconds() const
    {
        if (!startedAt || !endedAt) {
            return std::nullopt;
        }
        return std::max<qint64>(0, std::chrono::round<std::chrono::seconds>(*endedAt - *startedAt).count());
    }
    bool operator==(const Call &) const = default;
};

} // namespace deskbell

Q_DECLARE_METATYPE(deskbell::Call)
