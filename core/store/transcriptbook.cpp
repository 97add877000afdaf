// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/transcriptbook.h"

namespace deskbell {

bool TranscriptBook::upsert(const TranscriptLine &line)
{
    const auto known = m_lines.constFind(line.id);
    if (known != m_lines.constEnd() && known->version >= line.version) {
        return false;
    }
    auto &entry = m_calls[line.callId];
    if (known != m_lines.constEnd()) {
        entry.lines.remove({known->at, line.id.value});
    }
    const auto at = toMillis(line.at);
    entry.lines.insert({at, line.id.value}, line);
    m_lines.insert(line.id, {at, line.version});
    m_callOf.insert(line.id, line.callId);
    auto &newest = entry.newestFinal[line.role];
    newest = std::max(newest, at);
    const auto partial = entry.partials.constFind(line.role);
    if (partial != entry.partials.constEnd() && toMillis(partial->at) <= newest) {
        entry.partials.erase(partial);
        noteUnfinished(line.callId, entry);
    }
    return true;
}

bool TranscriptBook::remove(const TranscriptLineId &id, qint64 version)
{
    const auto known = m_lines.value(id);
    if (known.version > version) {
        return false;
    }
    m_lines.insert(id, {known.at, version});
    const auto call = m_calls.find(m_callOf.take(id));
    return call != m_calls.end() && call->lines.remove({known.at, id.value}) > 0;
}

bool TranscriptBook::forget(const CallId &id, qint64 version)
{
    const auto call = m_calls.find(id);
    if (call == m_calls.end()) {
        return false;
    }
    call->complete = false;
    const auto before = call->lines.size();
    for (auto line = call->lines.begin(); line != call->lines.end();) {
        if (line->version > version) {
            ++line;
            continue;
        }
        m_lines.insert(line->id, {line.key().first, version});
        m_callOf.remove(line->id);
        line = call->lines.erase(line);
    }
    return call->lines.size() != before;
}

bool TranscriptBook::setPartial(const PartialTranscript &partial)
{
    auto &entry = m_calls[partial.callId];
    const auto at = toMillis(partial.at);
    if (entry.newestFinal.contains(partial.role) && at <= entry.newestFinal.value(partial.role)) {
        return false; // overtaken by the final line of these words
    }
    const auto known = entry.partials.constFind(partial.role);
    if (known != entry.partials.constEnd() && known->at > partial.at) {
        return false;
    }
    entry.partials.insert(partial.role, partial);
    noteUnfinished(partial.callId, entry);
    return true;
}

bool TranscriptBook::setSpeaking(const CallId &id, SpeakerRole role, bool isSpeaking)
{
    auto &entry = m_calls[id];
    const auto before = entry.speaking;
    if (isSpeaking) {
        entry.speaking = role;
    } else if (entry.speaking == role) {
        entry.speaking.reset();
    }
    noteUnfinished(id, entry);
    return entry.speaking != before;
}

bool TranscriptBook::dropUnfinished(const CallId &id)
{
    if (!m_unfinished.remove(id)) {
        return false;
    }
    auto &entry = m_calls[id];
    entry.partials.clear();
    entry.speaking.reset();
    return true;
}

void TranscriptBook::setComplete(const CallId &id)
{
    auto &entry = m_calls[id];
    entry.complete = true;
    entry.failure.reset();
}

void TranscriptBook::setFailure(const CallId &id, const Error &error) { m_calls[id].failure = error; }

bool TranscriptBook::clearFailure(const CallId &id)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end() || !found->failure) {
        return false;
    }
    found->failure.reset();
    return true;
}

TranscriptView TranscriptBook::view(const CallId &id, const Call *call) const
{
    TranscriptView view;
    const auto found = m_calls.constFind(id);
    if (found == m_calls.constEnd()) {
        return view;
    }
    view.complete = found->complete;
    view.failure = found->failure;
    view.speaking = found->speaking;
    view.lines = found->lines.values();
    if (call && call->startedAt) {
        for (auto &line : view.lines) {
            // The server's offset was right for the start it knew then; a late event may have moved it.
            line.offsetMs = std::max<qint64>(0, toMillis(line.at) - toMillis(*call->startedAt));
        }
    }
    if (const auto guest = found->partials.constFind(SpeakerRole::Guest); guest != found->partials.constEnd()) {
        view.guestPartial = *guest;
    }
    if (const auto ours = found->partials.constFind(SpeakerRole::Assistant); ours != found->partials.constEnd()) {
        view.assistantPartial = *ours;
    }
    return view;
}

void TranscriptBook::noteUnfinished(const CallId &id, const Entry &entry)
{
    if (entry.partials.isEmpty() && !entry.speaking) {
        m_unfinished.remove(id);
    } else {
        m_unfinished.insert(id);
    }
}

} // namespace deskbell
