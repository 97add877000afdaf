-- SPDX-License-Identifier: GPL-3.0-or-later
-- One row: whose wishes these are, and the last number given to one of them.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY CONSTRAINT outbox_single CHECK (id = 1),
    owner TEXT NOT NULL,
    device_id TEXT NOT NULL,
    last_seq INTEGER NOT NULL
)
-- statement
-- Wishes that wait for the server and refused ones that wait for the person, in the order of device_seq.
-- checksum: SHA-256 over the number and the body, so that a torn or altered row is never sent (RELIABILITY rule 86).
CREATE TABLE pending_commands (
    device_seq INTEGER PRIMARY KEY,
    cmd_id TEXT NOT NULL,
    body TEXT NOT NULL,
    checksum BLOB NOT NULL,
    CONSTRAINT pending_commands_cmd_unique UNIQUE (cmd_id)
)
