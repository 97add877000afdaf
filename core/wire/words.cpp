// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/words.h"

#include <array>
#include <utility>

namespace deskbell::wire {
namespace {

template<typename Enum, size_t N>
using Table = std::array<std::pair<Enum, const char *>, N>;

constexpr Table<CallState, 11> CallStates{{
    {CallState::Queued, "queued"},
    {CallState::Ringing, "ringing"},
    {CallState::Greeting, "greeting"},
    {CallState::Live, "live"},
    {CallState::Holding, "holding"},
    {CallState::Transferring, "transferring"},
    {CallState::WithPerson, "with_person"},
    {CallState::Ended, "ended"},
    {CallState::Incomplete, "incomplete"},
    {CallState::Lost, "lost"},
    {CallState::Failed, "failed"},
}};
constexpr Table<EndReason, 13> EndReasons{{
    {EndReason::None, ""},
    {EndReason::GuestHungUp, "guest_hung_up"},
    {EndReason::StaffEnded, "staff_ended"},
    {EndReason::AssistantEnded, "assistant_ended"},
    {EndReason::Transferred, "transferred"},
    {EndReason::Silence, "silence"},
    {EndReason::TooLong, "too_long"},
    {EndReason::Busy, "busy"},
    {EndReason::NoAnswer, "no_answer"},
    {EndReason::Voicemail, "voicemail"},
    {EndReason::ProviderError, "provider_error"},
    {EndReason::OurError, "our_error"},
    {EndReason::Unknown, "unknown"},
}};
constexpr Table<PartyRole, 3> PartyRoles{{
    {PartyRole::Caller, "caller"},
    {PartyRole::Callee, "callee"},
    {PartyRole::Transferee, "transferee"},
}};
constexpr Table<CostKind, 5> CostKinds{{
    {CostKind::Telephony, "telephony"},
    {CostKind::SpeechToText, "stt"},
    {CostKind::LanguageModel, "llm"},
    {CostKind::TextToSpeech, "tts"},
    {CostKind::Platform, "platform"},
}};
constexpr Table<CostUnit, 5> CostUnits{{
    {CostUnit::Minute, "minute"},
    {CostUnit::Second, "second"},
    {CostUnit::Token, "token"},
    {CostUnit::Character, "character"},
    {CostUnit::Call, "call"},
}};
constexpr Table<CallDirection, 2> Directions{{{CallDirection::Inbound, "inbound"}, {CallDirection::Outbound, "outbound"}}};
constexpr Table<CallOutcome, 7> Outcomes{{
    {CallOutcome::None, ""},
    {CallOutcome::Completed, "completed"},
    {CallOutcome::Escalated, "escalated"},
    {CallOutcome::Incomplete, "incomplete"},
    {CallOutcome::NoAnswer, "no_answer"},
    {CallOutcome::Failed, "failed"},
    {CallOutcome::Lost, "lost"},
}};
constexpr Table<SpeakerRole, 3> Roles{
    {{SpeakerRole::Guest, "guest"}, {SpeakerRole::Assistant, "assistant"}, {SpeakerRole::Staff, "staff"}}};
constexpr Table<OrderStatus, 5> OrderStatuses{{
    {OrderStatus::Pending, "pending"},
    {OrderStatus::Accepted, "accepted"},
    {OrderStatus::InProgress, "in_progress"},
    {OrderStatus::Done, "done"},
    {OrderStatus::Cancelled, "cancelled"},
}};
constexpr Table<ErrorKind, 14> Kinds{{
    {ErrorKind::Network, "network"},
    {ErrorKind::Timeout, "timeout"},
    {ErrorKind::Auth, "unauthorized"},
    {ErrorKind::Forbidden, "forbidden"},
    {ErrorKind::NotFound, "not_found"},
    {ErrorKind::Conflict, "conflict"},
    {ErrorKind::Validation, "validation"},
    {ErrorKind::TooLarge, "too_large"},
    {ErrorKind::RateLimited, "rate_limited"},
    {ErrorKind::Unavailable, "unavailable"},
    {ErrorKind::Storage, "storage"},
    {ErrorKind::Protocol, "protocol"},
    {ErrorKind::Cancelled, "cancelled"},
    {ErrorKind::Internal, "internal"},
}};

template<typename Enum, size_t N>
QString lookUp(const Table<Enum, N> &table, Enum value)
{
    for (const auto &[key, text] : table) {
        if (key == value) {
            return QString::fromLatin1(text);
        }
    }
    return {};
}

template<typename Enum, size_t N>
std::optional<Enum> lookUp(const Table<Enum, N> &table, const QString &word)
{
    for (const auto &[key, text] : table) {
        if (word == QLatin1String(text)) {
            return key;
        }
    }
    return std::nullopt;
}

} // namespace

QString word(CallState state) { return lookUp(CallStates, state); }
QString word(EndReason reason) { return lookUp(EndReasons, reason); }
QString word(PartyRole role) { return lookUp(PartyRoles, role); }
QString word(CostKind kind) { return lookUp(CostKinds, kind); }
QString word(CostUnit unit) { return lookUp(CostUnits, unit); }
QString word(CallDirection direction) { return lookUp(Directions, direction); }
QString word(CallOutcome outcome) { return lookUp(Outcomes, outcome); }
QString word(SpeakerRole role) { return lookUp(Roles, role); }
QString word(OrderStatus status) { return lookUp(OrderStatuses, status); }
QString word(ErrorKind kind) { return lookUp(Kinds, kind); }

std::optional<CallState> callState(const QString &word) { return lookUp(CallStates, word); }
std::optional<EndReason> endReason(const QString &word) { return lookUp(EndReasons, word); }
std::optional<PartyRole> partyRole(const QString &word) { return lookUp(PartyRoles, word); }
std::optional<CostKind> costKind(const QString &word) { return lookUp(CostKinds, word); }
std::optional<CostUnit> costUnit(const QString &word) { return lookUp(CostUnits, word); }
std::optional<CallDirection> callDirection(const QString &word) { return lookUp(Directions, word); }
std::optional<CallOutcome> callOutcome(const QString &word) { return lookUp(Outcomes, word); }
std::optional<SpeakerRole> speakerRole(const QString &word) { return lookUp(Roles, word); }
std::optional<OrderStatus> orderStatus(const QString &word) { return lookUp(OrderStatuses, word); }
std::optional<ErrorKind> errorKind(const QString &word) { return lookUp(Kinds, word); }

} // namespace deskbell::wire
