// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/transcript.h"
#include "tests/simulators/cast.h"
#include "tests/simulators/conversation.h"
#include "tests/simulators/outgoing.h"

#include <QJsonObject>
#include <QStringList>

namespace deskbell::sim {

/// A tool call with the id the provider gave it.
struct PlacedTool {
    QString id;
    QString name;
    QJsonObject arguments;
};

struct CallEnd {
    QString endedReason;
    QString summary;
    QJsonObject structuredData;
    QJsonObject destination; ///< empty unless forwarded
};

/// Writes the server messages of one call as Vapi does: envelope, field names, units.
class VapiMessages
{
public:
    explicit VapiMessages(Cast cast) : m_cast(std::move(cast)) {}

    void setAssistant(const QJsonObject &assistant) { m_assistant = assistant; }
    void setStatus(const QString &status) { m_status = status; }
    void setStartedAt(Instant at);

    [[nodiscard]] Outgoing assistantRequest(Instant at) const;
    [[nodiscard]] Outgoing status(const QString &endedReason, const QJsonObject &destination, Instant at) const;
    [[nodiscard]] Outgoing speech(SpeakerRole role, bool started, int turn, Instant at) const;
    [[nodiscard]] Outgoing transcript(SpeakerRole role, bool final, const QString &text, Instant at) const;
    [[nodiscard]] Outgoing conversation(const Conversation &conversation, Instant at) const;
    [[nodiscard]] Outgoing toolCalls(const QList<PlacedTool> &tools, ToolShape shape, Instant at) const;
    [[nodiscard]] Outgoing functionCall(const PlacedTool &tool, Instant at) const;
    [[nodiscard]] Outgoing plain(const QString &type, Instant at) const;
    [[nodiscard]] Outgoing languageChange(const QString &language, Instant at) const;
    [[nodiscard]] Outgoing userInterrupted(const QString &turnId, Instant at) const;
    [[nodiscard]] Outgoing transferRequest(Instant at) const;
    [[nodiscard]] Outgoing report(const CallEnd &end, const Conversation &conversation, Instant at,
                                  Instant endedAt) const;

    /// The chat form that also stands in the conversation: arguments are always text there.
    [[nodiscard]] static QJsonArray chatForm(const QList<PlacedTool> &tools);

private:
    [[nodiscard]] QJsonObject call(Instant at) const;
    [[nodiscard]] Outgoing wrap(QJsonObject message, const QString &type, Instant at, bool answerMatters) const;

    Cast m_cast;
    QJsonObject m_assistant;
    QString m_status = QStringLiteral("ringing");
    Instant m_createdAt{};
};

} // namespace deskbell::sim
