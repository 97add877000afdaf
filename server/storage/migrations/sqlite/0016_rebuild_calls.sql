-- SPDX-License-Identifier: GPL-3.0-or-later
-- The call model of docs/adr/0023: states and reasons in our own words, who took part, what it cost by our prices beside what the
-- provider says.
DROP INDEX calls_live
-- statement
ALTER TABLE calls RENAME COLUMN status TO state
-- statement
ALTER TABLE calls RENAME COLUMN ended_reason TO end_reason
-- statement
ALTER TABLE calls RENAME COLUMN cost_minor TO provider_cost_minor
-- statement
ALTER TABLE calls RENAME COLUMN cost_currency TO provider_cost_currency
-- statement
ALTER TABLE calls ADD COLUMN cost_minor INTEGER
-- statement
ALTER TABLE calls ADD COLUMN cost_currency TEXT
-- statement
ALTER TABLE calls ADD COLUMN cost_lines TEXT NOT NULL DEFAULT '[]'
-- statement
ALTER TABLE calls ADD COLUMN parties TEXT NOT NULL DEFAULT '[]'
-- statement
ALTER TABLE calls ADD COLUMN recording_id TEXT NOT NULL DEFAULT ''
-- statement
UPDATE calls SET state = CASE WHEN state = 'in_progress' THEN 'live' WHEN state = 'forwarding' THEN 'transferring'
    WHEN state = 'ended' AND outcome IN ('incomplete', 'failed') THEN outcome ELSE state END
-- statement
-- The provider's own word stays in the evidence. server/hooks/vapi/vapireasons.cpp has the same list.
UPDATE calls SET end_reason = CASE WHEN end_reason = '' THEN ''
    WHEN end_reason LIKE '%busy%' THEN 'busy'
    WHEN end_reason LIKE '%did-not-answer%' THEN 'no_answer'
    WHEN end_reason LIKE '%voicemail%' THEN 'voicemail'
    WHEN end_reason LIKE '%customer-ended-call%' THEN 'guest_hung_up'
    WHEN end_reason LIKE '%forwarded-call%' THEN 'transferred'
    WHEN end_reason LIKE '%assistant-ended-call%' THEN 'assistant_ended'
    WHEN end_reason LIKE '%assistant-said%' THEN 'assistant_ended'
    WHEN end_reason LIKE '%silence-timed-out%' THEN 'silence'
    WHEN end_reason LIKE '%exceeded-max-duration%' THEN 'too_long'
    WHEN end_reason LIKE '%manually-canceled%' THEN 'staff_ended'
    WHEN end_reason LIKE '%assistant-request%' THEN 'our_error'
    WHEN end_reason LIKE '%assistant-not-%' THEN 'our_error'
    WHEN end_reason LIKE '%error%' THEN 'provider_error'
    WHEN end_reason LIKE '%failed%' THEN 'provider_error'
    WHEN end_reason LIKE '%not-found%' THEN 'provider_error'
    WHEN end_reason LIKE '%shutdown%' THEN 'provider_error'
    WHEN end_reason LIKE '%closed-websocket%' THEN 'provider_error'
    WHEN end_reason LIKE '%disconnected%' THEN 'provider_error'
    ELSE 'unknown' END
-- statement
CREATE INDEX calls_live ON calls (tenant_id, id) WHERE state NOT IN ('ended', 'incomplete', 'lost', 'failed')
-- statement
-- Readers whose place in the feed is before this upgrade are given the calls as they are told today.
UPDATE changes SET body = CAST(json_remove(json_set(CAST(body AS TEXT),
        '$.state', CASE CAST(body AS TEXT) ->> '$.status' WHEN 'in_progress' THEN 'live' WHEN 'forwarding' THEN 'transferring'
            WHEN 'ended' THEN CASE CAST(body AS TEXT) ->> '$.outcome' WHEN 'incomplete' THEN 'incomplete' WHEN 'failed' THEN 'failed' ELSE 'ended' END
            ELSE CAST(body AS TEXT) ->> '$.status' END,
        '$.end_reason', CASE WHEN CAST(body AS TEXT) ->> '$.ended_reason' IS NULL THEN NULL ELSE
            (SELECT c.end_reason FROM calls c WHERE c.tenant_id = changes.tenant_id AND c.id = changes.entity_id) END,
        '$.provider_cost', json(CAST(body AS TEXT) -> '$.cost'), '$.cost', NULL,
        '$.costs', json('[]'), '$.parties', json('[]'), '$.recording_id', NULL), '$.status', '$.ended_reason') AS BLOB)
    WHERE entity = 'call' AND op = 'upsert' AND json_valid(CAST(body AS TEXT)) AND CAST(body AS TEXT) ->> '$.status' IS NOT NULL
-- statement
ALTER TABLE transcript_lines ADD COLUMN start_ms INTEGER
-- statement
ALTER TABLE transcript_lines ADD COLUMN end_ms INTEGER
-- statement
ALTER TABLE transcript_lines ADD COLUMN confidence_permille INTEGER
-- statement
ALTER TABLE transcript_lines ADD COLUMN is_interrupted INTEGER NOT NULL DEFAULT 0
-- statement
-- What a desk must be told and see until somebody has: an emergency in a call, a limit that is passed. `subject` says what it is
-- about, so that it is told once.
CREATE TABLE alerts (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    call_id TEXT,
    details TEXT NOT NULL,
    at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    acknowledged_by TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT alerts_subject_unique UNIQUE (tenant_id, kind, subject)
) WITHOUT ROWID
-- statement
CREATE INDEX alerts_open ON alerts (tenant_id, id) WHERE acknowledged_at IS NULL
