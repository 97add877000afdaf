// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/result.h"
#include "server/ops/datadir.h"
#include "server/storage/changelog.h"

#include <QString>
#include <optional>

namespace deskbell::server {

struct DemoWish {
    quint64 seed = 1;            ///< the same seed makes the same data
    std::optional<TenantId> into{}; ///< a property that is there; std::nullopt: makes the property "demo"
    std::optional<Instant> begin{}; ///< of the two weeks; std::nullopt: a day of 2026
};

struct DemoReport {
    QString tenant; ///< its slug
    TenantId id;
    QString loadId; ///< of the marks
    int calls = 0;
    int orders = 0;
    int guests = 0;
};

/// Writes invented guests, calls and orders of two weeks, each of them marked in demo_rows: that, and nothing else, tells them from real
/// ones. Writer's thread, inside the caller's transaction. Conflict "slug_taken" when there is a property "demo", "demo_loaded" when
/// the property has the data of this seed; NotFound.
[[nodiscard]] Result<DemoReport> writeDemoData(sql::Connection &db, ChangeLog &changes, const DemoWish &wish, Instant now);

/// The same into the database of a stopped service, with a property "demo" of its own; the caller holds the lock.
[[nodiscard]] Result<DemoReport> seedDemoData(const DataDir &dir, quint64 seed);

} // namespace deskbell::server
