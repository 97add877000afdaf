// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulators/conversation.h"

namespace deskbell::sim {
using namespace Qt::Literals::StringLiterals;

double Conversation::secondsFromStart(Instant at) const
{
    return static_cast<double>(std::max<qint64>(0, toMillis(at) - toMillis(m_startedAt))) / 1000.0;
}

void Conversation::addSpeech(SpeakerRole role, const QString &text, Instant from, Instant to)
{
    const bool guest = role == SpeakerRole::Guest;
    m_messages.append(QJsonObject{
        {u"role"_s, guest ? u"user"_s : u"bot"_s},
        {u"message"_s, text},
        {u"time"_s, toMillis(from)},
        {u"endTime"_s, toMillis(to)},
        {u"secondsFromStart"_s, secondsFromStart(from)},
        {u"duration"_s, toMillis(to) - toMillis(from)},
    });
    m_chatMessages.append(QJsonObject{{u"role"_s, guest ? u"user"_s : u"assistant"_s}, {u"content"_s, text}});
    m_plainText += (guest ? u"User: "_s : u"AI: "_s) + text + u'\n';
}

void Conversation::addToolCalls(const QJsonArray &calls, Instant at)
{
    m_messages.append(QJsonObject{
        {u"role"_s, u"tool_calls"_s},
        {u"toolCalls"_s, calls},
        {u"message"_s, QString()},
        {u"time"_s, toMillis(at)},
        {u"secondsFromStart"_s, secondsFromStart(at)},
    });
    m_chatMessages.append(
        QJsonObject{{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}, {u"tool_calls"_s, calls}});
}

void Conversation::addToolResult(const QString &id, const QString &name, const QString &result, Instant at)
{
    m_messages.append(QJsonObject{
        {u"role"_s, u"tool_call_result"_s},
        {u"toolCallId"_s, id},
        {u"name"_s, name},
        {u"result"_s, result},
        {u"time"_s, toMillis(at)},
        {u"secondsFromStart"_s, secondsFromStart(at)},
    });
    m_chatMessages.append(QJsonObject{{u"role"_s, u"tool"_s}, {u"tool_call_id"_s, id}, {u"content"_s, result}});
}

} // namespace deskbell::sim
