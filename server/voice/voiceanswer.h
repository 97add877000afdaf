// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/voice/voiceevent.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <variant>

namespace deskbell::server {

/// What a tool tells the assistant: one sentence it can say.
struct ToolResult {
    QString id;
    QString name;
    QString sentence;
    bool isError = false; ///< our failure, not the guest's: nothing was done
};
using ToolResults = QList<ToolResult>;

/// A tool as the assistant's model is told of it.
struct ToolDefinition {
    QString name;
    QString description;
    QJsonObject parameters; ///< JSON schema
};

/// Who shall answer a call.
struct AssistantOffer {
    QString assistantId; ///< one made at the provider; when set the rest is not used
    QString name;
    QString greeting;
    QString prompt;
    QString language; ///< BCP 47; empty: the provider's default
    QList<ToolDefinition> tools;
    bool mayRecord = false; ///< nobody needs to be asked first
};

/// Put the guest through to a person.
struct TransferOffer {
    QString number; ///< E.164
};

/// Nothing can be done; the sentence is spoken to the guest.
struct SpokenRefusal {
    QString sentence;
};

/// The answer to a message that expects one, in our own terms; std::monostate for all others.
using VoiceAnswer = std::variant<std::monostate, ToolResults, AssistantOffer, TransferOffer, SpokenRefusal>;

} // namespace deskbell::server
