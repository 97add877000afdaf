// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/tenantdirectory.h"
#include "server/services/callwatch.h"
#include "server/services/voiceintake.h"
#include "server/storage/database.h"
#include "server/storage/leaderlease.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>
#include <chrono>

namespace deskbell::server {

/// What must happen to calls when nothing arrives: those whose end never comes are closed as lost, and the rules that go by
/// the clock are looked after. Main thread.
class VoiceCaretaker final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        std::chrono::milliseconds interval{15'000};
        std::chrono::milliseconds lostAfter{std::chrono::minutes(15)}; ///< longer than any silence within a call
    };

    /// All outlive it.
    VoiceCaretaker(Database &database, const TenantDirectory &directory, VoiceIntake &intake, CallWatch &watch, Options options,
                   QObject *parent = nullptr);

    /// Where several services share a database only the leader takes care; `leadership` must outlive this.
    void setLeadership(const LeaderLease &leadership) { m_leadership = &leadership; }
    void start() { m_timer.start(); }
    /// One round now.
    QCoro::Task<Result<Done>> round();

private:
    void onTimeout();
    /// One unit of the writer, under the lease.
    template<typename F>
    auto write(F work)
    {
        using R = std::invoke_result_t<F &, sql::Connection &>;
        return m_database.write([leadership = m_leadership, work = std::move(work)](sql::Connection &db) mutable -> R {
            const auto guarded = leadership ? leadership->guard(db) : Result<Done>(Done{});
            return guarded ? work(db) : R(guarded.error());
        });
    }

    Database &m_database;
    const TenantDirectory &m_directory;
    VoiceIntake &m_intake;
    CallWatch &m_watch;
    Options m_options;
    QTimer m_timer;
    const LeaderLease *m_leadership = nullptr;
    bool m_isRunning = false;
};

} // namespace deskbell::server
