-- SPDX-License-Identifier: GPL-3.0-or-later
-- Token buckets. `amount` tokens come back in `per_ms`; `parts` are tokens in 1/per_ms, so that every millisecond brings a
-- whole number of them. `day` is the property's, for what was spent today.
CREATE TABLE rate_buckets (
    key TEXT PRIMARY KEY,
    amount BIGINT NOT NULL,
    per_ms BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    spent_today BIGINT NOT NULL,
    day TEXT NOT NULL
)
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
    is_manual BIGINT NOT NULL,
    since BIGINT NOT NULL,
    open_until BIGINT,
    open_for_ms BIGINT NOT NULL,
    waiting BIGINT NOT NULL,
    fires BIGINT NOT NULL,
    succeeded BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    timed_out BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    fallbacks BIGINT NOT NULL,
    latency_ms BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, provider, account, operation)
)
-- statement
-- Each time of a schedule runs once: whoever inserts its row runs it, in the same transaction.
CREATE TABLE cron_runs (
    schedule TEXT NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    due_at BIGINT NOT NULL,
    ran_at BIGINT NOT NULL,
    PRIMARY KEY (schedule, tenant_id, due_at)
)
-- statement
-- Since when a schedule exists for a property: nothing before that was missed.
CREATE TABLE cron_schedules (
    schedule TEXT NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (schedule, tenant_id)
)
