# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills the database of a stopped service with many rows, fast: real rows, made by the service, are multiplied inside SQLite.

Whatever columns a later schema adds keep the value of the row that is multiplied, so this needs no change with each migration."""
import contextlib
import sqlite3

BATCH = 200_000


def uuid_of(prefix, number="n"):
    """SQL for a UUID that grows with `number`."""
    return f"printf('{prefix}-%04x-7000-8000-%012x', ({number}) / 281474976710656, ({number}) % 281474976710656)"


@contextlib.contextmanager
def opened(path):
    """A connection that trades safety for speed: the service is not running, and a failed bench is thrown away."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-200000", "wal_autocheckpoint=20000"):
            db.execute(f"PRAGMA {pragma}")
        yield db
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()


def multiply(db, table, count, changed, where="1", first=1):
    """Copies one row of `table` `count` times. `changed`: column -> SQL over `n`, which runs from `first`; None leaves a column to SQLite."""
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    taken = [column for column in columns if changed.get(column, "") is not None]
    values = ", ".join(changed.get(column) or f"template.{column}" for column in taken)
    for start in range(first, first + count, BATCH):
        end = min(start + BATCH, first + count)
        db.execute(f"WITH RECURSIVE numbers(n) AS (SELECT {start} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {end}), "
                   f"template AS MATERIALIZED (SELECT * FROM {table} WHERE {where} LIMIT 1) "
                   f"INSERT INTO {table} ({', '.join(taken)}) SELECT {values} FROM numbers, template")


def head(db):
    """(tenant, last seq, milliseconds of the last change) of the only property."""
    return db.execute("SELECT tenant_id, MAX(seq), MAX(at) FROM changes GROUP BY tenant_id ORDER BY COUNT(*) DESC").fetchone()


def calls(db, count):
    """So many ended calls before those that are there."""
    oldest = db.execute("SELECT MIN(sort_at) FROM calls").fetchone()[0]
    multiply(db, "calls", count, {"id": uuid_of("01800000"), "provider_call_id": "printf('seed-%d', n)", "state": "'ended'",
                                  "first_event_at": f"{oldest} - n * 1000", "sort_at": f"{oldest} - n * 1000"})


def messages(db, count, body_bytes=None, lines_per_call=100):
    """So many provider messages as they are kept: a row of the inbox, a line of a call, a change of the feed."""
    tenant, seq, _ = head(db)
    body = {} if body_bytes is None else {"body": f"CAST(printf('%.*c', {body_bytes}, 'x') AS BLOB)"}
    multiply(db, "calls", count // lines_per_call + 1, {"id": uuid_of("01810000"), "provider_call_id": "printf('line-seed-%d', n)", "state": "'ended'"})
    multiply(db, "inbox", count, {"id": None, "ext_id": "printf('%011x-%032x', n, n * 2654435761 % 4294967296)", **body})
    multiply(db, "transcript_lines", count, {"row_id": None, "id": uuid_of("01820000"), "source_key": "printf('seed-%d', n)",
                                             "call_id": uuid_of("01810000", f"1 + n / {lines_per_call}")})
    multiply(db, "changes", count, {"id": None, "seq": f"{seq} + n", "entity_id": uuid_of("01820000")}, "entity = 'transcript_line'")
    db.execute("UPDATE tenant_seq SET seq = ? WHERE tenant_id = ?", (seq + count, tenant))
