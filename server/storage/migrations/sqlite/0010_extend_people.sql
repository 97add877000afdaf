-- SPDX-License-Identifier: GPL-3.0-or-later
-- A column can be dropped with its own check; a table that others refer to can not be rebuilt without switching references off.
ALTER TABLE users ADD COLUMN new_role TEXT NOT NULL DEFAULT 'staff'
    CONSTRAINT users_role_known CHECK (new_role IN ('superadmin', 'admin', 'manager', 'staff'))
-- statement
UPDATE users SET new_role = role
-- statement
ALTER TABLE users DROP COLUMN role
-- statement
ALTER TABLE users RENAME COLUMN new_role TO role
-- statement
ALTER TABLE users ADD COLUMN email TEXT NOT NULL DEFAULT ''
-- statement
ALTER TABLE users ADD COLUMN must_change_password INTEGER NOT NULL DEFAULT 0
-- statement
-- There from the beginning of its set-up; counts from totp_confirmed_at. totp_step: the newest step whose code was used.
ALTER TABLE users ADD COLUMN totp_secret BLOB
-- statement
ALTER TABLE users ADD COLUMN totp_confirmed_at INTEGER
-- statement
ALTER TABLE users ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0
-- statement
ALTER TABLE users ADD COLUMN pin_hash TEXT NOT NULL DEFAULT ''
-- statement
ALTER TABLE users ADD COLUMN pin_failures INTEGER NOT NULL DEFAULT 0
-- statement
ALTER TABLE users ADD COLUMN last_sign_in_at INTEGER
-- statement
ALTER TABLE users ADD COLUMN invited_at INTEGER
-- statement
-- device_id: the paired desk, empty elsewhere. method: password, pin, ticket, setup, openid.
ALTER TABLE sessions ADD COLUMN device_id TEXT NOT NULL DEFAULT ''
-- statement
ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT ''
-- statement
ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT ''
-- statement
ALTER TABLE sessions ADD COLUMN method TEXT NOT NULL DEFAULT 'password'
-- statement
CREATE INDEX sessions_device ON sessions (device_id, created_at) WHERE device_id <> ''
-- statement
-- Invites and password resets. `lookup` is the part of the code that finds the row; only a hash of the rest is kept.
CREATE TABLE user_tickets (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT user_tickets_kind_known CHECK (kind IN ('invite', 'reset')),
    lookup TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT user_tickets_lookup_unique UNIQUE (tenant_id, lookup),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
) WITHOUT ROWID
-- statement
CREATE INDEX user_tickets_user ON user_tickets (tenant_id, user_id)
-- statement
-- A key acts for the person who made it. `scopes` are names of permissions, separated by blanks.
CREATE TABLE api_keys (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    secret_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    expires_at INTEGER,
    revoked_at INTEGER,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
) WITHOUT ROWID
-- statement
CREATE UNIQUE INDEX api_keys_name_unique ON api_keys (tenant_id, name) WHERE revoked_at IS NULL
