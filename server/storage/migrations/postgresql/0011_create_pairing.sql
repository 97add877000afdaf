-- SPDX-License-Identifier: GPL-3.0-or-later
-- Invites to pair a console. Of the secret only its SHA-256; `tries` counts wrong secrets that came while it was open.
-- An empty tenant_id: made before there was a property.
CREATE TABLE pairing_invites (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    secret_hash BYTEA NOT NULL CONSTRAINT pairing_invites_secret UNIQUE,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    used_at BIGINT,
    CONSTRAINT pairing_invites_key PRIMARY KEY (tenant_id, id)
)
-- statement
CREATE INDEX pairing_invites_by_expiry ON pairing_invites (expires_at)
-- statement
-- Consoles that were let in. Of the token only its SHA-256.
CREATE TABLE paired_devices (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash BYTEA NOT NULL CONSTRAINT paired_devices_token UNIQUE,
    paired_at BIGINT NOT NULL,
    paired_by TEXT NOT NULL,
    last_seen_at BIGINT,
    last_address TEXT,
    CONSTRAINT paired_devices_key PRIMARY KEY (tenant_id, id)
)
-- statement
-- Services keep the devices in memory. Where one was seen is no change.
CREATE TRIGGER paired_devices_access_changed AFTER INSERT OR DELETE OR UPDATE OF token_hash, name ON paired_devices
    FOR EACH STATEMENT EXECUTE FUNCTION note_access_change()
