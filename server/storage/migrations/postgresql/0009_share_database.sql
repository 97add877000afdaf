-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may do what only one service may do. `fence` grows with each new owner; times are the database's clock.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    fence BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) WITH (fillfactor = 50)
-- statement
-- Grows when something has changed that services keep in memory: properties, hook sources, users, ended sessions.
-- One row. Triggers do it, so that no statement can forget the other services.
CREATE TABLE access_epoch (
    id BIGINT PRIMARY KEY CONSTRAINT access_epoch_one_row CHECK (id = 1),
    value BIGINT NOT NULL
) WITH (fillfactor = 50)
-- statement
INSERT INTO access_epoch (id, value) VALUES (1, 0)
-- statement
CREATE FUNCTION note_access_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE access_epoch SET value = value + 1;
    RETURN NULL;
END
$$
-- statement
CREATE TRIGGER tenants_access_changed AFTER INSERT OR UPDATE OR DELETE ON tenants
    FOR EACH STATEMENT EXECUTE FUNCTION note_access_change()
-- statement
CREATE TRIGGER hook_sources_access_changed AFTER INSERT OR UPDATE OR DELETE ON hook_sources
    FOR EACH STATEMENT EXECUTE FUNCTION note_access_change()
-- statement
CREATE TRIGGER users_access_changed AFTER UPDATE OR DELETE ON users
    FOR EACH STATEMENT EXECUTE FUNCTION note_access_change()
-- statement
-- A refresh is no change: whoever does not know the session looks it up.
CREATE TRIGGER sessions_access_changed AFTER UPDATE OF revoked_at ON sessions
    FOR EACH STATEMENT EXECUTE FUNCTION note_access_change()
