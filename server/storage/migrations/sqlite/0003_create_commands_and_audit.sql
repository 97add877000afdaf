-- SPDX-License-Identifier: GPL-3.0-or-later
-- A console's installation for one person. Its commands are numbered without gaps; last_seq is the last one dealt with.
CREATE TABLE devices (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
) WITHOUT ROWID
-- statement
-- What became of each command. cmd_id is one space per person, whichever device or Idempotency-Key it came with.
CREATE TABLE command_results (
    id INTEGER PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    cmd_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    device_seq INTEGER,
    name TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status TEXT NOT NULL CONSTRAINT command_results_status_known CHECK (status IN ('accepted', 'refused')),
    answer TEXT NOT NULL,
    applied_seq INTEGER NOT NULL,
    change_count INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT command_results_cmd_unique UNIQUE (tenant_id, user_id, cmd_id),
    CONSTRAINT command_results_seq_unique UNIQUE (tenant_id, device_id, device_seq),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
)
-- statement
CREATE INDEX command_results_created_at ON command_results (created_at)
-- statement
INSERT INTO command_results (tenant_id, user_id, cmd_id, device_id, device_seq, name, request_hash, status, answer,
    applied_seq, change_count, created_at)
SELECT tenant_id, user_id, key, 'rest', NULL, CASE status WHEN 201 THEN 'order.create' ELSE 'order.change' END, request_hash,
    'accepted', response, 0, 0, created_at
FROM idempotency
-- statement
DROP TABLE idempotency
-- statement
-- Append-only, one chain per tenant: hash = SHA-256(hash of the entry before || this entry as canonical JSON).
-- The tenant '' is the service itself.
CREATE TABLE audit_entries (
    id INTEGER PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    command_id TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT audit_entries_number_unique UNIQUE (tenant_id, number)
)
-- statement
CREATE INDEX audit_entries_entity ON audit_entries (tenant_id, entity, entity_id, number)
-- statement
CREATE INDEX audit_entries_actor ON audit_entries (tenant_id, actor, number)
-- statement
-- How many entries a chain has and how it ends, so that a missing end is seen.
CREATE TABLE audit_heads (
    tenant_id TEXT PRIMARY KEY,
    entries INTEGER NOT NULL,
    hash BLOB NOT NULL
) WITHOUT ROWID
-- statement
CREATE TRIGGER audit_entries_keep BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'audit entries are append-only');
END
-- statement
CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'audit entries are append-only');
END
-- statement
CREATE TRIGGER audit_heads_grow BEFORE UPDATE ON audit_heads
WHEN NEW.tenant_id <> OLD.tenant_id OR NEW.entries < OLD.entries
BEGIN
    SELECT RAISE(ABORT, 'an audit chain only grows');
END
-- statement
CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads
BEGIN
    SELECT RAISE(ABORT, 'an audit chain only grows');
END
