// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/answercheck.h"

#include "core/wire/json.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

Error wrong(const QString &what)
{
    return Error{ErrorKind::Protocol, what, 0, {}, {}};
}

Result<QJsonObject> objectOf(const Answer &answer)
{
    if (answer.status != 200) {
        return wrong(u"status %1, must be 200"_s.arg(answer.status));
    }
    auto object = wire::parseObject(answer.body);
    if (!object) {
        return wrong(u"no JSON object: "_s + QString::fromUtf8(answer.body.left(80)));
    }
    return object;
}

/// A text the model can be given: not empty, one line.
std::optional<QString> sentenceProblem(const QJsonValue &value)
{
    if (!value.isString()) {
        return u"is not a string"_s;
    }
    const auto text = value.toString();
    if (text.isEmpty()) {
        return u"is empty"_s;
    }
    if (text.contains(u'\n') || text.contains(u'\r')) {
        return u"has a line break"_s;
    }
    return std::nullopt;
}

QHash<QString, QJsonObject> toolSchemasOf(const QJsonObject &assistant)
{
    QHash<QString, QJsonObject> schemas;
    const auto model = assistant.value("model"_L1).toObject();
    for (const auto &tool : model.value("tools"_L1).toArray()) {
        const auto function = tool.toObject().value("function"_L1).toObject();
        schemas.insert(function.value("name"_L1).toString(), function.value("parameters"_L1).toObject());
    }
    for (const auto &entry : model.value("functions"_L1).toArray()) {
        const auto function = entry.toObject();
        schemas.insert(function.value("name"_L1).toString(), function.value("parameters"_L1).toObject());
    }
    return schemas;
}

} // namespace

Result<AssistantAnswer> checkAssistantAnswer(const Answer &answer)
{
    const auto parsed = objectOf(answer);
    if (!parsed) {
        return parsed.error();
    }
    const auto &object = parsed.value();
    if (object.contains("message"_L1) || object.contains("messageResponse"_L1)) {
        return wrong(u"the answer is wrapped; it must be at the top level"_s);
    }
    static const QStringList ways{u"assistant"_s, u"assistantId"_s, u"squad"_s,      u"squadId"_s,
                                  u"workflow"_s,  u"workflowId"_s,  u"destination"_s, u"error"_s};
    const auto given = std::count_if(ways.begin(), ways.end(), [&](const QString &way) { return object.contains(way); });
    if (given != 1) {
        return wrong(u"%1 of assistant, assistantId, destination, error …; must be exactly one"_s.arg(given));
    }
    AssistantAnswer result;
    result.refusal = object.value("error"_L1).toString();
    result.assistant = object.value("assistant"_L1).toObject();
    if (object.contains("assistant"_L1) && result.assistant.isEmpty()) {
        return wrong(u"assistant is empty"_s);
    }
    if (object.contains("assistantId"_L1) && object.value("assistantId"_L1).toString().isEmpty()) {
        return wrong(u"assistantId is not a text"_s);
    }
    result.firstMessage = result.assistant.value("firstMessage"_L1).toString();
    result.toolSchemas = toolSchemasOf(result.assistant);
    for (const auto &type : result.assistant.value("serverMessages"_L1).toArray()) {
        result.serverMessages.append(type.toString());
    }
    const auto plan = result.assistant.value("analysisPlan"_L1).toObject().value("structuredDataPlan"_L1).toObject();
    result.structuredKeys = plan.value("schema"_L1).toObject().value("properties"_L1).toObject().keys();
    return result;
}

Result<QStringList> checkToolAnswer(const Answer &answer, const QList<PlacedTool> &tools)
{
    const auto parsed = objectOf(answer);
    if (!parsed) {
        return parsed.error();
    }
    const auto results = parsed.value().value("results"_L1).toArray();
    if (results.size() != tools.size()) {
        return wrong(u"%1 results for %2 tool calls"_s.arg(results.size()).arg(tools.size()));
    }
    QStringList texts;
    for (qsizetype i = 0; i < results.size(); ++i) {
        const auto result = results.at(i).toObject();
        if (result.value("toolCallId"_L1).toString() != tools.at(i).id) {
            return wrong(u"result %1 has another toolCallId"_s.arg(i));
        }
        if (result.value("name"_L1).toString() != tools.at(i).name) {
            return wrong(u"result %1 has another name"_s.arg(i));
        }
        const auto text = result.contains("result"_L1) ? result.value("result"_L1) : result.value("error"_L1);
        if (const auto problem = sentenceProblem(text)) {
            return wrong(u"the result of %1 %2"_s.arg(tools.at(i).name, *problem));
        }
        texts.append(text.toString());
    }
    return texts;
}

Result<QString> checkFunctionAnswer(const Answer &answer)
{
    const auto parsed = objectOf(answer);
    if (!parsed) {
        return parsed.error();
    }
    const auto result = parsed.value().value("result"_L1);
    if (const auto problem = sentenceProblem(result)) {
        return wrong(u"the result %1"_s.arg(*problem));
    }
    return result.toString();
}

Result<QJsonObject> checkTransferAnswer(const Answer &answer)
{
    const auto parsed = objectOf(answer);
    if (!parsed) {
        return parsed.error();
    }
    const auto &object = parsed.value();
    if (object.contains("error"_L1)) {
        if (const auto problem = sentenceProblem(object.value("error"_L1))) {
            return wrong(u"the error %1"_s.arg(*problem));
        }
        return QJsonObject();
    }
    const auto destination = object.value("destination"_L1).toObject();
    const auto type = destination.value("type"_L1).toString();
    if (type == "number"_L1 && !destination.value("number"_L1).toString().isEmpty()) {
        return destination;
    }
    if (type == "sip"_L1 && !destination.value("sipUri"_L1).toString().isEmpty()) {
        return destination;
    }
    return wrong(u"neither a destination nor an error"_s);
}

Result<QJsonObject> obeySchema(const QJsonObject &arguments, const QJsonObject &schema)
{
    const auto properties = schema.value("properties"_L1).toObject();
    if (properties.isEmpty()) {
        return arguments;
    }
    QJsonObject obedient;
    for (auto it = arguments.begin(); it != arguments.end(); ++it) {
        if (properties.contains(it.key())) {
            obedient.insert(it.key(), it.value());
        }
    }
    for (const auto &key : schema.value("required"_L1).toArray()) {
        if (!obedient.contains(key.toString())) {
            return wrong(u"the tool's schema requires '%1', which no script provides"_s.arg(key.toString()));
        }
    }
    return obedient;
}

QString orderCode(const QString &sentence)
{
    static const QRegularExpression code(u"\\b[A-Z]{1,3}-\\d{2,}\\b"_s);
    return code.match(sentence).captured();
}

} // namespace deskbell::sim
