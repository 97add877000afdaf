// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/transcript.h"
#include "core/support/clock.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace deskbell::sim {

/// What has been said and done in a call, in the forms the provider reports it.
class Conversation
{
public:
    void begin(Instant startedAt) { m_startedAt = startedAt; }
    void addSpeech(SpeakerRole role, const QString &text, Instant from, Instant to);
    /// `calls` in the chat form: {id, type, function: {name, arguments: text}}.
    void addToolCalls(const QJsonArray &calls, Instant at);
    void addToolResult(const QString &id, const QString &name, const QString &result, Instant at);

    /// The provider's own form, roles user | bot | tool_calls | tool_call_result.
    [[nodiscard]] QJsonArray messages() const { return m_messages; }
    /// The chat form, roles user | assistant | tool.
    [[nodiscard]] QJsonArray chatMessages() const { return m_chatMessages; }
    [[nodiscard]] QString plainText() const { return m_plainText; }
    [[nodiscard]] Instant startedAt() const { return m_startedAt; }

private:
    [[nodiscard]] double secondsFromStart(Instant at) const;

    Instant m_startedAt{};
    QJsonArray m_messages;
    QJsonArray m_chatMessages;
    QString m_plainText;
};

} // namespace deskbell::sim
