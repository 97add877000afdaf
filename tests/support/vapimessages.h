// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

/// Vapi server messages, short, for tests of what reads them. `at` is milliseconds since the epoch.
namespace deskbell::test::vapi {

[[nodiscard]] inline QJsonObject message(const QString &type, const QString &callId, qint64 at, QJsonObject fields = {})
{
    fields.insert(QStringLiteral("type"), type);
    fields.insert(QStringLiteral("timestamp"), at);
    fields.insert(QStringLiteral("call"), QJsonObject{{QStringLiteral("id"), callId},
                                                       {QStringLiteral("type"), QStringLiteral("inboundPhoneCall")}});
    fields.insert(QStringLiteral("customer"), QJsonObject{{QStringLiteral("number"), QStringLiteral("+15550100")}});
    return {{QStringLiteral("message"), fields}};
}

[[nodiscard]] inline QJsonObject status(const QString &callId, qint64 at, const QString &word, const QString &endedReason = {})
{
    QJsonObject fields{{QStringLiteral("status"), word}};
    if (!endedReason.isEmpty()) {
        fields.insert(QStringLiteral("endedReason"), endedReason);
    }
    return message(QStringLiteral("status-update"), callId, at, fields);
}

[[nodiscard]] inline QJsonObject transcript(const QString &callId, qint64 at, const QString &role, const QString &text, bool isFinal = true)
{
    return message(QStringLiteral("transcript"), callId, at,
                   {{QStringLiteral("role"), role},
                    {QStringLiteral("transcript"), text},
                    {QStringLiteral("transcriptType"), isFinal ? QStringLiteral("final") : QStringLiteral("partial")}});
}

[[nodiscard]] inline QJsonObject spoken(const QString &role, const QString &text, qint64 at)
{
    return {{QStringLiteral("role"), role}, {QStringLiteral("message"), text}, {QStringLiteral("time"), at}};
}

[[nodiscard]] inline QJsonObject conversation(const QString &callId, qint64 at, const QJsonArray &messages)
{
    return message(QStringLiteral("conversation-update"), callId, at, {{QStringLiteral("messages"), messages}});
}

[[nodiscard]] inline QJsonObject report(const QString &callId, qint64 at, const QString &startedAt, const QString &endedAt,
                                        const QJsonArray &messages, const QString &summary = QStringLiteral("A guest called."))
{
    return message(QStringLiteral("end-of-call-report"), callId, at,
                   {{QStringLiteral("endedReason"), QStringLiteral("customer-ended-call")},
                    {QStringLiteral("startedAt"), startedAt},
                    {QStringLiteral("endedAt"), endedAt},
                    {QStringLiteral("cost"), 0.1234},
                    {QStringLiteral("artifact"), QJsonObject{{QStringLiteral("messages"), messages}}},
                    {QStringLiteral("analysis"), QJsonObject{{QStringLiteral("summary"), summary},
                                                             {QStringLiteral("successEvaluation"), QStringLiteral("true")}}}});
}

[[nodiscard]] inline QJsonObject toolCalls(const QString &callId, qint64 at, const QJsonArray &list)
{
    return message(QStringLiteral("tool-calls"), callId, at, {{QStringLiteral("toolCallList"), list}});
}

[[nodiscard]] inline QJsonObject toolCall(const QString &id, const QString &name, const QJsonObject &arguments)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("type"), QStringLiteral("function")},
            {QStringLiteral("function"), QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("arguments"), arguments}}}};
}

} // namespace deskbell::test::vapi
