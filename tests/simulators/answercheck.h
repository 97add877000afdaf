// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "tests/simulators/outgoing.h"
#include "tests/simulators/vapimessages.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace deskbell::sim {

/// What the provider takes from a service's answer to assistant-request.
struct AssistantAnswer {
    QJsonObject assistant; ///< the transient assistant; empty when an id was given
    QString firstMessage;
    QHash<QString, QJsonObject> toolSchemas; ///< tool name -> JSON schema of its arguments
    QStringList structuredKeys;              ///< what the analysis is asked to extract
    QStringList serverMessages;              ///< the types it wants; empty for the provider's default set
    QString refusal;                         ///< spoken to the caller, then the call ends
};

/// Each check returns Protocol with what is wrong, in the words a person needs to find it.
[[nodiscard]] Result<AssistantAnswer> checkAssistantAnswer(const Answer &answer);
/// The results' texts, in the order of `tools`.
[[nodiscard]] Result<QStringList> checkToolAnswer(const Answer &answer, const QList<PlacedTool> &tools);
[[nodiscard]] Result<QString> checkFunctionAnswer(const Answer &answer);
/// The destination the call is forwarded to.
[[nodiscard]] Result<QJsonObject> checkTransferAnswer(const Answer &answer);

/// As a model that obeys its tool's schema: arguments the schema does not know are left out.
/// Protocol when the schema requires something the script does not have.
[[nodiscard]] Result<QJsonObject> obeySchema(const QJsonObject &arguments, const QJsonObject &schema);

/// The first order code in a sentence ("R-1042"), or empty text.
[[nodiscard]] QString orderCode(const QString &sentence);

} // namespace deskbell::sim
