// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapi/vapidecoder.h"

#include "core/redaction/cardredactor.h"
#include "core/redaction/conversationredactor.h"
#include "core/wire/json.h"
#include "server/hooks/vapi/vapireasons.h"
#include "server/hooks/vapi/vapitools.h"
#include "server/voice/stablehash.h"

#include <QHash>
#include <QJsonArray>
#include <array>
#include <cmath>

namespace deskbell::server {
namespace {

using Kind = VoiceEvent::Kind;
using wire::FieldReader;

const QHash<QString, Kind> &kinds()
{
    static const QHash<QString, Kind> table{
        {QStringLiteral("assistant-request"), Kind::AssistantRequest},
        {QStringLiteral("status-update"), Kind::State},
        {QStringLiteral("speech-update"), Kind::Speech},
        {QStringLiteral("user-interrupted"), Kind::Interrupted},
        {QStringLiteral("conversation-update"), Kind::Conversation},
        {QStringLiteral("tool-calls"), Kind::ToolCalls},
        {QStringLiteral("function-call"), Kind::ToolCalls},
        {QStringLiteral("transfer-destination-request"), Kind::TransferRequest},
        {QStringLiteral("language-change-detected"), Kind::LanguageChange},
        {QStringLiteral("hang"), Kind::Hang},
        {QStringLiteral("end-of-call-report"), Kind::Report},
    };
    return table;
}

/// "in-progress" says that the call was answered; that the guest talks is seen from the words.
std::optional<CallState> stateOf(const QString &word)
{
    static const QHash<QString, CallState> table{
        {QStringLiteral("scheduled"), CallState::Queued},        {QStringLiteral("queued"), CallState::Queued},
        {QStringLiteral("ringing"), CallState::Ringing},         {QStringLiteral("in-progress"), CallState::Greeting},
        {QStringLiteral("forwarding"), CallState::Transferring}, {QStringLiteral("ended"), CallState::Ended},
    };
    const auto found = table.constFind(word);
    return found == table.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<SpeakerRole> roleOf(const QString &word)
{
    if (word == QLatin1String("user") || word == QLatin1String("customer")) {
        return SpeakerRole::Guest;
    }
    if (word == QLatin1String("assistant") || word == QLatin1String("bot")) {
        return SpeakerRole::Assistant;
    }
    return std::nullopt;
}

/// 2001 to 2200: a call took place in our time, or the number is none.
constexpr double EarliestMs = 978'307'200'000.0;
constexpr double LatestMs = 7'258'118'400'000.0;

/// Milliseconds since the epoch by the schema; ISO text has been seen in real traffic.
std::optional<Instant> timeOf(const QJsonValue &value)
{
    // Compared as a double first: a number out of range has no integer.
    if (value.isDouble()) {
        const bool isInRange = value.toDouble() >= EarliestMs && value.toDouble() < LatestMs;
        return isInRange ? std::optional(fromMillis(qint64(value.toDouble()))) : std::nullopt;
    }
    return value.isString() ? fromRfc3339(value.toString()) : std::nullopt;
}

QJsonObject variablesOf(const QJsonObject &holder)
{
    const auto overrides = holder.value(QStringLiteral("assistantOverrides")).toObject();
    return overrides.value(QStringLiteral("variableValues")).toObject();
}

/// Whoever is at the telephone number an object of Vapi tells of.
std::optional<CallParty> partyOf(const QJsonObject &json, PartyRole role)
{
    const auto text = [&json](const char *key, int size) { return json.value(QLatin1String(key)).toString().left(size); };
    CallParty party{role, text("number", 64), text("extension", 16), text("name", 200)};
    const bool isKnown = !party.number.isEmpty() || !party.extension.isEmpty();
    return isKnown ? std::optional(std::move(party)) : std::nullopt;
}

void readParties(const QJsonObject &raw, const QJsonObject &call, const QJsonObject &customer, VoiceCallFacts &facts)
{
    const bool isOutbound = facts.direction == std::optional(CallDirection::Outbound);
    auto house = raw.value(QStringLiteral("phoneNumber")).toObject();
    if (house.isEmpty()) {
        house = call.value(QStringLiteral("phoneNumber")).toObject();
    }
    house.remove(QStringLiteral("name")); // what the number is called at the provider is nobody's name
    const std::array<std::optional<CallParty>, 3> parties{
        partyOf(isOutbound ? house : customer, PartyRole::Caller), partyOf(isOutbound ? customer : house, PartyRole::Callee),
        partyOf(raw.value(QStringLiteral("destination")).toObject(), PartyRole::Transferee)};
    for (const auto &party : parties) {
        if (party) {
            facts.parties.append(*party);
        }
    }
}

VoiceCallFacts readFacts(FieldReader &message, const QJsonObject &raw)
{
    VoiceCallFacts facts;
    const auto call = message.optionalObject("call").value_or(QJsonObject());
    FieldReader callReader(call, QStringLiteral("call"));
    facts.providerCallId = callReader.text("id", 200);
    const auto type = callReader.text("type", 64);
    if (!callReader.ok()) {
        message.fail("call", callReader.error().detail);
    }
    if (!type.isEmpty()) {
        facts.direction = type.startsWith(QLatin1String("outbound")) ? CallDirection::Outbound : CallDirection::Inbound;
    }
    const auto inMessage = message.optionalObject("customer").value_or(QJsonObject());
    const auto customer = inMessage.isEmpty() ? call.value(QStringLiteral("customer")).toObject() : inMessage;
    facts.customerNumber = customer.value(QStringLiteral("number")).toString().left(64);
    facts.customerName = customer.value(QStringLiteral("name")).toString().left(200);
    readParties(raw, call, customer, facts);
    const auto assistant = raw.value(QStringLiteral("assistant")).toObject();
    const auto variables = variablesOf(call);
    facts.room = variables.value(QStringLiteral("room")).toVariant().toString().left(32);
    facts.language = variables.value(QStringLiteral("language")).toString().left(35);
    if (facts.language.isEmpty()) {
        facts.language = assistant.value(QStringLiteral("transcriber")).toObject().value(QStringLiteral("language")).toString().left(35);
    }
    if (facts.language == QLatin1String("multi")) {
        facts.language.clear();
    }
    return facts;
}

/// More than any call has; what is beyond stays in the stored message only.
constexpr qsizetype MaxMessages = 500;
constexpr int MaxSpokenText = 20'000;

/// Seconds since the start of the recording; how long it was spoken is the difference of two times.
SpeechTiming timingOf(const QJsonObject &entry)
{
    constexpr double MostSeconds = 1e6;
    const auto from = entry.value(QStringLiteral("secondsFromStart"));
    SpeechTiming timing;
    if (from.isDouble() && from.toDouble() >= 0 && from.toDouble() < MostSeconds) {
        timing.startMs = std::llround(from.toDouble() * 1000);
        const auto begin = timeOf(entry.value(QStringLiteral("time")));
        const auto end = timeOf(entry.value(QStringLiteral("endTime")));
        if (begin && end && *begin <= *end) {
            timing.endMs = *timing.startMs + (*end - *begin).count();
        }
    }
    return timing;
}

QList<SpokenMessage> readMessages(const QJsonObject &holder)
{
    QList<SpokenMessage> messages;
    auto list = holder.value(QStringLiteral("messages")).toArray();
    if (list.isEmpty()) {
        list = holder.value(QStringLiteral("messagesOpenAIFormatted")).toArray();
    }
    if (list.isEmpty()) {
        list = holder.value(QStringLiteral("conversation")).toArray();
    }
    int index = -1;
    for (const auto &value : std::as_const(list)) {
        ++index;
        const auto entry = value.toObject();
        const auto role = roleOf(entry.value(QStringLiteral("role")).toString());
        auto text = entry.value(QStringLiteral("message")).toString();
        if (text.isEmpty()) {
            text = entry.value(QStringLiteral("content")).toString();
        }
        if (messages.size() == MaxMessages) {
            break;
        }
        if (role && !text.isEmpty()) {
            text.truncate(MaxSpokenText);
            messages.append({*role, text, timeOf(entry.value(QStringLiteral("time"))), index, timingOf(entry)});
        }
    }
    return messages;
}

std::optional<bool> successOf(const QJsonValue &value)
{
    // A rubric's scale is the property's choice; only the plain pass/fail one can be read without knowing it.
    const auto text = value.toVariant().toString().toLower();
    if (text == QLatin1String("true") || text == QLatin1String("false")) {
        return text == QLatin1String("true");
    }
    return std::nullopt;
}

std::optional<qint64> countOf(const QJsonValue &value)
{
    constexpr double Most = 1e12;
    return value.isDouble() && value.toDouble() >= 0 && value.toDouble() < Most ? std::optional(std::llround(value.toDouble())) : std::nullopt;
}

/// What was used, for our own price table. Minutes are told for transport and recognition, else they last as long as the call.
CallUsage usageOf(const QJsonObject &message, const EndReport &report)
{
    CallUsage usage;
    if (report.startedAt && report.endedAt && *report.startedAt <= *report.endedAt) {
        usage.telephonySeconds = std::chrono::ceil<std::chrono::seconds>(*report.endedAt - *report.startedAt).count();
        usage.recognisedSeconds = usage.telephonySeconds;
    }
    const auto costs = message.value(QStringLiteral("costs")).toArray();
    for (const auto &value : costs) {
        const auto cost = value.toObject();
        const auto type = cost.value(QStringLiteral("type")).toString();
        const auto seconds = countOf(QJsonValue(std::ceil(cost.value(QStringLiteral("minutes")).toDouble(-1) * 60)));
        if (seconds && type == QLatin1String("transport")) {
            usage.telephonySeconds = seconds;
        } else if (seconds && type == QLatin1String("transcriber")) {
            usage.recognisedSeconds = seconds;
        }
    }
    const auto breakdown = message.value(QStringLiteral("costBreakdown")).toObject();
    const auto prompt = countOf(breakdown.value(QStringLiteral("llmPromptTokens")));
    const auto completion = countOf(breakdown.value(QStringLiteral("llmCompletionTokens")));
    if (prompt || completion) {
        usage.modelTokens = prompt.value_or(0) + completion.value_or(0);
    }
    usage.spokenCharacters = countOf(breakdown.value(QStringLiteral("ttsCharacters")));
    return usage;
}

/// A report comes once, and nobody sends it again: a field that is not as expected is left out, and the rest counts.
EndReport readReport(const QJsonObject &message)
{
    EndReport report;
    report.providerReason = message.value(QStringLiteral("endedReason")).toString().left(200);
    report.reason = reasonFromVapi(report.providerReason);
    report.startedAt = timeOf(message.value(QStringLiteral("startedAt")));
    report.endedAt = timeOf(message.value(QStringLiteral("endedAt")));
    const auto analysis = message.value(QStringLiteral("analysis")).toObject();
    report.summary = analysis.value(QStringLiteral("summary")).toString();
    if (report.summary.isEmpty()) {
        report.summary = message.value(QStringLiteral("summary")).toString();
    }
    report.summary.truncate(MaxSpokenText);
    report.success = successOf(analysis.value(QStringLiteral("successEvaluation")));
    const auto structured = analysis.value(QStringLiteral("structuredData")).toObject();
    report.serviceType = structured.value(QStringLiteral("service_type")).toString();
    if (report.serviceType.isEmpty()) {
        report.serviceType = structured.value(QStringLiteral("serviceType")).toString();
    }
    report.serviceType.truncate(64);
    if (const auto cost = message.value(QStringLiteral("cost")); cost.isDouble() && cost.toDouble() >= 0 && cost.toDouble() < 1e9) {
        report.cost = Money{qint64(std::llround(cost.toDouble() * 100)), QStringLiteral("USD")};
    }
    report.usage = usageOf(message, report);
    report.messages = readMessages(message.value(QStringLiteral("artifact")).toObject());
    return report;
}

void readTranscript(FieldReader &message, VoiceEvent &event)
{
    const auto role = roleOf(message.requiredText("role", 32));
    if (message.ok() && !role) {
        message.fail("role", QStringLiteral("must be user or assistant"));
    }
    event.role = role.value_or(SpeakerRole::Guest);
    event.text = message.optionalText("transcript", 1'000'000).value_or(QString());
    event.text.truncate(MaxSpokenText);
    const bool isFinalByType = event.type.contains(QLatin1String("final"));
    const auto kind = message.text("transcriptType", 32);
    event.kind = isFinalByType || kind == QLatin1String("final") ? Kind::FinalTranscript : Kind::PartialTranscript;
}

void readKind(FieldReader &message, const QJsonObject &raw, VoiceEvent &event)
{
    switch (event.kind) {
    case Kind::State:
        event.state = stateOf(message.requiredText("status", 64));
        event.providerReason = message.text("endedReason", 200);
        event.endReason = reasonFromVapi(event.providerReason);
        return;
    case Kind::Speech:
        event.isSpeaking = message.requiredText("status", 32) == QLatin1String("started");
        event.role = roleOf(message.text("role", 32)).value_or(SpeakerRole::Guest);
        return;
    case Kind::Conversation:
        event.messages = readMessages(raw);
        return;
    case Kind::ToolCalls:
        event.isLegacyFunction = event.type == QLatin1String("function-call");
        event.tools = event.isLegacyFunction ? readVapiFunctionCall(raw) : readVapiToolCalls(raw);
        return;
    case Kind::LanguageChange:
        event.text = message.requiredText("language", 35);
        return;
    case Kind::Report:
        event.report = readReport(raw);
        return;
    case Kind::FinalTranscript:
    case Kind::PartialTranscript:
    case Kind::AssistantRequest:
    case Kind::Interrupted:
    case Kind::TransferRequest:
    case Kind::Hang:
    case Kind::Recording:
    case Kind::Other:
        return;
    }
}

/// What Vapi puts beside every message about the call as it stands; it differs between deliveries of one message.
constexpr std::array Surroundings{"call", "customer", "phoneNumber", "assistant", "artifact", "chat", "messages", "messagesOpenAIFormatted", "conversation"};

/// Vapi sends no delivery id, so repeats are known by what stays the same in them: everything but the surroundings, in which
/// signed URLs change with each delivery. A call has one report and one assistant request. Keys begin with the time of the
/// event, where it has one, so that they arrive nearly in order.
QString keyOf(const VoiceEvent &event, const QJsonObject &message)
{
    StableHash hash;
    hash.add(event.type.toUtf8());
    hash.add(event.call.providerCallId.toUtf8());
    const bool isOncePerCall = event.kind == Kind::Report || event.kind == Kind::AssistantRequest;
    if (isOncePerCall && !event.call.providerCallId.isEmpty()) {
        return QString::fromLatin1(hash.hex());
    }
    auto core = message;
    for (const auto *key : Surroundings) {
        core.remove(QLatin1String(key));
    }
    hash.add(wire::toBytes(core));
    for (const auto &said : event.messages) {
        hash.add(said.text.toUtf8());
    }
    const auto digest = QString::fromLatin1(hash.hex());
    if (!timeOf(message.value(QStringLiteral("timestamp")))) {
        return digest;
    }
    return QString::number(toMillis(event.at), 16).rightJustified(11, QLatin1Char('0')) + QLatin1Char('-') + digest;
}

void withoutCards(QList<SpokenMessage> &messages)
{
    ConversationRedactor conversation;
    for (auto &message : messages) {
        message.text = conversation.take(message.role, message.text);
    }
}

/// From here on nothing knows a card that was said or typed (RELIABILITY rule 94). Keys are made before: what was
/// told apart by its words stays apart.
void withoutCards(VoiceEvent &event)
{
    for (auto *text : {&event.text, &event.call.customerName, &event.call.customerNumber, &event.call.room, &event.providerReason}) {
        *text = redactCards(*text);
    }
    for (auto &party : event.call.parties) {
        for (auto *text : {&party.number, &party.extension, &party.name}) {
            *text = redactCards(*text);
        }
    }
    withoutCards(event.messages);
    for (auto &tool : event.tools) {
        tool.arguments = redactCards(tool.arguments);
        tool.problem = redactCards(tool.problem);
    }
    if (event.report) {
        auto &report = *event.report;
        for (auto *text : {&report.summary, &report.providerReason, &report.serviceType}) {
            *text = redactCards(*text);
        }
        withoutCards(report.messages);
    }
}

} // namespace

Result<VoiceEvent> decodeVapi(const QJsonObject &body, Instant receivedAt)
{
    FieldReader outer(body);
    const auto raw = outer.optionalObject("message");
    if (!raw) {
        outer.fail("message", QStringLiteral("is missing"));
        return outer.error();
    }
    FieldReader message(*raw, QStringLiteral("message"));
    VoiceEvent event;
    event.provider = QStringLiteral("vapi");
    event.type = message.requiredText("type", 100);
    event.kind = kinds().value(event.type, Kind::Other);
    event.at = timeOf(raw->value(QStringLiteral("timestamp"))).value_or(receivedAt);
    event.call = readFacts(message, *raw);
    if (event.type == QLatin1String("transcript") || event.type.startsWith(QLatin1String("transcript["))) {
        readTranscript(message, event);
    } else {
        readKind(message, *raw, event);
    }
    // A tool can be tried out without a call; everything else is about one.
    const bool needsCall = event.kind != Kind::Other && event.kind != Kind::ToolCalls && event.kind != Kind::AssistantRequest
        && event.kind != Kind::TransferRequest;
    if (needsCall && event.call.providerCallId.isEmpty()) {
        message.fail("call.id", QStringLiteral("is missing"));
    }
    if (!message.ok()) {
        return message.error();
    }
    event.key = keyOf(event, *raw);
    withoutCards(event);
    return event;
}

} // namespace deskbell::server
