-- SPDX-License-Identifier: GPL-3.0-or-later
-- Times are milliseconds since the epoch, UTC. Ids are UUIDv7 text.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID
-- statement
CREATE TABLE tenants (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT tenants_slug_unique UNIQUE,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL
) WITHOUT ROWID
-- statement
CREATE TABLE tenant_seq (
    tenant_id TEXT PRIMARY KEY REFERENCES tenants (id),
    seq INTEGER NOT NULL
) WITHOUT ROWID
-- statement
-- Not WITHOUT ROWID: rows of that kind keep at most a quarter of a page in place, and bodies are longer.
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
)
-- statement
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
-- statement
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
-- statement
CREATE INDEX sessions_previous_refresh_hash ON sessions (previous_refresh_hash) WHERE previous_refresh_hash IS NOT NULL
-- statement
CREATE INDEX sessions_user ON sessions (tenant_id, user_id)
-- statement
CREATE TABLE hook_sources (
    id INTEGER PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    provider TEXT NOT NULL,
    token TEXT NOT NULL CONSTRAINT hook_sources_token_unique UNIQUE,
    secret TEXT NOT NULL,
    verification TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL,
    CONSTRAINT hook_sources_provider_unique UNIQUE (tenant_id, provider)
)
-- statement
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
