// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "server/ops/config.h"
#include "server/ops/datadir.h"

namespace deskbell::server {

/// Runs the service until SIGTERM or SIGINT. The value is the program's exit code. Prints one line on standard output when
/// it answers: `ready http://HOST:PORT`, or with `isJson` {"ready":true,"url":…}.
[[nodiscard]] Result<int> serve(const DataDir &dir, const Config &config, bool isJson);

/// Does the jobs of the setting jobs.queues, of a PostgreSQL database and beside the services on it, until SIGTERM or SIGINT; in
/// a data directory of its own. Prints `ready worker of …`. Validation with code "config" on SQLite.
[[nodiscard]] Result<int> work(const DataDir &dir, const Config &config, bool isJson);

} // namespace deskbell::server
