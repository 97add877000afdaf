// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/vapimessages.h"

#include "core/wire/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

QString jsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString roleWord(SpeakerRole role)
{
    return role == SpeakerRole::Guest ? u"user"_s : u"assistant"_s;
}

QJsonObject functionForm(const PlacedTool &tool, bool asText)
{
    const auto arguments = asText ? QJsonValue(jsonText(tool.arguments)) : QJsonValue(tool.arguments);
    return {
        {u"id"_s, tool.id},
        {u"type"_s, u"function"_s},
        {u"function"_s, QJsonObject{{u"name"_s, tool.name}, {u"arguments"_s, arguments}}},
    };
}

QJsonObject flatForm(const PlacedTool &tool, const QString &key)
{
    return {{u"id"_s, tool.id}, {u"name"_s, tool.name}, {key, tool.arguments}};
}

/// The tool's definition with the call inside. `parameters` is the schema here, never the values.
QJsonObject withToolForm(const PlacedTool &tool, bool asText)
{
    QJsonObject properties;
    for (auto it = tool.arguments.begin(); it != tool.arguments.end(); ++it) {
        const auto type = it->isArray() ? u"array"_s : it->isBool() ? u"boolean"_s : u"string"_s;
        properties.insert(it.key(), QJsonObject{{u"type"_s, type}});
    }
    const QJsonObject schema{{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
    return {
        {u"type"_s, u"function"_s},
        {u"async"_s, false},
        {u"function"_s,
         QJsonObject{{u"name"_s, tool.name}, {u"description"_s, u"A tool of the hotel"_s}, {u"parameters"_s, schema}}},
        {u"toolCall"_s, functionForm(tool, asText)},
    };
}

template<typename Form>
QJsonArray each(const QList<PlacedTool> &tools, Form form)
{
    QJsonArray list;
    for (const auto &tool : tools) {
        list.append(form(tool));
    }
    return list;
}

struct Bill {
    QJsonArray items;
    double total = 0;
};

/// Prices per minute and per character of the order of magnitude a voice assistant costs.
Bill billFor(double minutes, qsizetype characters, qsizetype turns)
{
    const auto promptTokens = static_cast<double>(900 * turns);
    const auto completionTokens = static_cast<double>(characters) / 4;
    const QJsonObject transport{
        {u"type"_s, u"transport"_s}, {u"provider"_s, u"twilio"_s}, {u"minutes"_s, minutes}, {u"cost"_s, 0.0085 * minutes}};
    const QJsonObject transcriber{
        {u"type"_s, u"transcriber"_s},
        {u"transcriber"_s, QJsonObject{{u"provider"_s, u"deepgram"_s}, {u"model"_s, u"nova-2"_s}}},
        {u"minutes"_s, minutes},
        {u"cost"_s, 0.0100 * minutes}};
    const QJsonObject model{
        {u"type"_s, u"model"_s},
        {u"model"_s, QJsonObject{{u"provider"_s, u"openai"_s}, {u"model"_s, u"gpt-4o-mini"_s}}},
        {u"promptTokens"_s, promptTokens},
        {u"completionTokens"_s, completionTokens},
        {u"cost"_s, promptTokens * 1.5e-7 + completionTokens * 6e-7}};
    const QJsonObject voice{
        {u"type"_s, u"voice"_s},
        {u"voice"_s, QJsonObject{{u"provider"_s, u"deepgram"_s}, {u"voiceId"_s, u"asteria"_s}}},
        {u"characters"_s, characters},
        {u"cost"_s, 1.5e-5 * static_cast<double>(characters)}};
    const QJsonObject platform{
        {u"type"_s, u"vapi"_s}, {u"subType"_s, u"normal"_s}, {u"minutes"_s, minutes}, {u"cost"_s, 0.05 * minutes}};
    Bill bill{{transport, transcriber, model, voice, platform}, 0};
    for (const auto &item : std::as_const(bill.items)) {
        bill.total += item.toObject().value("cost"_L1).toDouble();
    }
    bill.total = std::round(bill.total * 10'000) / 10'000;
    return bill;
}

} // namespace

void VapiMessages::setStartedAt(Instant at)
{
    m_createdAt = at;
}

QJsonObject VapiMessages::call(Instant at) const
{
    return {
        {u"id"_s, m_cast.callId},
        {u"orgId"_s, m_cast.organisationId},
        {u"type"_s, u"inboundPhoneCall"_s},
        {u"status"_s, m_status},
        {u"createdAt"_s, toRfc3339(m_createdAt)},
        {u"updatedAt"_s, toRfc3339(at)},
        {u"phoneNumberId"_s, m_cast.phoneNumberId},
        {u"phoneCallProvider"_s, u"twilio"_s},
        {u"phoneCallProviderId"_s, u"CA"_s + QString(m_cast.callId).remove(u'-')},
        {u"phoneCallTransport"_s, u"pstn"_s},
        {u"customer"_s, QJsonObject{{u"number"_s, m_cast.customerNumber}}},
    };
}

Outgoing VapiMessages::wrap(QJsonObject message, const QString &type, Instant at, bool answerMatters) const
{
    message.insert(u"type"_s, type);
    message.insert(u"timestamp"_s, toMillis(at));
    message.insert(u"call"_s, call(at));
    message.insert(u"customer"_s, QJsonObject{{u"number"_s, m_cast.customerNumber}});
    // The provider hands over the tenant's own secrets here; whoever receives this must not log or keep them in clear.
    message.insert(u"phoneNumber"_s,
                   QJsonObject{
                       {u"provider"_s, u"twilio"_s},
                       {u"number"_s, u"+12025550100"_s},
                       {u"name"_s, u"Front desk"_s},
                       {u"twilioAccountSid"_s, u"ACsimulated"_s},
                       {u"twilioAuthToken"_s, u"simulated-secret-never-log"_s},
                   });
    if (!m_assistant.isEmpty()) {
        message.insert(u"assistant"_s, m_assistant);
    }
    return {m_cast.callId, type, wire::toBytes(QJsonObject{{u"message"_s, message}}), at, answerMatters, false};
}

Outgoing VapiMessages::assistantRequest(Instant at) const
{
    return wrap({}, u"assistant-request"_s, at, true);
}

Outgoing VapiMessages::status(const QString &endedReason, const QJsonObject &destination, Instant at) const
{
    QJsonObject message{{u"status"_s, m_status}};
    if (!endedReason.isEmpty()) {
        message.insert(u"endedReason"_s, endedReason);
    }
    if (!destination.isEmpty()) {
        message.insert(u"destination"_s, destination);
    }
    return wrap(message, u"status-update"_s, at, false);
}

Outgoing VapiMessages::speech(SpeakerRole role, bool started, int turn, Instant at) const
{
    const QJsonObject message{
        {u"status"_s, started ? u"started"_s : u"stopped"_s}, {u"role"_s, roleWord(role)}, {u"turn"_s, turn}};
    return wrap(message, u"speech-update"_s, at, false);
}

Outgoing VapiMessages::transcript(SpeakerRole role, bool final, const QString &text, Instant at) const
{
    const QJsonObject message{
        {u"role"_s, roleWord(role)},
        {u"transcriptType"_s, final ? u"final"_s : u"partial"_s},
        {u"transcript"_s, text},
    };
    return wrap(message, u"transcript"_s, at, false);
}

Outgoing VapiMessages::conversation(const Conversation &conversation, Instant at) const
{
    const QJsonObject message{
        {u"messages"_s, conversation.messages()},
        {u"messagesOpenAIFormatted"_s, conversation.chatMessages()},
    };
    return wrap(message, u"conversation-update"_s, at, false);
}

Outgoing VapiMessages::toolCalls(const QList<PlacedTool> &tools, ToolShape shape, Instant at) const
{
    const auto chat = [&tools](bool asText) {
        return each(tools, [asText](const PlacedTool &tool) { return functionForm(tool, asText); });
    };
    const auto flat = [&tools](const QString &key) {
        return each(tools, [&key](const PlacedTool &tool) { return flatForm(tool, key); });
    };
    const auto withTool = [&tools](bool asText) {
        return each(tools, [asText](const PlacedTool &tool) { return withToolForm(tool, asText); });
    };
    QJsonObject message;
    switch (shape) {
    case ToolShape::OpenAiString:
    case ToolShape::OpenAiObject: {
        const bool asText = shape == ToolShape::OpenAiString;
        message.insert(u"toolCallList"_s, chat(asText));
        message.insert(u"toolWithToolCallList"_s, withTool(asText));
        break;
    }
    case ToolShape::OpenAiAll:
        message.insert(u"toolCalls"_s, chat(false));
        message.insert(u"toolCallList"_s, chat(false));
        message.insert(u"toolWithToolCallList"_s, withTool(true));
        break;
    case ToolShape::FlatParameters:
        message.insert(u"toolCallList"_s, flat(u"parameters"_s));
        break;
    case ToolShape::FlatArguments:
        message.insert(u"toolCallList"_s, flat(u"arguments"_s));
        break;
    case ToolShape::WithToolString:
    case ToolShape::WithToolObject:
        message.insert(u"toolWithToolCallList"_s, withTool(shape == ToolShape::WithToolString));
        break;
    }
    return wrap(message, u"tool-calls"_s, at, true);
}

Outgoing VapiMessages::functionCall(const PlacedTool &tool, Instant at) const
{
    const QJsonObject call{{u"name"_s, tool.name}, {u"parameters"_s, tool.arguments}};
    return wrap({{u"functionCall"_s, call}}, u"function-call"_s, at, true);
}

Outgoing VapiMessages::plain(const QString &type, Instant at) const
{
    return wrap({}, type, at, false);
}

Outgoing VapiMessages::languageChange(const QString &language, Instant at) const
{
    return wrap({{u"language"_s, language}}, u"language-change-detected"_s, at, false);
}

Outgoing VapiMessages::userInterrupted(const QString &turnId, Instant at) const
{
    return wrap({{u"turnId"_s, turnId}}, u"user-interrupted"_s, at, false);
}

Outgoing VapiMessages::transferRequest(Instant at) const
{
    return wrap({}, u"transfer-destination-request"_s, at, true);
}

Outgoing VapiMessages::report(const CallEnd &end, const Conversation &conversation, Instant at, Instant endedAt) const
{
    const double minutes = static_cast<double>(toMillis(endedAt) - toMillis(conversation.startedAt())) / 60'000.0;
    const auto bill
        = billFor(std::max(0.0, minutes), conversation.plainText().size(), conversation.chatMessages().size());
    QJsonObject message{
        {u"endedReason"_s, end.endedReason},
        {u"startedAt"_s, toRfc3339(conversation.startedAt())},
        {u"endedAt"_s, toRfc3339(endedAt)},
        {u"cost"_s, bill.total},
        {u"costs"_s, bill.items},
        {u"analysis"_s,
         QJsonObject{{u"summary"_s, end.summary},
                     {u"structuredData"_s, end.structuredData},
                     {u"successEvaluation"_s, u"true"_s}}},
        {u"artifact"_s,
         QJsonObject{{u"messages"_s, conversation.messages()},
                     {u"messagesOpenAIFormatted"_s, conversation.chatMessages()},
                     {u"transcript"_s, conversation.plainText()},
                     {u"recordingUrl"_s, u"https://storage.example/%1.wav"_s.arg(m_cast.callId)}}},
    };
    if (!end.destination.isEmpty()) {
        message.insert(u"destination"_s, end.destination);
    }
    return wrap(message, u"end-of-call-report"_s, at, false);
}

QJsonArray VapiMessages::chatForm(const QList<PlacedTool> &tools)
{
    return each(tools, [](const PlacedTool &tool) { return functionForm(tool, true); });
}

} // namespace deskbell::sim
