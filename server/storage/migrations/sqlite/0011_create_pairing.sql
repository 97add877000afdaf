-- SPDX-License-Identifier: GPL-3.0-or-later
-- Invites to pair a console. Of the secret only its SHA-256; `tries` counts wrong secrets that came while it was open.
-- An empty tenant_id: made before there was a property.
CREATE TABLE pairing_invites (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    secret_hash BLOB NOT NULL CONSTRAINT pairing_invites_secret UNIQUE,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    used_at INTEGER,
    CONSTRAINT pairing_invites_key PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID
-- statement
CREATE INDEX pairing_invites_by_expiry ON pairing_invites (expires_at)
-- statement
-- Consoles that were let in. Of the token only its SHA-256.
CREATE TABLE paired_devices (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL CONSTRAINT paired_devices_token UNIQUE,
    paired_at INTEGER NOT NULL,
    paired_by TEXT NOT NULL,
    last_seen_at INTEGER,
    last_address TEXT,
    CONSTRAINT paired_devices_key PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID
