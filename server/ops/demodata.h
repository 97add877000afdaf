// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/ops/datadir.h"

#include <QString>

namespace deskbell::server {

struct DemoReport {
    QString tenant; ///< its slug
    int calls = 0;
    int orders = 0;
};

/// Makes the property "demo" with invented calls and orders, into the database of a stopped service; the caller holds the lock.
/// They are told from real ones by their property, by the calls' provider "demo" and by the orders' author "demo". The same
/// seed makes the same property, ids and times included. Conflict "slug_taken" when there is a property "demo".
[[nodiscard]] Result<DemoReport> seedDemoData(const DataDir &dir, quint64 seed);

} // namespace deskbell::server
