-- SPDX-License-Identifier: GPL-3.0-or-later
-- Two active secrets per source while a provider is told the new one.
ALTER TABLE hook_sources ADD COLUMN previous_secret TEXT NOT NULL DEFAULT ''
-- statement
ALTER TABLE hook_sources ADD COLUMN previous_until INTEGER NOT NULL DEFAULT 0
-- statement
-- A check can not be changed in place.
ALTER TABLE inbox RENAME TO inbox_before
-- statement
-- body_sha256 is of the bytes as they came, and stays when the body goes; NULL for what came before this schema.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES hook_sources (id),
    ext_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    event_at INTEGER,
    type TEXT NOT NULL,
    object_key TEXT NOT NULL,
    headers TEXT NOT NULL,
    body BLOB NOT NULL,
    body_sha256 BLOB,
    state TEXT NOT NULL CONSTRAINT inbox_state_known CHECK (state IN ('applied', 'ignored', 'stale', 'pending', 'dead', 'conflict')),
    attempts INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    answer BLOB,
    replayed_at INTEGER,
    replayed_by TEXT NOT NULL DEFAULT ''
)
-- statement
INSERT INTO inbox (id, source_id, ext_id, received_at, type, object_key, headers, body, state, attempts, last_error, answer)
SELECT id, source_id, ext_id, received_at, type, object_key, headers, body, state, attempts, last_error, answer FROM inbox_before
-- statement
DROP TABLE inbox_before
-- statement
-- The first message of an id counts; another body under the same id is kept beside it as a conflict.
CREATE UNIQUE INDEX inbox_ext_id_unique ON inbox (source_id, ext_id) WHERE state <> 'conflict'
-- statement
CREATE UNIQUE INDEX inbox_conflict_unique ON inbox (source_id, ext_id, body_sha256) WHERE state = 'conflict'
-- statement
CREATE INDEX inbox_pending ON inbox (source_id, object_key, id) WHERE state = 'pending'
-- statement
CREATE INDEX inbox_attention ON inbox (state, id) WHERE state IN ('dead', 'conflict')
-- statement
CREATE INDEX inbox_received_at ON inbox (received_at, id)
-- statement
-- What a provider's own object is here, and what its messages have said of it so far.
CREATE TABLE external_objects (
    source_id INTEGER NOT NULL REFERENCES hook_sources (id),
    object_key TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    evidence TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (source_id, object_key)
) WITHOUT ROWID
