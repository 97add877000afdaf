// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/domain/order.h"
#include "core/domain/transcript.h"
#include "core/support/result.h"

#include <QString>
#include <optional>

/// The words that stand for enumerations in the database, on the wire and in logs: one place, so that they can not differ.
namespace deskbell::wire {

[[nodiscard]] QString word(CallStatus status);       ///< queued ringing in_progress forwarding lost ended
[[nodiscard]] QString word(CallDirection direction); ///< inbound outbound
[[nodiscard]] QString word(CallOutcome outcome);     ///< "" completed escalated incomplete no_answer failed lost
[[nodiscard]] QString word(SpeakerRole role);        ///< guest assistant staff
[[nodiscard]] QString word(OrderStatus status);      ///< pending accepted in_progress done cancelled
/// The error code of the envelope, e.g. "not_found".
[[nodiscard]] QString word(ErrorKind kind);

[[nodiscard]] std::optional<CallStatus> callStatus(const QString &word);
[[nodiscard]] std::optional<CallDirection> callDirection(const QString &word);
[[nodiscard]] std::optional<CallOutcome> callOutcome(const QString &word);
[[nodiscard]] std::optional<SpeakerRole> speakerRole(const QString &word);
[[nodiscard]] std::optional<OrderStatus> orderStatus(const QString &word);
[[nodiscard]] std::optional<ErrorKind> errorKind(const QString &word);

} // namespace deskbell::wire
