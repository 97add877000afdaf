// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/vapi/vapitools.h"

#include "core/wire/json.h"

#include <QJsonArray>

namespace deskbell::server {
namespace {

QJsonValue firstDefined(std::initializer_list<QJsonValue> values)
{
    for (const auto &value : values) {
        if (!value.isUndefined() && !value.isNull()) {
            return value;
        }
    }
    return {};
}

void readArguments(const QJsonValue &value, ToolCall &call)
{
    if (value.isObject()) {
        call.arguments = value.toObject();
        return;
    }
    const auto text = value.toString().trimmed();
    if (text.isEmpty()) {
        return;
    }
    auto parsed = wire::parseObject(text.toUtf8());
    if (!parsed) {
        call.problem = parsed.error().detail;
        return;
    }
    call.arguments = std::move(parsed).value();
}

ToolCall readCall(const QJsonObject &json)
{
    const auto function = json.value(QStringLiteral("function")).toObject();
    ToolCall call;
    call.id = json.value(QStringLiteral("id")).toString();
    call.name = firstDefined({function.value(QStringLiteral("name")), json.value(QStringLiteral("name"))}).toString();
    readArguments(firstDefined({function.value(QStringLiteral("arguments")), json.value(QStringLiteral("arguments")),
                                json.value(QStringLiteral("parameters"))}),
                  call);
    return call;
}

} // namespace

QList<ToolCall> readVapiToolCalls(const QJsonObject &message)
{
    QList<ToolCall> calls;
    for (const auto *key : {"toolCallList", "toolCalls"}) {
        const auto list = message.value(QLatin1String(key)).toArray();
        for (const auto &value : list) {
            calls.append(readCall(value.toObject()));
        }
        if (!calls.isEmpty()) {
            return calls;
        }
    }
    const auto list = message.value(QStringLiteral("toolWithToolCallList")).toArray();
    for (const auto &value : list) {
        // `function.parameters` beside the call is the schema, not the values.
        const auto tool = value.toObject();
        auto call = readCall(tool.value(QStringLiteral("toolCall")).toObject());
        if (call.name.isEmpty()) {
            call.name = firstDefined({tool.value(QStringLiteral("function")).toObject().value(QStringLiteral("name")),
                                      tool.value(QStringLiteral("name"))})
                            .toString();
        }
        calls.append(call);
    }
    return calls;
}

QList<ToolCall> readVapiFunctionCall(const QJsonObject &message)
{
    const auto function = message.value(QStringLiteral("functionCall")).toObject();
    ToolCall call;
    call.id = function.value(QStringLiteral("id")).toString();
    call.name = function.value(QStringLiteral("name")).toString();
    readArguments(firstDefined({function.value(QStringLiteral("parameters")), function.value(QStringLiteral("arguments"))}), call);
    return {call};
}

} // namespace deskbell::server
