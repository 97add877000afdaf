// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapi/vapidecoder.h"

#include "core/wire/json.h"
#include "server/hooks/vapi/vapitools.h"
#include "server/voice/stablehash.h"

#include <QHash>
#include <QJsonArray>
#include <cmath>

namespace deskbell::server {
namespace {

using Kind = VoiceEvent::Kind;
using wire::FieldReader;

const QHash<QString, Kind> &kinds()
{
    static const QHash<QString, Kind> table{
        {QStringLiteral("assistant-request"), Kind::AssistantRequest},
        {QStringLiteral("status-update"), Kind::Status},
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

std::optional<CallStatus> statusOf(const QString &word)
{
    static const QHash<QString, CallStatus> table{
        {QStringLiteral("scheduled"), CallStatus::Queued},      {QStringLiteral("queued"), CallStatus::Queued},
        {QStringLiteral("ringing"), CallStatus::Ringing},       {QStringLiteral("in-progress"), CallStatus::InProgress},
        {QStringLiteral("forwarding"), CallStatus::Forwarding}, {QStringLiteral("ended"), CallStatus::Ended},
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

/// Milliseconds since the epoch by the schema; ISO text has been seen in real traffic.
std::optional<Instant> timeOf(const QJsonValue &value)
{
    if (value.isDouble() && value.toDouble() > 0) {
        return fromMillis(qint64(value.toDouble()));
    }
    return value.isString() ? fromRfc3339(value.toString()) : std::nullopt;
}

QJsonObject variablesOf(const QJsonObject &holder)
{
    const auto overrides = holder.value(QStringLiteral("assistantOverrides")).toObject();
    return overrides.value(QStringLiteral("variableValues")).toObject();
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
        if (role && !text.isEmpty()) {
            messages.append({*role, text, timeOf(entry.value(QStringLiteral("time"))), index});
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

EndReport readReport(FieldReader &message)
{
    EndReport report;
    report.endedReason = message.text("endedReason", 200);
    report.startedAt = message.optionalTime("startedAt");
    report.endedAt = message.optionalTime("endedAt");
    const auto analysis = message.optionalObject("analysis").value_or(QJsonObject());
    report.summary = analysis.value(QStringLiteral("summary")).toString();
    if (report.summary.isEmpty()) {
        report.summary = message.text("summary");
    }
    report.success = successOf(analysis.value(QStringLiteral("successEvaluation")));
    const auto structured = analysis.value(QStringLiteral("structuredData")).toObject();
    report.serviceType = structured.value(QStringLiteral("service_type")).toString();
    if (report.serviceType.isEmpty()) {
        report.serviceType = structured.value(QStringLiteral("serviceType")).toString();
    }
    if (const auto cost = message.optionalNumber("cost"); cost && *cost >= 0 && *cost < 1e9) {
        report.cost = Money{qint64(std::llround(*cost * 100)), QStringLiteral("USD")};
    }
    const auto artifact = message.optionalObject("artifact").value_or(QJsonObject());
    report.messages = readMessages(artifact);
    return report;
}

void readTranscript(FieldReader &message, VoiceEvent &event)
{
    const auto role = roleOf(message.requiredText("role", 32));
    if (message.ok() && !role) {
        message.fail("role", QStringLiteral("must be user or assistant"));
    }
    event.role = role.value_or(SpeakerRole::Guest);
    event.text = message.optionalText("transcript").value_or(QString());
    const bool isFinalByType = event.type.contains(QLatin1String("final"));
    const auto kind = message.text("transcriptType", 32);
    event.kind = isFinalByType || kind == QLatin1String("final") ? Kind::FinalTranscript : Kind::PartialTranscript;
}

void readKind(FieldReader &message, const QJsonObject &raw, VoiceEvent &event)
{
    switch (event.kind) {
    case Kind::Status:
        event.status = statusOf(message.requiredText("status", 64));
        event.endedReason = message.text("endedReason", 200);
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
        event.report = readReport(message);
        return;
    case Kind::FinalTranscript:
    case Kind::PartialTranscript:
    case Kind::AssistantRequest:
    case Kind::Interrupted:
    case Kind::TransferRequest:
    case Kind::Hang:
    case Kind::Other:
        return;
    }
}

/// Vapi sends no delivery id, so repeats are known by what stays the same in them. Signed URLs inside a report change with
/// each delivery; a call has one report and one assistant request.
QString keyOf(const VoiceEvent &event, const QJsonObject &message)
{
    StableHash hash;
    const auto add = [&hash](const QString &part) { hash.add(part.toUtf8()); };
    add(event.type);
    add(event.call.providerCallId);
    const bool isOncePerCall = event.kind == Kind::Report || event.kind == Kind::AssistantRequest;
    const bool isStable = isOncePerCall && !event.call.providerCallId.isEmpty();
    const auto timestamp = message.value(QStringLiteral("timestamp"));
    if (!isStable) {
        if (timeOf(timestamp)) {
            add(QString::number(toMillis(event.at)));
            add(message.value(QStringLiteral("turn")).toVariant().toString());
            add(message.value(QStringLiteral("turnId")).toVariant().toString());
            add(message.value(QStringLiteral("status")).toString());
            add(message.value(QStringLiteral("role")).toString());
            add(message.value(QStringLiteral("transcriptType")).toString());
            add(message.value(QStringLiteral("transcript")).toString());
            for (const auto &tool : event.tools) {
                add(tool.id);
            }
        } else {
            hash.add(wire::toBytes(message));
        }
    }
    const auto digest = QString::fromLatin1(hash.hex());
    return isStable ? digest : QString::number(toMillis(event.at), 16).rightJustified(11, QLatin1Char('0')) + QLatin1Char('-') + digest;
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
    return event;
}

} // namespace deskbell::server
