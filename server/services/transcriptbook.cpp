// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/transcriptbook.h"

#include "core/wire/transcriptcodec.h"
#include "core/wire/words.h"
#include "server/storage/transcriptsrepository.h"
#include "server/voice/stablehash.h"

#include <QHash>
#include <algorithm>

namespace deskbell::server {
namespace {

/// Sorts by time within a call; the same words at the same moment are the same line.
QString liveKey(const VoiceEvent &event)
{
    StableHash hash;
    hash.add(event.text.toUtf8());
    return QString::number(toMillis(event.at)).rightJustified(13, QLatin1Char('0')) + QLatin1Char('-') + wire::word(event.role)
        + QLatin1Char('-') + QLatin1String(hash.hex().left(12));
}

QString spokenKey(const SpokenMessage &message)
{
    const auto place = message.at ? QStringLiteral("t%1").arg(toMillis(*message.at), 13, 10, QLatin1Char('0'))
                                  : QStringLiteral("i%1").arg(message.index, 6, 10, QLatin1Char('0'));
    return place + QLatin1Char('-') + wire::word(message.role);
}

/// Of the one line of a call that is kept though it was never finished.
const auto CutOffKey = QStringLiteral("cut-off");

TranscriptLine lineOf(const TranscriptLineId &id, const CallId &call, SpeakerRole role, const QString &text, Instant at, const SpeechTiming &timing)
{
    TranscriptLine line;
    line.id = id;
    line.callId = call;
    line.role = role;
    line.text = text;
    line.at = at;
    line.startMs = timing.startMs;
    line.endMs = timing.endMs;
    line.confidence = timing.confidence;
    line.isInterrupted = timing.isInterrupted;
    return line;
}

using LineIndex = QHash<std::pair<int, QString>, qsizetype>;

LineIndex indexOf(const QList<SourcedLine> &lines)
{
    LineIndex index;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        index.insert({int(lines.at(i).source), lines.at(i).key}, i);
    }
    return index;
}

} // namespace

Result<Done> TranscriptBook::take(const VoiceEvent &event, const CallRecord &record, const QString &words)
{
    const auto &call = record.call();
    switch (event.kind) {
    case VoiceEvent::Kind::FinalTranscript: return addFinal(event, record, words);
    case VoiceEvent::Kind::Conversation: return addSpoken(event.messages, LineSource::Conversation, event.at, call);
    case VoiceEvent::Kind::Report:
        return event.report ? addSpoken(event.report->messages, LineSource::Report, call.startedAt.value_or(event.at), call) : Result<Done>(Done{});
    default: return Done{};
    }
}

Result<Done> TranscriptBook::addFinal(const VoiceEvent &event, const CallRecord &record, const QString &words)
{
    const auto &call = record.call();
    if (event.text.trimmed().isEmpty()) {
        return Done{};
    }
    TranscriptsRepository repository(m_db, m_who);
    const auto seq = m_changes.nextSeq(m_db, m_who.tenant);
    if (!seq) {
        return seq.error();
    }
    SourcedLine line;
    line.key = liveKey(event);
    line.line = lineOf(m_ids.make<TranscriptLineId>(), call.id, event.role, words, event.at, event.timing);
    line.line.version = seq.value();
    if (record.evidence().hasSpoken) {
        auto before = repository.all(call.id);
        if (!before) {
            return before.error();
        }
        if (indexOf(before.value()).contains({int(LineSource::Live), line.key})) {
            return Done{};
        }
        auto after = before.value();
        after.append(line);
        return storeChosen(std::move(after), before.value(), call);
    }
    const auto inserted = repository.insert(line);
    if (!inserted) {
        return inserted.error();
    }
    return inserted.value() ? recordLine(line, call) : Result<Done>(Done{});
}

Result<Done> TranscriptBook::addSpoken(const QList<SpokenMessage> &messages, LineSource source, Instant fallback, const Call &call)
{
    if (messages.isEmpty()) {
        return Done{};
    }
    auto before = TranscriptsRepository(m_db, m_who).all(call.id);
    if (!before) {
        return before.error();
    }
    auto after = before.value();
    auto index = indexOf(after);
    for (const auto &message : messages) {
        const auto key = spokenKey(message);
        const auto at = message.at.value_or(fallback + std::chrono::milliseconds(source == LineSource::Report ? message.index : 0));
        const auto known = index.constFind({int(source), key});
        if (known == index.constEnd()) {
            index.insert({int(source), key}, after.size());
            after.append({source, key, lineOf(m_ids.make<TranscriptLineId>(), call.id, message.role, message.text, at, message.timing), true});
            continue;
        }
        auto &line = after[*known].line;
        // The same turn told again: the longer text is the later one, the earlier time the true one.
        if (std::pair(message.text.size(), message.text) > std::pair(line.text.size(), line.text)) {
            line.text = message.text;
            line.endMs = message.timing.endMs ? message.timing.endMs : line.endMs;
        }
        line.startMs = line.startMs ? line.startMs : message.timing.startMs;
        line.at = std::min(line.at, at);
    }
    return storeChosen(std::move(after), before.value(), call);
}

