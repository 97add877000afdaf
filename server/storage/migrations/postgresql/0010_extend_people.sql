-- SPDX-License-Identifier: GPL-3.0-or-later
ALTER TABLE users DROP CONSTRAINT users_role_known
-- statement
ALTER TABLE users ADD CONSTRAINT users_role_known CHECK (role IN ('superadmin', 'admin', 'manager', 'staff'))
-- statement
-- There from the beginning of its set-up; counts from totp_confirmed_at. totp_step: the newest step whose code was used.
ALTER TABLE users
    ADD COLUMN email TEXT NOT NULL DEFAULT '',
    ADD COLUMN must_change_password BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN totp_secret BYTEA,
    ADD COLUMN totp_confirmed_at BIGINT,
    ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN pin_hash TEXT NOT NULL DEFAULT '',
    ADD COLUMN pin_failures BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN last_sign_in_at BIGINT,
    ADD COLUMN invited_at BIGINT
-- statement
-- device_id: the paired desk, empty elsewhere. method: password, pin, ticket, setup, openid.
ALTER TABLE sessions
    ADD COLUMN device_id TEXT NOT NULL DEFAULT '',
    ADD COLUMN address TEXT NOT NULL DEFAULT '',
    ADD COLUMN agent TEXT NOT NULL DEFAULT '',
    ADD COLUMN method TEXT NOT NULL DEFAULT 'password'
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
    code_hash BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    tries BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT user_tickets_lookup_unique UNIQUE (tenant_id, lookup),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
)
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
    secret_hash BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    expires_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
)
-- statement
CREATE UNIQUE INDEX api_keys_name_unique ON api_keys (tenant_id, name) WHERE revoked_at IS NULL
-- statement
-- A sign-in writes to users too, and is nothing that other services keep in memory.
DROP TRIGGER users_access_changed ON users
-- statement
CREATE TRIGGER users_access_changed AFTER UPDATE OF role, is_active, username, display_name, must_change_password OR DELETE ON users
    FOR EACH STATEMENT EXECUTE FUNCTION note_access_change()
-- statement
CREATE TRIGGER api_keys_access_changed AFTER INSERT OR UPDATE OF revoked_at OR DELETE ON api_keys
    FOR EACH STATEMENT EXECUTE FUNCTION note_access_change()
