-- SPDX-License-Identifier: GPL-3.0-or-later
-- One row for each start of a service; a stop that is not noted was none.
CREATE TABLE service_runs (
    boot_id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    directory TEXT NOT NULL,
    version TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    stopped_at INTEGER,
    clean INTEGER NOT NULL DEFAULT 0 CONSTRAINT service_runs_clean_known CHECK (clean IN (0, 1))
) WITHOUT ROWID
-- statement
CREATE INDEX service_runs_started_at ON service_runs (host, directory, started_at)
-- statement
CREATE TABLE backups (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT backups_kind_known CHECK (kind IN ('hourly', 'nightly', 'manual')),
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    plain_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    lineage TEXT NOT NULL,
    is_verified INTEGER NOT NULL CONSTRAINT backups_verified_known CHECK (is_verified IN (0, 1)),
    error TEXT NOT NULL
) WITHOUT ROWID
-- statement
CREATE INDEX backups_finished_at ON backups (finished_at)
