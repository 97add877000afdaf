// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace deskbell::sim {

/// The documented and the observed ways a tool call is written; a service has to read all of them.
enum class ToolShape {
    OpenAiString,   ///< toolCallList[].function.arguments is JSON text
    OpenAiObject,   ///< toolCallList[].function.arguments is an object
    OpenAiAll,      ///< the same calls in toolCallList, toolWithToolCallList and toolCalls at once
    FlatParameters, ///< toolCallList[] is {id, name, parameters}
    FlatArguments,  ///< toolCallList[] is {id, name, arguments}
    WithToolString, ///< only toolWithToolCallList, arguments as text
    WithToolObject, ///< only toolWithToolCallList, arguments as object
};

/// One use of a tool by the assistant. `as` names its answer for later lines: {result:as}, {code:as}.
struct ToolUse {
    QString as;
    QString name;
    QJsonObject arguments;
};

enum class StepKind {
    Greeting, ///< the assistant's first line; the service's own wording wins
    Assistant,
    Guest,
    Cut, ///< the guest hangs up in the middle of this text
    Tools,
    Function, ///< the same through the legacy function-call message
    Transfer,
    Hang,
    Interrupted,
};

struct ScriptStep {
    StepKind kind = StepKind::Assistant;
    QString text;
    QList<ToolUse> tools;
    ToolShape shape = ToolShape::OpenAiString;
};

/// What happens in one kind of call, before it is given a guest, a room and a time.
struct CallScript {
    QString name;
    QString title;
    QString language; ///< BCP 47
    QString serviceType;
    QString numberPattern; ///< E.164 with '#' for any digit
    QString endedReason;
    QString summary;
    QList<ScriptStep> steps;
};

/// Validation when the text is not a script; `detail` says where.
[[nodiscard]] Result<CallScript> parseScript(const QByteArray &json);

} // namespace deskbell::sim
