// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapi/vapianswers.h"

#include "core/wire/json.h"

#include <QJsonArray>

namespace deskbell::server {
namespace {

/// Without this list Vapi would leave out `transcript`, which is not in its default set.
const QStringList ServerMessages{
    QStringLiteral("conversation-update"), QStringLiteral("end-of-call-report"), QStringLiteral("hang"),
    QStringLiteral("language-change-detected"), QStringLiteral("speech-update"), QStringLiteral("status-update"),
    QStringLiteral("tool-calls"), QStringLiteral("transcript"), QStringLiteral("transfer-destination-request"),
    QStringLiteral("user-interrupted"),
};

QString singleLine(const QString &text) { return text.simplified(); }

QJsonObject toolResult(const ToolResult &result)
{
    const auto key = result.isError ? QStringLiteral("error") : QStringLiteral("result");
    return {{QStringLiteral("toolCallId"), result.id}, {QStringLiteral("name"), result.name}, {key, singleLine(result.sentence)}};
}

QJsonObject toolResults(const VoiceEvent &event, const ToolResults &results)
{
    if (event.isLegacyFunction && !results.isEmpty()) {
        return {{QStringLiteral("result"), singleLine(results.first().sentence)}};
    }
    QJsonArray list;
    for (const auto &result : results) {
        list.append(toolResult(result));
    }
    return {{QStringLiteral("results"), list}};
}

QJsonArray toolDefinitions(const QList<ToolDefinition> &tools)
{
    QJsonArray list;
    for (const auto &tool : tools) {
        list.append(QJsonObject{
            {QStringLiteral("type"), QStringLiteral("function")},
            {QStringLiteral("function"),
             QJsonObject{{QStringLiteral("name"), tool.name},
                         {QStringLiteral("description"), tool.description},
                         {QStringLiteral("parameters"), tool.parameters}}},
        });
    }
    return list;
}

QJsonObject assistant(const AssistantOffer &offer)
{
    // Vapi records from the first word on and can not begin later: where a guest must be asked first it does not record.
    const QJsonObject unrecorded{{QStringLiteral("recordingEnabled"), false}};
    if (!offer.assistantId.isEmpty()) {
        QJsonObject known{{QStringLiteral("assistantId"), offer.assistantId}};
        if (!offer.mayRecord) {
            known.insert(QStringLiteral("assistantOverrides"), QJsonObject{{QStringLiteral("artifactPlan"), unrecorded}});
        }
        return known;
    }
    QJsonObject model{
        {QStringLiteral("provider"), QStringLiteral("openai")},
        {QStringLiteral("model"), QStringLiteral("gpt-4o-mini")},
        {QStringLiteral("temperature"), 0.7},
        {QStringLiteral("messages"),
         QJsonArray{QJsonObject{{QStringLiteral("role"), QStringLiteral("system")}, {QStringLiteral("content"), offer.prompt}}}},
        {QStringLiteral("tools"), toolDefinitions(offer.tools)},
    };
    QJsonObject json{
        {QStringLiteral("name"), offer.name.left(40)},
        {QStringLiteral("firstMessage"), offer.greeting},
        {QStringLiteral("model"), model},
        {QStringLiteral("serverMessages"), QJsonArray::fromStringList(ServerMessages)},
    };
    if (!offer.mayRecord) {
        json.insert(QStringLiteral("artifactPlan"), unrecorded);
    }
    if (!offer.language.isEmpty()) {
        json.insert(QStringLiteral("transcriber"),
                    QJsonObject{{QStringLiteral("provider"), QStringLiteral("deepgram")},
                                {QStringLiteral("model"), QStringLiteral("nova-2")},
                                {QStringLiteral("language"), offer.language}});
    }
    return {{QStringLiteral("assistant"), json}};
}

QJsonObject transfer(const TransferOffer &offer)
{
    return {{QStringLiteral("destination"),
             QJsonObject{{QStringLiteral("type"), QStringLiteral("number")}, {QStringLiteral("number"), offer.number}}}};
}

} // namespace

QByteArray encodeVapiAnswer(const VoiceEvent &event, const VoiceAnswer &answer)
{
    if (const auto *results = std::get_if<ToolResults>(&answer)) {
        return wire::toBytes(toolResults(event, *results));
    }
    if (const auto *offer = std::get_if<AssistantOffer>(&answer)) {
        return wire::toBytes(assistant(*offer));
    }
    if (const auto *offer = std::get_if<TransferOffer>(&answer)) {
        return wire::toBytes(transfer(*offer));
    }
    if (const auto *refusal = std::get_if<SpokenRefusal>(&answer)) {
        return wire::toBytes({{QStringLiteral("error"), singleLine(refusal->sentence)}});
    }
    return QByteArrayLiteral("{}");
}

} // namespace deskbell::server
