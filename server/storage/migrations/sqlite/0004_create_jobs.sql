-- SPDX-License-Identifier: GPL-3.0-or-later
-- Work that follows from what was stored (RELIABILITY rules 38 to 56). `row_id` is the order of arrival, which groups keep.
-- `rank` = run_at + 5 minutes for each level of priority: a waiting job gains one level in 5 minutes without being touched.
-- `is_blocked`: another job of the group comes first. tenant_id '' is work of the whole service.
CREATE TABLE jobs (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT jobs_id_unique UNIQUE,
    tenant_id TEXT NOT NULL,
    queue TEXT NOT NULL,
    kind TEXT NOT NULL,
    effect_class TEXT NOT NULL CONSTRAINT jobs_effect_class_known CHECK (effect_class IN ('A', 'B', 'C')),
    args TEXT NOT NULL,
    subject TEXT NOT NULL,
    priority INTEGER NOT NULL CONSTRAINT jobs_priority_known CHECK (priority BETWEEN 0 AND 9),
    state TEXT NOT NULL CONSTRAINT jobs_state_known CHECK (state IN
        ('available', 'scheduled', 'running', 'sending', 'unknown', 'review', 'done', 'dead', 'cancelled', 'expired')),
    rank INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    expires_at INTEGER,
    attempt INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    owner TEXT,
    lease_until INTEGER,
    unique_key TEXT,
    group_key TEXT,
    is_blocked INTEGER NOT NULL,
    crash_count INTEGER NOT NULL,
    first_crash_at INTEGER,
    last_crash_at INTEGER,
    lookups INTEGER NOT NULL,
    intent TEXT,
    last_error TEXT NOT NULL,
    provider_ref TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER,
    version INTEGER NOT NULL
)
-- statement
-- The next job of each property in a queue.
CREATE INDEX jobs_claim ON jobs (queue, tenant_id, rank, row_id) WHERE state = 'available' AND is_blocked = 0
-- statement
CREATE INDEX jobs_claim_urgent ON jobs (queue, tenant_id, rank, row_id) WHERE state = 'available' AND is_blocked = 0 AND priority <= 1
-- statement
CREATE INDEX jobs_due ON jobs (run_at) WHERE state = 'scheduled'
-- statement
CREATE INDEX jobs_look_up ON jobs (run_at) WHERE state = 'unknown'
-- statement
CREATE INDEX jobs_expiry ON jobs (expires_at) WHERE state IN ('available', 'scheduled') AND expires_at IS NOT NULL
-- statement
CREATE INDEX jobs_owned ON jobs (lease_until) WHERE owner IS NOT NULL
-- statement
CREATE UNIQUE INDEX jobs_live_unique_key ON jobs (tenant_id, unique_key)
    WHERE unique_key IS NOT NULL AND state IN ('available', 'scheduled', 'running', 'sending', 'unknown')
-- statement
CREATE INDEX jobs_unique_key ON jobs (tenant_id, unique_key, finished_at) WHERE unique_key IS NOT NULL
-- statement
CREATE INDEX jobs_group ON jobs (tenant_id, group_key, row_id)
    WHERE group_key IS NOT NULL AND state NOT IN ('done', 'cancelled', 'expired')
-- statement
CREATE INDEX jobs_open ON jobs (tenant_id, queue, state, run_at) WHERE state NOT IN ('done', 'cancelled')
-- statement
CREATE INDEX jobs_waiting ON jobs (queue) WHERE state IN ('available', 'scheduled')
-- statement
CREATE INDEX jobs_created_at ON jobs (tenant_id, created_at, id)
-- statement
CREATE INDEX jobs_attention ON jobs (tenant_id, created_at, id) WHERE state IN ('unknown', 'review', 'dead', 'expired')
-- statement
CREATE INDEX jobs_finished_at ON jobs (finished_at) WHERE finished_at IS NOT NULL
-- statement
-- What is left of done jobs after 7 days.
CREATE TABLE job_counts (
    tenant_id TEXT NOT NULL,
    queue TEXT NOT NULL,
    kind TEXT NOT NULL,
    day INTEGER NOT NULL,
    done INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, queue, kind, day)
) WITHOUT ROWID
