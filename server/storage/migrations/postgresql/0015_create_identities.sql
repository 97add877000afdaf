-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who a person is at the company's own sign-in. A provider promises that (issuer, subject) never becomes another person; names and
-- e-mail addresses may.
CREATE TABLE identities (
    tenant_id TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, issuer, subject),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
)
-- statement
CREATE INDEX identities_user ON identities (tenant_id, user_id)
