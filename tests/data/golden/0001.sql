-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database of schema 1; see README.md.
BEGIN TRANSACTION;
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    op TEXT NOT NULL CONSTRAINT changes_op_known CHECK (op IN ('upsert', 'delete')),
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    body BLOB NOT NULL,
    CONSTRAINT changes_seq_unique UNIQUE (tenant_id, seq)
);
CREATE TABLE hook_sources (
    id INTEGER PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    provider TEXT NOT NULL,
    token TEXT NOT NULL CONSTRAINT hook_sources_token_unique UNIQUE,
    secret TEXT NOT NULL,
    verification TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL,
    CONSTRAINT hook_sources_provider_unique UNIQUE (tenant_id, provider)
);
INSERT INTO "hook_sources" VALUES(1,'01a212fd-a0c4-75b3-96e6-990a710f2b04','vapi','golden-token-1','golden-secret-1','{}',1795614941380);
CREATE TABLE idempotency (
    tenant_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    response TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, user_id, key)
) WITHOUT ROWID
;
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID
;
INSERT INTO "meta" VALUES('lineage_id','00000000000000000000000000000001');
CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
INSERT INTO "schema_version" VALUES(1,'0001_create_tenants.sql','2026-11-25 00:00:00');
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    refresh_hash BLOB NOT NULL CONSTRAINT sessions_refresh_hash_unique UNIQUE,
    previous_refresh_hash BLOB,
    rotated_at INTEGER,
    successor TEXT,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    revoked_reason TEXT,
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
) WITHOUT ROWID
;
INSERT INTO "sessions" VALUES('01a212fe-0348-7de2-9f6f-1f0729eecf3f','01a212fd-a0c4-75b3-96e6-990a710f2b04','01a212fd-a433-7df3-a6dc-401fb9178e77',X'00',NULL,NULL,NULL,1795614966600,1795614966600,1798206966600,NULL,NULL);
CREATE TABLE tenant_seq (
    tenant_id TEXT PRIMARY KEY REFERENCES tenants (id),
    seq INTEGER NOT NULL
) WITHOUT ROWID
;
CREATE TABLE tenants (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT tenants_slug_unique UNIQUE,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL
) WITHOUT ROWID
;
INSERT INTO "tenants" VALUES('01a212fd-a0c4-75b3-96e6-990a710f2b04','seaside','Hotel Seaside','Europe/Berlin','USD','{}',1795614941380);
CREATE TABLE users (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    username TEXT NOT NULL COLLATE NOCASE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL CONSTRAINT users_role_known CHECK (role IN ('admin', 'manager', 'staff')),
    password_hash TEXT NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    password_changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT users_username_unique UNIQUE (tenant_id, username)
) WITHOUT ROWID
;
INSERT INTO "users" VALUES('01a212fd-a0c4-75b3-96e6-990a710f2b04','01a212fd-a433-7df3-a6dc-401fb9178e77','ann','ann','manager','x',1,1795614942259,1795614942259);
INSERT INTO "users" VALUES('01a212fd-a0c4-75b3-96e6-990a710f2b04','01a212fd-a7e1-7db2-b4b5-582c9acefd7d','bob','bob','manager','x',1,1795614943201,1795614943201);
CREATE INDEX sessions_previous_refresh_hash ON sessions (previous_refresh_hash) WHERE previous_refresh_hash IS NOT NULL
;
CREATE INDEX sessions_user ON sessions (tenant_id, user_id)
;
COMMIT;
