-- SPDX-License-Identifier: GPL-3.0-or-later
-- Token buckets. `amount` tokens come back in `per_ms`; `parts` are tokens in 1/per_ms, so that every millisecond brings a
-- whole number of them. `day` is the property's, for what was spent today.
CREATE TABLE rate_buckets (
    key TEXT PRIMARY KEY,
    amount INTEGER NOT NULL,
    per_ms INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    spent_today INTEGER NOT NULL,
    day TEXT NOT NULL
) WITHOUT ROWID
-- statement
CREATE INDEX rate_buckets_updated_at ON rate_buckets (updated_at)
-- statement
-- Whether a provider answers, per account and operation, and how it has done since the row was made.
CREATE TABLE breakers (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    operation TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT breakers_state_known CHECK (state IN ('closed', 'open', 'half_open')),
    reason TEXT NOT NULL,
    is_manual INTEGER NOT NULL,
    since INTEGER NOT NULL,
    open_until INTEGER,
    open_for_ms INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    fires INTEGER NOT NULL,
    succeeded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    timed_out INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    fallbacks INTEGER NOT NULL,
    latency_ms INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, provider, account, operation)
) WITHOUT ROWID
-- statement
-- Each time of a schedule runs once: whoever inserts its row runs it, in the same transaction.
CREATE TABLE cron_runs (
    schedule TEXT NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    due_at INTEGER NOT NULL,
    ran_at INTEGER NOT NULL,
    PRIMARY KEY (schedule, tenant_id, due_at)
) WITHOUT ROWID
-- statement
-- Since when a schedule exists for a property: nothing before that was missed.
CREATE TABLE cron_schedules (
    schedule TEXT NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    since INTEGER NOT NULL,
    PRIMARY KEY (schedule, tenant_id)
) WITHOUT ROWID
