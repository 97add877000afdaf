// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/access/tenantdirectory.h"
#include "server/assistant/tools/assistanttool.h"
#include "server/services/callbook.h"
#include "server/services/orderbook.h"
#include "server/storage/changelog.h"
#include "server/storage/inboxrepository.h"
#include "server/voice/voiceanswer.h"
#include "server/voice/voiceevent.h"

#include <QByteArray>
#include <QList>
#include <functional>
#include <map>
#include <memory>

namespace deskbell::server {

/// Takes in what voice providers say: stores the message as it came, applies it, and gives the answer. Lives on the
/// writer's thread; one message is one unit of the writer, so its row, its effects and their changes are one transaction.
class VoiceIntake final
{
public:
    using EncodeAnswer = std::function<QByteArray(const VoiceEvent &, const VoiceAnswer &)>;
    using Decode = std::function<Result<VoiceEvent>(const QByteArray &body, Instant receivedAt)>;

    struct Outcome {
        QByteArray answer;       ///< the body to send
        bool isRepeat = false;   ///< it was here before; nothing was changed
        QList<QByteArray> live;  ///< transient events for the feed, to be sent after COMMIT
    };

    VoiceIntake(ChangeLog &changes, const Clock &clock, const IdSource &ids);

    /// Told of orders that the assistant takes.
    void setOrderObserver(OrderObserver *observer) { m_orders.setObserver(observer); }

    /// Stores and applies one message. After an error the unit must be rolled back, and keep() called in a next one.
    [[nodiscard]] Result<Outcome> receive(sql::Connection &db, const HookSource &source, InboxRow row, const VoiceEvent &event,
                                          const EncodeAnswer &encode);
    /// Stores a message that could not be applied, to be tried again by retry(); but one that asked for something is answered
    /// with a failure and dead, so that nothing happens twice. An error means that nothing was stored and the message must
    /// not be acknowledged.
    [[nodiscard]] Result<Outcome> keep(sql::Connection &db, const HookSource &source, InboxRow row, const VoiceEvent &event, const QString &why, const EncodeAnswer &encode);
    /// The oldest messages that wait to be tried again.
    [[nodiscard]] Result<QList<InboxRow>> pending(sql::Connection &db);
    /// Tries one of them again. After an error the unit must be rolled back, and noteFailure() called in a next one.
    [[nodiscard]] Result<Done> retry(sql::Connection &db, const TenantDirectory &directory, const InboxRow &row, const Decode &decode);
    /// After MaxAttempts a message is dead.
    [[nodiscard]] Result<Done> noteFailure(sql::Connection &db, const InboxRow &row, const QString &why);
    /// Closes calls of this tenant that were silent for `silence`.
    [[nodiscard]] Result<int> closeLostCalls(sql::Connection &db, const TenantId &tenant, std::chrono::milliseconds silence);

    static constexpr int MaxAttempts = 5;

private:
    struct Applied {
        VoiceAnswer answer;
        QList<QByteArray> live;
    };

    [[nodiscard]] Result<Applied> apply(sql::Connection &db, const HookSource &source, const VoiceEvent &event);
    [[nodiscard]] Result<Applied> applyToCall(sql::Connection &db, const HookSource &source, const VoiceEvent &event);
    [[nodiscard]] Result<VoiceAnswer> answer(sql::Connection &db, const HookSource &source, const VoiceEvent &event, CallRecord *call);
    [[nodiscard]] Result<VoiceAnswer> runTools(sql::Connection &db, const HookSource &source, const VoiceEvent &event, CallRecord *call);
    [[nodiscard]] VoiceAnswer failureAnswer(const HookSource &source, const VoiceEvent &event) const;
    /// The property's desk, or a sentence when it has no number.
    [[nodiscard]] VoiceAnswer offerDesk(const HookSource &source) const;
    void addTool(std::unique_ptr<AssistantTool> tool);
    [[nodiscard]] VoiceAnswer offerAssistant(const HookSource &source, const CallRecord *call) const;

    ChangeLog &m_changes;
    const Clock &m_clock;
    IdSource m_ids;
    CallBook m_calls;
    OrderBook m_orders;
    std::map<QString, std::unique_ptr<AssistantTool>> m_tools; ///< by name
};

} // namespace deskbell::server
