-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may do what only one service may do. `fence` grows with each new owner; times are the database's clock.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    fence INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID
-- statement
-- Grows when something has changed that services keep in memory: properties, hook sources, users, ended sessions.
-- One row. On PostgreSQL triggers do it; an SQLite database has one service, which knows what it does.
CREATE TABLE access_epoch (
    id INTEGER PRIMARY KEY CONSTRAINT access_epoch_one_row CHECK (id = 1),
    value INTEGER NOT NULL
)
-- statement
INSERT INTO access_epoch (id, value) VALUES (1, 0)
