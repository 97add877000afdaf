-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE guests (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT,
    room TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT guests_phone_unique UNIQUE (tenant_id, phone)
) WITHOUT ROWID
-- statement
CREATE TABLE calls (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    provider TEXT NOT NULL,
    provider_call_id TEXT NOT NULL,
    status TEXT NOT NULL,
    direction TEXT NOT NULL,
    customer_number TEXT NOT NULL,
    guest_id TEXT,
    room TEXT NOT NULL,
    language TEXT NOT NULL,
    service_type TEXT NOT NULL,
    first_event_at INTEGER NOT NULL,
    sort_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    duration_seconds INTEGER,
    summary TEXT NOT NULL,
    outcome TEXT NOT NULL,
    ended_reason TEXT NOT NULL,
    cost_minor INTEGER,
    cost_currency TEXT,
    evidence TEXT NOT NULL DEFAULT '{}',
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT calls_provider_call_unique UNIQUE (tenant_id, provider, provider_call_id),
    FOREIGN KEY (tenant_id, guest_id) REFERENCES guests (tenant_id, id)
) WITHOUT ROWID
-- statement
CREATE INDEX calls_sort_at ON calls (tenant_id, sort_at, id)
-- statement
CREATE INDEX calls_live ON calls (tenant_id, id) WHERE status NOT IN ('ended', 'lost')
-- statement
-- Texts are appended; only the slim index is spread over the calls.
CREATE TABLE transcript_lines (
    row_id INTEGER PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    call_id TEXT NOT NULL,
    source TEXT NOT NULL CONSTRAINT transcript_lines_source_known CHECK (source IN ('live', 'conversation', 'report')),
    source_key TEXT NOT NULL,
    id TEXT NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    tone TEXT NOT NULL,
    at INTEGER NOT NULL,
    is_shown INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT transcript_lines_source_unique UNIQUE (call_id, source, source_key),
    FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
)
-- statement
CREATE TABLE orders (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    room TEXT NOT NULL,
    items TEXT NOT NULL,
    notes TEXT NOT NULL,
    status TEXT NOT NULL,
    department TEXT NOT NULL,
    due_at INTEGER,
    call_id TEXT,
    tool_call_id TEXT,
    created_by TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT orders_number_unique UNIQUE (tenant_id, number),
    CONSTRAINT orders_tool_call_unique UNIQUE (tenant_id, call_id, tool_call_id),
    FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
) WITHOUT ROWID
-- statement
CREATE INDEX orders_created_at ON orders (tenant_id, created_at, id)
-- statement
CREATE INDEX orders_open ON orders (tenant_id, id) WHERE status NOT IN ('done', 'cancelled')
-- statement
CREATE INDEX orders_call ON orders (tenant_id, call_id) WHERE call_id IS NOT NULL
-- statement
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES hook_sources (id),
    ext_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    type TEXT NOT NULL,
    object_key TEXT NOT NULL,
    headers TEXT NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL CONSTRAINT inbox_state_known CHECK (state IN ('applied', 'ignored', 'pending', 'dead')),
    attempts INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    answer BLOB,
    CONSTRAINT inbox_ext_id_unique UNIQUE (source_id, ext_id)
)
-- statement
CREATE INDEX inbox_pending ON inbox (id) WHERE state = 'pending'
