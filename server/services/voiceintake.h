// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/redaction/conversationredactor.h"
#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/access/tenantdirectory.h"
#include "server/assistant/tools/assistanttool.h"
#include "server/services/alertbook.h"
#include "server/services/callbook.h"
#include "server/services/orderbook.h"
#include "server/storage/changelog.h"
#include "server/voice/phonenumbers.h"
#include "server/voice/voiceanswer.h"
#include "server/voice/voiceevent.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <map>
#include <memory>

namespace deskbell::server {

/// What voice providers' messages do to calls, transcripts and orders. Lives on the writer's thread, inside the caller's
/// transaction; storing the messages is the inbox's.
class VoiceIntake final
{
public:
    struct Applied {
        VoiceAnswer answer;
        QList<QByteArray> live; ///< transient events for the feed, to be sent after COMMIT
        bool isStale = false;   ///< nothing in it was news: a later state is known
    };

    VoiceIntake(ChangeLog &changes, const Clock &clock, const IdSource &ids);

    /// Told of orders that the assistant takes.
    void setOrderObserver(OrderObserver *observer) { m_orders.setObserver(observer); }

    /// Messages come in any order and more than once. With `mayRunTools` false what the assistant asks for is not done: it
    /// was done when the message first came. After an error the unit must be rolled back.
    [[nodiscard]] Result<Applied> apply(sql::Connection &db, const HookSource &source, const VoiceEvent &event, bool mayRunTools);
    /// What somebody who waits for an answer is told when apply() failed; std::monostate for all others.
    [[nodiscard]] VoiceAnswer failureAnswer(const HookSource &source, const VoiceEvent &event) const;
    /// Closes calls of this tenant that were silent for `silence`.
    [[nodiscard]] Result<int> closeLostCalls(sql::Connection &db, const TenantId &tenant, std::chrono::milliseconds silence);

private:
    [[nodiscard]] Result<Applied> applyToCall(sql::Connection &db, const HookSource &source, const VoiceEvent &event, bool mayRunTools);
    [[nodiscard]] Result<VoiceAnswer> answer(sql::Connection &db, const HookSource &source, const VoiceEvent &event, CallRecord *call);
    [[nodiscard]] Result<VoiceAnswer> runTools(sql::Connection &db, const HookSource &source, const VoiceEvent &event, CallRecord *call);
    /// What is remembered of a call while it is heard, and gone with a restart.
    struct Talk {
        ConversationRedactor words;
        std::optional<Instant> openAt; ///< of the guest's latest words that were still being spoken
        QString open;
        std::optional<Instant> closedAt; ///< of the guest's latest finished words
        QList<Instant> interruptions;
    };

    /// What of a transcript may be kept and shown, in the light of the turns before it.
    [[nodiscard]] QString wordsOf(const CallId &call, const VoiceEvent &event);
    [[nodiscard]] Talk &talkOf(const CallId &call);
    /// Remembers who was speaking; true when the record, being over, has learned of it.
    bool followTurns(const VoiceEvent &event, const QString &words, CallRecord &record);
    [[nodiscard]] Result<Done> keepWords(sql::Connection &db, const TenantContext &who, const VoiceEvent &event, const CallRecord &record,
                                         const QString &words, bool areTurnsNew);
    /// The event with its numbers in E.164, by the country of the property.
    [[nodiscard]] VoiceEvent withNumbers(const HookSource &source, const VoiceEvent &event);
    /// The property's desk, or a sentence when it has no number.
    [[nodiscard]] VoiceAnswer offerDesk(const HookSource &source) const;
    void addTool(std::unique_ptr<AssistantTool> tool);
    [[nodiscard]] Result<VoiceAnswer> offerAssistant(sql::Connection &db, const HookSource &source, const CallRecord *call) const;
    /// What the guest is known to speak; empty when nobody knows.
    [[nodiscard]] Result<QString> languageOf(sql::Connection &db, const HookSource &source, const Call &call) const;
    /// What a call that is over cost by the property's prices; true when that is news.
    [[nodiscard]] static bool priceCall(const HookSource &source, const QString &provider, CallRecord &record);
    [[nodiscard]] Result<Done> listenForEmergency(sql::Connection &db, const TenantContext &who, const VoiceEvent &event, const Call &call);

    ChangeLog &m_changes;
    const Clock &m_clock;
    IdSource m_ids;
    CallBook m_calls;
    OrderBook m_orders;
    AlertBook m_alerts;
    QHash<CallId, Talk> m_talks; ///< of calls that are heard live
    PhoneNumbers m_numbers;
    std::map<QString, std::unique_ptr<AssistantTool>> m_tools; ///< by name
};

} // namespace deskbell::server
