// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/store/store.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace deskbell {

/// The words of calls: final lines by version, and the words being spoken, which live only until their final line, the end
/// of the call or a break of the link.
class TranscriptBook
{
public:
    /// All return whether something that is shown has changed.
    bool upsert(const TranscriptLine &line);
    bool remove(const TranscriptLineId &id, qint64 version);
    /// The server keeps no words of this call any more that are as old as `version`; what is left is to be read anew.
    bool forget(const CallId &id, qint64 version);
    bool setPartial(const PartialTranscript &partial);
    bool setSpeaking(const CallId &id, SpeakerRole role, bool isSpeaking);
    bool clearFailure(const CallId &id);
    /// Words and speakers of this call that were never finished.
    bool dropUnfinished(const CallId &id);
    void setComplete(const CallId &id);
    void setFailure(const CallId &id, const Error &error);

    [[nodiscard]] bool isComplete(const CallId &id) const { return m_calls.value(id).complete; }
    [[nodiscard]] QList<CallId> unfinished() const { return m_unfinished.values(); }
    [[nodiscard]] CallId callOf(const TranscriptLineId &id) const { return m_callOf.value(id); }
    /// `call`, when known, gives the start that offsets count from.
    [[nodiscard]] TranscriptView view(const CallId &id, const Call *call) const;

private:
    struct Entry {
        bool complete = false;
        QMap<std::pair<qint64, QString>, TranscriptLine> lines; ///< by time, then id
        QMap<SpeakerRole, qint64> newestFinal;
        QMap<SpeakerRole, PartialTranscript> partials;
        std::optional<SpeakerRole> speaking;
        std::optional<Error> failure;
    };
    struct Known {
        qint64 at = 0;
        qint64 version = 0;
    };

    void noteUnfinished(const CallId &id, const Entry &entry);

    QHash<CallId, Entry> m_calls;
    QHash<TranscriptLineId, Known> m_lines; ///< also of deleted lines
    QHash<TranscriptLineId, CallId> m_callOf;
    QSet<CallId> m_unfinished;
};

} // namespace deskbell
