// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/guest.h"
#include "core/sql/connection.h"
#include "core/support/clock.h"
#include "core/support/ids.h"
#include "server/storage/changelog.h"
#include "server/voice/callrecord.h"

#include <QHash>

namespace deskbell::server {

/// Loads, keeps and stores calls and the guests behind them. Lives on the writer's thread; keeps the records of recent
/// calls so that the stream of their messages does not read the database each time.
class CallBook final
{
public:
    CallBook(ChangeLog &changes, const Clock &clock, const IdSource &ids) : m_changes(changes), m_clock(clock), m_ids(ids) {}

    /// The call these facts are about; a new record (empty version) when it is not known yet. The reference is good until
    /// the next call of open().
    [[nodiscard]] Result<CallRecord *> open(sql::Connection &db, const TenantContext &who, const QString &provider,
                                            const VoiceCallFacts &facts);
    /// Stores the record and its change, one for each state it goes through (CallRecord). Recognises the guest by number
    /// when the call is new.
    [[nodiscard]] Result<Done> store(sql::Connection &db, const TenantContext &who, const QString &provider,
                                     const VoiceCallFacts &facts, CallRecord &record);
    /// Closes calls nobody has heard of for `silence`. Returns how many.
    [[nodiscard]] Result<int> closeLost(sql::Connection &db, const TenantContext &who, std::chrono::milliseconds silence);

private:
    /// Of a live call: when its last message came here, or another service was seen to have stored one.
    struct Heard {
        std::chrono::steady_clock::time_point at{};
        qint64 version = 0; ///< newest of call and transcript, as closeLost() saw it; 0: not looked at since
    };
    using HeardTimes = QHash<CallId, Heard>;
    struct Key {
        TenantId tenant;
        QString provider;
        QString providerCallId;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.tenant.value, key.provider, key.providerCallId);
        }
    };

    [[nodiscard]] Result<Done> storeStep(sql::Connection &db, const TenantContext &who, const QString &provider, const QString &event,
                                         CallRecord &record);
    [[nodiscard]] Result<Done> recogniseGuest(sql::Connection &db, const TenantContext &who, const VoiceCallFacts &facts,
                                              CallRecord &record);
    [[nodiscard]] Result<Done> putGuest(sql::Connection &db, const TenantContext &who, Guest guest);
    [[nodiscard]] Result<Heard> heard(sql::Connection &db, const TenantContext &who, const Call &call);
    void forgetWhatWasUndone();

    ChangeLog &m_changes;
    const Clock &m_clock;
    IdSource m_ids;
    QHash<Key, CallRecord> m_records;
    QHash<TenantId, HeardTimes> m_lastHeard;
    quint64 m_generation = 0;
};

} // namespace deskbell::server
