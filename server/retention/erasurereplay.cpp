// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/retention/erasurereplay.h"

#include "core/support/rng.h"
#include "server/access/accesskey.h"
#include "server/ops/datadir.h"
#include "server/retention/guesterasure.h"

namespace deskbell::server {

Result<Done> replayErasures(sql::Connection &db, const QString &dataDir, const Sealer &sealer)
{
    SystemRng rng;
    const auto key = loadOrCreateAccessKey(DataDir(dataDir).accessKey(), rng);
    if (!key) {
        return key.error();
    }
    return GuestErasure::replay(db, ErasureLedger(dataDir, key.value()), SystemClock(), sealer);
}

} // namespace deskbell::server
