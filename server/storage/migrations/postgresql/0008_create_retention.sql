-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far a property's feed has been pruned: changes up to `seq` are gone, and a reader that needs them starts anew.
CREATE TABLE changes_floors (
    tenant_id TEXT PRIMARY KEY REFERENCES tenants (id),
    seq BIGINT NOT NULL,
    pruned_at BIGINT NOT NULL
)
-- statement
-- Guests whose data must be kept whatever its age.
CREATE TABLE legal_holds (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    guest_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, guest_id)
)
-- statement
-- The ledger of erased guests. `phone_hash` is keyed. `subject` holds what is looked for while the erasure goes on, and is
-- empty afterwards; `progress` says how far it has come.
CREATE TABLE erasures (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    guest_id TEXT NOT NULL,
    phone_hash BYTEA NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    subject TEXT NOT NULL,
    progress TEXT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (tenant_id, guest_id)
)