Result<Done> TranscriptBook::keepCutOff(const CallRecord &record)
{
    const auto &call = record.call();
    const auto &evidence = record.evidence();
    auto before = TranscriptsRepository(m_db, m_who).all(call.id);
    if (!before) {
        return before.error();
    }
    auto after = before.value();
    const auto known = std::find_if(after.begin(), after.end(), [](const SourcedLine &line) { return line.key == CutOffKey; });
    const bool isCut = evidence.isCutOff();
    if (known == after.end() && !isCut) {
        return Done{};
    }
    const SpeechTiming cut{std::nullopt, std::nullopt, std::nullopt, true};
    if (known == after.end()) {
        after.append({LineSource::Live, CutOffKey,
                      lineOf(m_ids.make<TranscriptLineId>(), call.id, SpeakerRole::Guest, evidence.openTurn, *evidence.openTurnAt, cut), true});
    } else {
        known->line.text = isCut ? evidence.openTurn : QString(); // without words it is not shown
        known->line.at = isCut ? *evidence.openTurnAt : known->line.at;
    }
    return storeChosen(std::move(after), before.value(), call);
}

bool TranscriptBook::isCutBy(Instant interruptedAt, Instant at)
{
    // The provider tells of the interruption first and of the words up to there when it has cut them.
    return interruptedAt <= at && at - interruptedAt <= std::chrono::seconds(5);
}

Result<Done> TranscriptBook::markInterrupted(const Call &call, Instant at)
{
    auto before = TranscriptsRepository(m_db, m_who).all(call.id);
    if (!before) {
        return before.error();
    }
    auto after = before.value();
    bool isNews = false;
    for (auto &line : after) {
        const bool isHit = line.source == LineSource::Live && line.line.role == SpeakerRole::Assistant && isCutBy(at, line.line.at);
        isNews = isNews || (isHit && !line.line.isInterrupted);
        line.line.isInterrupted = line.line.isInterrupted || isHit;
    }
    return isNews ? storeChosen(std::move(after), before.value(), call) : Result<Done>(Done{});
}

Result<Done> TranscriptBook::storeChosen(QList<SourcedLine> lines, const QList<SourcedLine> &before, const Call &call)
{
    chooseShownLines(lines);
    TranscriptsRepository repository(m_db, m_who);
    const auto index = indexOf(before);
    for (auto &line : lines) {
        const auto place = index.constFind({int(line.source), line.key});
        const auto *old = place == index.constEnd() ? nullptr : &before.at(*place);
        const bool isSame = old && old->isShown == line.isShown && old->line == line.line;
        if (isSame) {
            continue;
        }
        const auto seq = m_changes.nextSeq(m_db, m_who.tenant);
        if (!seq) {
            return seq.error();
        }
        const bool isVisible = line.isShown || (old && old->isShown);
        line.line.version = isVisible ? seq.value() : 0;
        if (old) {
            if (auto updated = repository.update(line); !updated) {
                return updated;
            }
        } else if (auto inserted = repository.insert(line); !inserted) {
            return inserted.error();
        }
        if (isVisible) {
            if (auto recorded = recordLine(line, call); !recorded) {
                return recorded;
            }
        }
    }
    return Done{};
}

Result<Done> TranscriptBook::recordLine(const SourcedLine &line, const Call &call)
{
    auto shown = line.line;
    shown.offsetMs = offsetMs(shown.at, call.startedAt);
    Change change{0, QStringLiteral("transcript_line"), shown.id.value, QStringLiteral("upsert"), QStringLiteral("transcript"), {}, m_clock.now(),
                  wire::toJson(shown)};
    if (!line.isShown) {
        change.op = QStringLiteral("delete");
        change.event.clear();
        // Readers find the line through its call.
        change.body = QJsonObject{{QStringLiteral("id"), shown.id.value}, {QStringLiteral("call_id"), call.id.value}};
    }
    return m_changes.record(m_db, m_who, change);
}

} // namespace deskbell::server
