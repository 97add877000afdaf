// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/checkpointer.h"

#include <algorithm>

namespace deskbell::sql {
namespace {

// Both give one row: whether it was kept from finishing, the pages in the log, the pages copied so far.
const auto Passive = QStringLiteral("PRAGMA wal_checkpoint(PASSIVE)");
const auto Truncate = QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)");

} // namespace

Result<Done> Checkpointer::run(Connection &db)
{
    auto query = db.query(Passive);
    if (query.next()) {
        learn(query.number(1), query.number(2));
    }
    m_units = 0;
    return query.error() ? Result<Done>(*query.error()) : Result<Done>(Done{});
}

Result<Done> Checkpointer::truncate(Connection &db)
{
    auto query = db.query(Truncate);
    (void)query.next();
    m_units = 0;
    m_framesBefore = 0;
    return query.error() ? Result<Done>(*query.error()) : Result<Done>(Done{});
}

void Checkpointer::learn(qint64 frames, qint64 copied)
{
    const auto grown = frames >= m_framesBefore ? frames - m_framesBefore : frames;
    if (grown > 0 && m_units > 0) {
        const auto wanted = std::clamp(WantedFrames * m_units / grown, MinUnits, MaxUnits);
        m_every = (m_every + wanted + 1) / 2;
    }
    // A log that is copied whole begins anew with the next commit, unless a reader still looks at it.
    m_framesBefore = copied >= frames ? 0 : frames;
}

} // namespace deskbell::sql
