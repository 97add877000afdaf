// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "server/access/tenantdirectory.h"
#include "server/services/voiceintake.h"
#include "server/storage/changelog.h"
#include "tests/support/manualclock.h"
#include "tests/support/seededrng.h"

#include <QStringList>
#include <memory>

namespace deskbell::test {

/// The real intake over a database in memory. Each call is played under a name of its own; forget() makes room again.
class CallBench
{
public:
    /// What became of one call.
    struct Result {
        QString final;            ///< the call and its shown lines, without what differs by name
        QList<CallState> states;  ///< as they were shown, one after another
        QString error;            ///< empty when everything could be applied
    };

    CallBench();
    /// Applies the events in this order.
    [[nodiscard]] Result play(const QList<server::VoiceEvent> &events);
    void forget();

private:
    void readShown(const QString &call, Result &result);
    void readFinal(const QString &call, Result &result);

    ManualClock m_clock;
    SeededRng m_rng;
    std::unique_ptr<sql::Connection> m_db;
    server::ChangeLog m_changes;
    server::VoiceIntake m_voice;
    server::HookSource m_source;
    int m_calls = 0;
};

} // namespace deskbell::test
