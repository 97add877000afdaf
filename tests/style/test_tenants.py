#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every property's data is asked for by property (RELIABILITY threats 1 and 2).

Reads the migrations and the repositories: a table holds tenant_id in its key, a repository takes a TenantContext, and a statement on such
a table names tenant_id. What is of the whole service is listed with its reason in server/storage/servicewide.json, and nowhere else.
"""
import json
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
STORAGE = ROOT / "server" / "storage"
LITERAL = r'"(?:[^"\\]|\\.)*"'
CONSTANT = re.compile(rf"const auto (\w+)\s*=\s*(?:QString\()?\s*QStringLiteral\(\s*((?:{LITERAL}\s*)+)\)")
SQL = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)")


def tables_of(migrations):
    """{table: its definition}, as they are after all of them."""
    tables = {}
    for file in sorted(migrations.glob("*.sql")):
        for statement in file.read_text().split("-- statement\n"):
            statement = re.sub(r"(?m)^\s*--.*$", "", statement).strip()
            if match := re.match(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)\s*\((.*)\)", statement, re.S):
                tables[match[1]] = match[2]
            elif match := re.match(r"DROP TABLE (\w+)", statement):
                tables.pop(match[1])
            elif match := re.match(r"ALTER TABLE (\w+) RENAME TO (\w+)", statement):
                tables[match[2]] = tables.pop(match[1])
            elif match := re.match(r"ALTER TABLE (\w+) ADD COLUMN (.*)", statement, re.S):
                tables[match[1]] += ",\n    " + match[2]
    return tables


def has_tenant(definition):
    return re.search(r"\btenant_id TEXT\b", definition) is not None


def begins_with_tenant(definition):
    """The primary key is made of the property and something else, or is the property."""
    return re.search(r"PRIMARY KEY \(tenant_id\b|tenant_id TEXT PRIMARY KEY", definition) is not None


def statements_of(text):
    """(name, SQL) of the constants of a repository."""
    for match in CONSTANT.finditer(text):
        yield match[1], "".join(literal[1:-1] for literal in re.findall(LITERAL, match[2]))


def foreign_statements(text, tenant_tables):
    """Names of statements on tables of properties that do not say which property."""
    for name, sql in statements_of(text):
        touched = set(SQL.findall(sql)) & tenant_tables
        if touched and "tenant_id" not in sql:
            yield name


def classes_of(header):
    """(class, whether all its constructors take a TenantContext) of the repositories in a header."""
    for match in re.finditer(r"class (\w+(?:Repository|Claims)) final\s*\{(.*?)^\};", header, re.S | re.M):
        constructors = re.findall(rf"\b{match[1]}\(([^)]*sql::Connection[^)]*)\)", match[2])
        yield match[1], bool(constructors) and all("TenantContext" in parameters for parameters in constructors)


def scopes_of(header):
    """(class, scope) of the repositories in a header: what PostgreSQL's row security lets their statements see."""
    for match in re.finditer(r"class (\w+(?:Repository|Claims)) final\s*\{(.*?)^\};", header, re.S | re.M):
        scope = re.search(r"m_db\(db, sql::RowScope::(\w+)\(", match[2])
        yield match[1], scope[1] if scope else None


class TenantsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.listed = json.loads((STORAGE / "servicewide.json").read_text())
        cls.tables = tables_of(STORAGE / "migrations" / "sqlite")
        cls.tenant_tables = {name for name, definition in cls.tables.items() if has_tenant(definition)}

    def agree(self, found, listed, what):
        """What is found is listed with a reason, and nothing is listed that is no more."""
        self.assertEqual(sorted(found - set(listed)), [], f"{what}: not listed in servicewide.json")
        self.assertEqual(sorted(set(listed) - found), [], f"{what}: listed, and not so")
        for name, reason in listed.items():
            self.assertGreater(len(reason.split()), 3, f"{what} {name}: say why")

    def test_tables_hold_the_property(self):
        self.agree(set(self.tables) - self.tenant_tables, self.listed["tables"], "table without tenant_id")
        self.agree({name for name in self.tenant_tables if not begins_with_tenant(self.tables[name])}, self.listed["keys"],
                   "table whose key does not begin with tenant_id")

    def test_both_back_ends_agree(self):
        other = tables_of(STORAGE / "migrations" / "postgresql")
        self.assertEqual({name for name, definition in other.items() if has_tenant(definition)}, self.tenant_tables)

    def test_repositories_take_a_context(self):
        found = set()
        for header in sorted(STORAGE.glob("*.h")):
            found |= {name for name, takes in classes_of(header.read_text()) if not takes}
        self.agree(found, self.listed["repositories"], "repository without a TenantContext")

    def test_repositories_see_what_they_may(self):
        for header in sorted(STORAGE.glob("*.h")):
            source = header.with_suffix(".cpp")
            for name, scope in scopes_of(header.read_text()):
                allowed = {"everybody", "unguarded"} if name in self.listed["repositories"] else {"of"}
                self.assertIn(scope, allowed, f"{name}: docs/adr/0021")
                touched = set(SQL.findall(source.read_text())) & self.tenant_tables
                self.assertFalse(scope == "unguarded" and touched, f"{name} is unguarded and touches {touched}")

    def test_statements_name_the_property(self):
        found = set()
        for source in sorted(STORAGE.glob("*.cpp")):
            found |= {f"{source.name}:{name}" for name in foreign_statements(source.read_text(), self.tenant_tables)}
        self.agree(found, self.listed["statements"], "statement without tenant_id")

    def test_raw_connections_stay_inside(self):
        for source in [*(ROOT / "server").rglob("*.cpp"), *(ROOT / "server").rglob("*.h")]:
            self.assertIsNone(re.search(r"\bQSql(?:Database|Query|Driver)\b", source.read_text()), source)

    def test_this_test_can_fail(self):
        bad = 'const auto Leak = QStringLiteral("SELECT id FROM calls "\n    "WHERE id = ?");\nconst auto Good = QStringLiteral("SELECT id FROM calls WHERE tenant_id = ?");'
        self.assertEqual(list(foreign_statements(bad, self.tenant_tables)), ["Leak"])
        header = "class LeakRepository final\n{\npublic:\n    explicit LeakRepository(sql::Connection &db) : m_db(db) {}\n};\n"
        self.assertEqual(list(classes_of(header)), [("LeakRepository", False)])
        self.assertEqual(list(scopes_of(header)), [("LeakRepository", None)])
        self.assertFalse(begins_with_tenant("id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL"))
        self.assertGreater(len(self.tenant_tables), 15)


if __name__ == "__main__":
    unittest.main()
