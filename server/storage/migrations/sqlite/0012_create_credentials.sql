-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a property signs in to its providers with. `sealed` is a JSON object under the master key (server/secrets/sealer.h).
-- Two slots: while a provider is told the new one, both are kept.
CREATE TABLE credentials (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    provider TEXT NOT NULL,
    slot TEXT NOT NULL CONSTRAINT credentials_slot_known CHECK (slot IN ('active', 'next')),
    sealed BLOB NOT NULL,
    fields TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    tested_at INTEGER,
    test_ok INTEGER NOT NULL DEFAULT 0,
    test_detail TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, provider, slot)
) WITHOUT ROWID
