// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/servicerunsrepository.h"

namespace deskbell::server {
namespace {

const auto InsertRun = QStringLiteral(
    "INSERT INTO service_runs (boot_id, host, directory, version, started_at) VALUES (?, ?, ?, ?, ?)");
const auto UpdateStopped = QStringLiteral("UPDATE service_runs SET stopped_at = ?, clean = 1 WHERE boot_id = ?");
const auto SelectRecent = QStringLiteral(
    "SELECT boot_id, started_at, clean FROM service_runs WHERE host = ? AND directory = ? "
    "ORDER BY started_at DESC, boot_id DESC LIMIT ?");
const auto DeleteOlder = QStringLiteral("DELETE FROM service_runs WHERE started_at < ?");

} // namespace

Result<Done> ServiceRunsRepository::noteStart(const ServicePlace &place, const ServiceRun &run, const QString &version)
{
    const auto inserted = m_db.query(InsertRun)
                              .bind(run.bootId)
                              .bind(place.host)
                              .bind(place.directory)
                              .bind(version)
                              .bind(run.startedAt)
                              .run();
    return inserted ? Result<Done>(Done{}) : Result<Done>(inserted.error());
}

Result<Done> ServiceRunsRepository::noteCleanStop(const QString &bootId, Instant now)
{
    const auto updated = m_db.query(UpdateStopped).bind(now).bind(bootId).run();
    return updated ? Result<Done>(Done{}) : Result<Done>(updated.error());
}

Result<QList<ServiceRun>> ServiceRunsRepository::recent(const ServicePlace &place, int limit)
{
    auto query = m_db.query(SelectRecent);
    query.bind(place.host).bind(place.directory).bind(limit);
    QList<ServiceRun> runs;
    while (query.next()) {
        runs.append({query.text(0), query.instant(1), query.number(2) != 0});
    }
    return query.error() ? Result<QList<ServiceRun>>(*query.error()) : Result<QList<ServiceRun>>(std::move(runs));
}

Result<qint64> ServiceRunsRepository::removeOlder(Instant before) { return m_db.query(DeleteOlder).bind(before).run(); }

} // namespace deskbell::server
