// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/pages/pagesdemo.h"

namespace deskbell::tests {

/// What goes out of the small hotel by itself: some of it stuck, one provider down, and three changes this desk could not store.
struct JobsDemo {
    [[nodiscard]] static JobId jobId(int number) { return JobId{QStringLiteral("0190c7d0-0000-7000-8000-%1").arg(number, 12, 10, QLatin1Char('0'))}; }
    [[nodiscard]] static JobList attention();
    [[nodiscard]] static JobList waiting();
    [[nodiscard]] static JobList done();
    [[nodiscard]] static JobSummary summary();
    [[nodiscard]] static JobSummary calmSummary();
    [[nodiscard]] static QList<PendingCommand> unsettled();
    /// As many as asked for, for what must not be slow.
    [[nodiscard]] static JobList many(int count);

    static void fill(FakeStore &store);
};

} // namespace deskbell::tests
