// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/callscript.h"

#include "core/wire/json.h"

#include <QHash>
#include <QJsonArray>

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;
namespace {

Error wrong(const QString &where)
{
    return Error{ErrorKind::Validation, where, 0, {}, {}};
}

std::optional<ToolShape> toolShape(const QString &word)
{
    static const QHash<QString, ToolShape> shapes{
        {u"openai-string"_s, ToolShape::OpenAiString},      {u"openai-object"_s, ToolShape::OpenAiObject},
        {u"openai-all"_s, ToolShape::OpenAiAll},            {u"flat-parameters"_s, ToolShape::FlatParameters},
        {u"flat-arguments"_s, ToolShape::FlatArguments},    {u"with-tool-string"_s, ToolShape::WithToolString},
        {u"with-tool-object"_s, ToolShape::WithToolObject},
    };
    const auto found = shapes.constFind(word);
    return found == shapes.constEnd() ? std::nullopt : std::optional(*found);
}

ToolUse toolUse(const QJsonObject &json)
{
    return {json.value("as"_L1).toString(), json.value("name"_L1).toString(), json.value("arguments"_L1).toObject()};
}

Result<ScriptStep> toolStep(const QJsonObject &json)
{
    ScriptStep step{StepKind::Tools, {}, {}, ToolShape::OpenAiString};
    const auto shape = toolShape(json.value("shape"_L1).toString());
    if (!shape) {
        return wrong(u"shape"_s);
    }
    step.shape = *shape;
    for (const auto &use : json.value("tools"_L1).toArray()) {
        step.tools.append(toolUse(use.toObject()));
        if (step.tools.last().name.isEmpty() || step.tools.last().as.isEmpty()) {
            return wrong(u"tools"_s);
        }
    }
    return step;
}

Result<ScriptStep> parseStep(const QJsonObject &json)
{
    static const QList<std::pair<QString, StepKind>> spoken{
        {u"greeting"_s, StepKind::Greeting},
        {u"assistant"_s, StepKind::Assistant},
        {u"guest"_s, StepKind::Guest},
        {u"cut"_s, StepKind::Cut},
    };
    for (const auto &[key, kind] : spoken) {
        if (json.contains(key)) {
            return ScriptStep{kind, json.value(key).toString(), {}, ToolShape::OpenAiString};
        }
    }
    static const QList<std::pair<QString, StepKind>> events{
        {u"transfer"_s, StepKind::Transfer},
        {u"hang"_s, StepKind::Hang},
        {u"interrupted"_s, StepKind::Interrupted},
    };
    for (const auto &[key, kind] : events) {
        if (json.contains(key)) {
            return ScriptStep{kind, {}, {}, ToolShape::OpenAiString};
        }
    }
    if (json.contains("function"_L1)) {
        return ScriptStep{
            StepKind::Function, {}, {toolUse(json.value("function"_L1).toObject())}, ToolShape::OpenAiString};
    }
    if (json.contains("tools"_L1)) {
        return toolStep(json);
    }
    return wrong(u"unknown step"_s);
}

} // namespace

Result<CallScript> parseScript(const QByteArray &json)
{
    const auto parsed = wire::parseObject(json);
    if (!parsed) {
        return parsed.error();
    }
    const auto &object = parsed.value();
    const auto text = [&object](const char *key) { return object.value(QLatin1String(key)).toString(); };
    CallScript script{text("name"),   text("title"),       text("language"), text("serviceType"),
                      text("number"), text("endedReason"), text("summary"),  {}};
    if (script.name.isEmpty() || script.numberPattern.isEmpty() || script.endedReason.isEmpty()) {
        return wrong(u"name, number and endedReason are required"_s);
    }
    const auto steps = object.value("steps"_L1).toArray();
    for (qsizetype i = 0; i < steps.size(); ++i) {
        auto step = parseStep(steps.at(i).toObject());
        if (!step) {
            return wrong(u"%1: step %2: %3"_s.arg(script.name).arg(i + 1).arg(step.error().detail));
        }
        script.steps.append(std::move(step).value());
    }
    if (script.steps.isEmpty()) {
        return wrong(u"%1: no steps"_s.arg(script.name));
    }
    return script;
}

} // namespace deskbell::sim
