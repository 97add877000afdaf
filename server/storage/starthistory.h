// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/servicerunsrepository.h"

#include <QList>
#include <QString>
#include <chrono>

namespace deskbell::server {

/// How this start of the service relates to the ones before (RELIABILITY rules 3, 8 and 50).
struct StartHistory {
    QString bootId; ///< new at every start of a process
    bool wasUnclean = false; ///< the run before this one did not stop by itself: killed, crashed, power cut
    int uncleanStarts = 0; ///< of the last five minutes, this one included

    /// Something may be killing the service: go slowly, and put what was in work when it died last.
    [[nodiscard]] bool isSafeMode() const { return uncleanStarts >= 2; }
};

inline constexpr std::chrono::minutes UncleanWindow{5};

/// `before`: the runs before this one, newest first. `hasLeftovers`: something else says that the last stop was unclean.
[[nodiscard]] inline StartHistory startHistory(
    const QList<ServiceRun> &before, const QString &bootId, Instant now, bool hasLeftovers)
{
    StartHistory history{bootId, hasLeftovers || (!before.isEmpty() && !before.first().isClean), 0};
    history.uncleanStarts = history.wasUnclean ? 1 : 0;
    for (qsizetype i = 0; i + 1 < before.size(); ++i) {
        // Run i was an unclean start when the one before it had no end.
        if (now - before.at(i).startedAt <= UncleanWindow && !before.at(i + 1).isClean) {
            ++history.uncleanStarts;
        }
    }
    return history;
}

} // namespace deskbell::server
