// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/transcriptcodec.h"

#include "core/wire/json.h"
#include "core/wire/words.h"

namespace deskbell::wire {

QJsonObject toJson(const TranscriptLine &line)
{
    return QJsonObject{
        {QStringLiteral("id"), line.id.value},
        {QStringLiteral("call_id"), line.callId.value},
        {QStringLiteral("role"), word(line.role)},
        {QStringLiteral("text"), line.text},
        {QStringLiteral("tone"), textOrNull(line.tone)},
        {QStringLiteral("at"), toRfc3339(line.at)},
        {QStringLiteral("offset_ms"), line.offsetMs},
        {QStringLiteral("start_ms"), line.startMs ? QJsonValue(*line.startMs) : QJsonValue()},
        {QStringLiteral("end_ms"), line.endMs ? QJsonValue(*line.endMs) : QJsonValue()},
        {QStringLiteral("confidence"), line.confidence ? QJsonValue(*line.confidence) : QJsonValue()},
        {QStringLiteral("interrupted"), line.isInterrupted},
        {QStringLiteral("version"), line.version},
    };
}

Result<TranscriptLine> transcriptLineFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    TranscriptLine line;
    line.id = TranscriptLineId{reader.requiredText("id", 64)};
    line.callId = CallId{reader.requiredText("call_id", 64)};
    const auto role = speakerRole(reader.requiredText("role"));
    line.text = reader.text("text");
    line.tone = reader.text("tone");
    const auto at = reader.optionalTime("at");
    line.offsetMs = reader.optionalInteger("offset_ms").value_or(0);
    line.startMs = reader.optionalInteger("start_ms");
    line.endMs = reader.optionalInteger("end_ms");
    line.confidence = reader.optionalNumber("confidence");
    line.isInterrupted = reader.optionalBool("interrupted").value_or(false);
    line.version = reader.optionalInteger("version").value_or(0);
    if (!role) {
        reader.fail("role", QStringLiteral("is not known"));
    }
    if (!at) {
        reader.fail("at", QStringLiteral("is missing"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    line.role = *role;
    line.at = *at;
    return line;
}

QJsonObject toJson(const PartialTranscript &partial)
{
    return QJsonObject{
        {QStringLiteral("call_id"), partial.callId.value},
        {QStringLiteral("role"), word(partial.role)},
        {QStringLiteral("text"), partial.text},
        {QStringLiteral("at"), toRfc3339(partial.at)},
    };
}

Result<PartialTranscript> partialTranscriptFromJson(const QJsonObject &json)
{
    FieldReader reader(json);
    PartialTranscript partial;
    partial.callId = CallId{reader.requiredText("call_id", 64)};
    const auto role = speakerRole(reader.requiredText("role"));
    partial.text = reader.text("text");
    const auto at = reader.optionalTime("at");
    if (!role || !at) {
        reader.fail("role", QStringLiteral("or at is missing"));
    }
    if (!reader.ok()) {
        return reader.error();
    }
    partial.role = *role;
    partial.at = *at;
    return partial;
}

} // namespace deskbell::wire
