-- SPDX-License-Identifier: GPL-3.0-or-later
-- `languages` is a JSON array of language tags, the first is the house's own. `profile` is what the house is like; `version` counts its
-- changes, 1 for a property nobody has changed.
ALTER TABLE tenants ADD COLUMN plan TEXT NOT NULL DEFAULT 'standard'
-- statement
ALTER TABLE tenants ADD COLUMN status TEXT NOT NULL DEFAULT 'active' CONSTRAINT tenants_status_known CHECK (status IN ('active', 'suspended'))
-- statement
ALTER TABLE tenants ADD COLUMN languages TEXT NOT NULL DEFAULT '[]'
-- statement
ALTER TABLE tenants ADD COLUMN profile TEXT NOT NULL DEFAULT '{}'
-- statement
ALTER TABLE tenants ADD COLUMN version INTEGER NOT NULL DEFAULT 1
-- statement
-- What a property was like from each version on. `state` holds no secrets; `changed` names the fields with what was before and after.
CREATE TABLE tenant_versions (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    state TEXT NOT NULL,
    changed TEXT NOT NULL,
    PRIMARY KEY (tenant_id, version)
) WITHOUT ROWID
-- statement
-- What was invented to show the program, row by row. `load_id` is one run of `demo load`, or "confirmed" for what a person has said is a test.
CREATE TABLE demo_rows (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    entity TEXT NOT NULL CONSTRAINT demo_rows_entity_known CHECK (entity IN ('tenant', 'guest', 'call', 'order')),
    entity_id TEXT NOT NULL,
    load_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, entity, entity_id)
) WITHOUT ROWID
