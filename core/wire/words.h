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

/// queued ringing greeting live holding transferring with_person ended incomplete lost failed
[[nodiscard]] QString word(CallState state);
[[nodiscard]] QString word(CallDirection direction); ///< inbound outbound
[[nodiscard]] QString word(CallOutcome outcome);     ///< "" completed escalated incomplete no_answer failed lost
/// "" guest_hung_up staff_ended assistant_ended transferred silence too_long busy no_answer voicemail provider_error our_error unknown
[[nodiscard]] QString word(EndReason reason);
[[nodiscard]] QString word(PartyRole role);          ///< caller callee transferee
[[nodiscard]] QString word(CostKind kind);           ///< telephony stt llm tts platform
[[nodiscard]] QString word(CostUnit unit);           ///< minute second token character call
[[nodiscard]] QString word(SpeakerRole role);        ///< guest assistant staff
[[nodiscard]] QString word(OrderStatus status);      ///< pending accepted in_progress done cancelled
/// The error code of the envelope, e.g. "not_found".
[[nodiscard]] QString word(ErrorKind kind);

[[nodiscard]] std::optional<CallState> callState(const QString &word);
[[nodiscard]] std::optional<CallDirection> callDirection(const QString &word);
[[nodiscard]] std::optional<CallOutcome> callOutcome(const QString &word);
[[nodiscard]] std::optional<EndReason> endReason(const QString &word);
[[nodiscard]] std::optional<PartyRole> partyRole(const QString &word);
[[nodiscard]] std::optional<CostKind> costKind(const QString &word);
[[nodiscard]] std::optional<CostUnit> costUnit(const QString &word);
[[nodiscard]] std::optional<SpeakerRole> speakerRole(const QString &word);
[[nodiscard]] std::optional<OrderStatus> orderStatus(const QString &word);
[[nodiscard]] std::optional<ErrorKind> errorKind(const QString &word);

} // namespace deskbell::wire
