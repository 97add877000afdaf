// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/call.h"
#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/storage/changelog.h"
#include "server/voice/callrecord.h"
#include "server/voice/transcriptmerge.h"
#include "server/voice/voiceevent.h"

#include <QList>

namespace deskbell::server {

/// Stores what was said in a call and keeps what people see of it free of gaps and repeats (see transcriptmerge.h).
/// Lives on the writer's thread for one message.
class TranscriptBook final
{
public:
    TranscriptBook(sql::Connection &db, ChangeLog &changes, const Clock &clock, const IdSource &ids, TenantContext who)
        : m_db(db), m_changes(changes), m_clock(clock), m_ids(ids), m_who(std::move(who))
    {
    }

    /// Takes in the words of one message, if it has any. Of a final transcript `words` is what is kept; the line is told apart
    /// from others by what the message has.
    [[nodiscard]] Result<Done> take(const VoiceEvent &event, const CallRecord &record, const QString &words);
    [[nodiscard]] Result<Done> take(const VoiceEvent &event, const CallRecord &record) { return take(event, record, event.text); }
    /// Keeps what the guest was saying when the call was cut off as a line of its own, or takes it back when its end has come
    /// after all. To be called when the record's turns have changed.
    [[nodiscard]] Result<Done> keepCutOff(const CallRecord &record);
    /// Marks what the assistant was saying when the guest interrupted it at `at`.
    [[nodiscard]] Result<Done> markInterrupted(const Call &call, Instant at);
    /// Whether words of the assistant that were finished `at` were cut by an interruption at `interruptedAt`.
    [[nodiscard]] static bool isCutBy(Instant interruptedAt, Instant at);

private:
    [[nodiscard]] Result<Done> addFinal(const VoiceEvent &event, const CallRecord &record, const QString &words);
    [[nodiscard]] Result<Done> addSpoken(const QList<SpokenMessage> &messages, LineSource source, Instant fallback, const Call &call);
    /// Stores `lines` after the choice of what is shown, with changes for those that differ from `before`.
    [[nodiscard]] Result<Done> storeChosen(QList<SourcedLine> lines, const QList<SourcedLine> &before, const Call &call);
    [[nodiscard]] Result<Done> recordLine(const SourcedLine &line, const Call &call);

    sql::Connection &m_db;
    ChangeLog &m_changes;
    const Clock &m_clock;
    const IdSource &m_ids;
    TenantContext m_who;
};

} // namespace deskbell::server
