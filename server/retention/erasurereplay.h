// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/connection.h"
#include "core/support/result.h"
#include "server/secrets/sealer.h"

#include <QString>

namespace deskbell::server {

/// Lets a restored database forget whom the ledger in `dataDir` names (RELIABILITY rule 98). Inside the caller's transaction,
/// before anything else reads.
[[nodiscard]] Result<Done> replayErasures(sql::Connection &db, const QString &dataDir, const Sealer &sealer);

} // namespace deskbell::server
