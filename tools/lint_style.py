#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the house that no compiler on the target checks.

Usage: lint_style.py [ROOT] [--list]. Prints "file:line: [rule] sentence" and exits 1 when it finds something.
A line is excused by a comment on it or on the line before: "lint: allow RULE, because …".
"""
import argparse
import bisect
import pathlib
import re
import sys

SOURCE_DIRS = ("app", "core", "ui", "server", "tests")
PRODUCT_DIRS = ("app", "core", "ui", "server")
SKIPPED = {"build", ".git", ".cache", "run-data", "__pycache__", ".venv"}
TEXT_SUFFIXES = {".cpp", ".h", ".py", ".sh", ".cmake", ".txt", ".sql", ".json", ".md", ".lua", ".toml", ".qss", ".in", ".service",
                 ".yml", ".yaml", ""}
SPDX_SUFFIXES = {".cpp", ".h", ".py", ".sh", ".cmake", ".sql", ".lua", ".qss"}
CPP_LINES, HEADER_LINES, FUNCTION_LINES = 500, 300, 60

UPWARD = {"core": ("app/", "ui/", "server/"), "ui": ("app/", "server/"), "server": ("app/", "ui/")}
GUI_HEADER = re.compile(
    r"#include <(Qt(Widgets|Gui|Charts|Svg|PrintSupport)/|QWidget|QApplication|QGuiApplication|QDialog|QMessageBox|QAction|QIcon|"
    r"QPixmap|QImage|QColor|QPainter|QFont|QMainWindow|QClipboard)")
NETWORK_OR_SQL_HEADER = re.compile(
    r"#include <(Qt(Network|Sql|WebSockets)/|QNetwork|QTcp|QUdp|QSsl|QHostAddress|QHttp|QWebSocket|QSql)")
BOOST_HEADER = re.compile(r"#include <boost/")
BOOST_ROOMS = ("server/http/", "server/ws/", "tests/")
SQL_TEXT = re.compile(
    r'"[^"\n]*\b(SELECT\s+[\w*,. ()]+\s+FROM|INSERT\s+(OR\s+\w+\s+)?INTO\s+\w+|UPDATE\s+\w+\s+SET|DELETE\s+FROM\s+\w+|'
    r"CREATE\s+(TABLE|INDEX|TRIGGER)|PRAGMA\s+\w+)")
SQL_ROOMS = ("server/storage/", "core/sql/", "core/store/", "tests/")
LAMBDA_OR_BRACE = re.compile(r"(?:[(,]\s*\[[^\]]*\]\s*(?:\(|\{|mutable|->))|\w*\s*\{")
MACHINE_PATH = re.compile(r"(?<![\w.~$}-])(?:/(?:home|root|Users|work)/\w|[A-Z]:\\\\?Users)")
REGISTRY = re.compile(r"\b(?:deb\.debian|archive\.ubuntu|registry\.npmjs|pypi|files\.pythonhosted|proxy\.golang|conan\.io|crates)\.(?:org|com|io)\b")

RULES = {
    "spdx": "the first lines need '// SPDX-License-Identifier: GPL-3.0-or-later'",
    "pragma-once": "a header needs #pragma once",
    "file-name": "file names are lower case",
    "file-length": f"a .cpp has at most {CPP_LINES} lines, a .h {HEADER_LINES}",
    "function-length": f"a function has at most {FUNCTION_LINES} lines",
    "connect-context": "connect() with a lambda needs a context object",
    "connect-string": "connect() by string",
    "machine-path": "a path of somebody's machine",
    "registry": "the host name of a package registry",
    "category": "a log line needs a logging category",
    "gui-header": "core and server have no GUI",
    "upward-include": "this layer must not know that one",
    "ui-source": "ui reads the store, never the network or the database",
    "boost-room": "Boost headers stay inside server/http and server/ws",
    "sql-room": "SQL text belongs to the storage",
    "tr-room": "texts for people are made in ui and app only",
    "todo": "no TODO without an issue",
    "await-temporary": "temporary lambda or aggregate inside co_await (GCC 12 frees it twice): name it first",
    "await-conditional": "co_await inside ?: (GCC 12 frees temporaries twice): use if and else",
    "coroutine-reference": "a coroutine takes its parameters by value",
    "coroutine-capture": "a lambda coroutine must not capture: pass state as parameters",
    "sender": "sender() hides who calls",
    "process-events": "processEvents() re-enters everything",
    "modal-exec": "a dialog is opened with open(), never exec()",
    "form-layout": "the QFormLayout of Qt 6.4 writes past its end when rows are hidden: use a QGridLayout",
    "sleep": "a test waits for what it expects, it does not sleep",
}


class Source:
    """One file: its text, the same without comments and strings' inside where asked, and line look-up."""

    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        self.top = self.path.split("/")[0]
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.split("\n")
        self.code = blank_comments(self.text)
        self._starts = [0] + [m.end() for m in re.finditer("\n", self.text)]

    def line_of(self, position):
        return bisect.bisect_right(self._starts, position)

    def excuses(self, line, rule):
        around = self.lines[max(0, line - 2):line]
        return any(f"lint: allow {rule}" in text for text in around)


def blank_comments(text):
    """The same text with comments replaced by spaces; strings stay, so that '//' inside them is no comment."""
    pattern = re.compile(r'R"(?P<d>[^(\s]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.S)

    def keep_or_blank(match):
        found = match.group()
        return re.sub(r"[^\n]", " ", found) if found.startswith("/") else found

    return pattern.sub(keep_or_blank, text)


def blank_strings(code):
    return re.sub(r'"(?:\\.|[^"\\\n])*"', lambda m: '"' + " " * (len(m.group()) - 2) + '"', code)


def awaited(code, start):
    """The text co_await applies to: up to the ';' or the parenthesis that ends it."""
    depth = 0
    for i in range(start, len(code)):
        depth += (code[i] in "([{") - (code[i] in ")]}")
        if depth < 0 or (depth == 0 and code[i] in ";,?"):
            return code[start:i]
    return code[start:]


def functions(lines):
    """(first line, length) of functions in our layout: the brace on a line of its own, at the same column as its end."""
    opened = {}
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() == "{" and indent in (0, 4):
            before = lines[number - 2] if number > 1 else ""
            head = before.strip()
            if head and not re.match(r"(class|struct|union|enum|namespace|extern)\b", head):
                opened[indent] = number
        elif line.strip() in ("}", "};") and indent in opened:
            start = opened.pop(indent)
            yield start, number - start - 1


def check_cpp(source):
    """Yields (position, rule) or (-line, rule) for C++ sources."""
    code, path, top = source.code, source.path, source.top
    bare = blank_strings(code)
    product = top in PRODUCT_DIRS
    if path.endswith(".h") and "#pragma once" not in code:
        yield -1, "pragma-once"
    if len(source.lines) - 1 > (HEADER_LINES if path.endswith(".h") else CPP_LINES):
        yield -(len(source.lines) - 1), "file-length"
    for start, length in functions(source.lines):
        if length > FUNCTION_LINES:
            yield -start, "function-length"
    for m in re.finditer(r"\bconnect\(\s*[^,;]+,\s*(?:&[\w:]+|q?Overload[^,;]*)\s*,\s*\[", bare):
        yield m.start(), "connect-context"
    for m in re.finditer(r"\b(SIGNAL|SLOT)\(", bare):
        yield m.start(), "connect-string"
    for m in re.finditer(r'#include "([^"]+)"', code):
        if any(m.group(1).startswith(up) for up in UPWARD.get(top, ())):
            yield m.start(), "upward-include"
    if top in ("core", "server"):
        yield from ((m.start(), "gui-header") for m in GUI_HEADER.finditer(code))
    if product:
        yield from ((m.start(), "form-layout") for m in re.finditer(r"\bnew QFormLayout\b|<QFormLayout>", code))
    if top == "ui":
        yield from ((m.start(), "ui-source") for m in NETWORK_OR_SQL_HEADER.finditer(code))
    if not path.startswith(BOOST_ROOMS):
        yield from ((m.start(), "boost-room") for m in BOOST_HEADER.finditer(code))
    if not path.startswith(SQL_ROOMS):
        yield from ((m.start(), "sql-room") for m in SQL_TEXT.finditer(code))
    if top not in ("ui", "app", "tests"):
        yield from ((m.start(), "tr-room") for m in re.finditer(r"(?<![\w:.>])tr\(|\btranslate\(\s*\"", bare))
    if product:
        yield from ((m.start(), "category") for m in re.finditer(r"\bq(Debug|Info|Warning|Critical)\(\s*(\)|\")", bare))
        yield from ((m.start(), "sender") for m in re.finditer(r"(?<![\w.>:])(?:QObject::)?sender\(\)", bare))
        yield from ((m.start(), "process-events") for m in re.finditer(r"\bprocessEvents\(", bare))
        yield from ((m.start(), "modal-exec") for m in re.finditer(r"\b\w*([dD]ialog|[bB]ox|[mM]enu)\w*(\.|->)exec\(", bare))
    if path.startswith(("tests/unit/", "tests/gui/")):
        yield from ((m.start(), "sleep") for m in re.finditer(r"\b(qSleep|msleep|usleep|sleep_for)\(|\bQThread::sleep\(", bare))
    yield from check_coroutines(bare)


def check_coroutines(code):
    for m in re.finditer(r"\bco_await\b", code):
        if LAMBDA_OR_BRACE.search(awaited(code, m.end())):
            yield m.start(), "await-temporary"
    for m in re.finditer(r"[^;{}]*\?[^;{}]*\bco_await\b[^;]*;|\bco_await\b[^;{}]*\?[^;:]*:[^;]*;", code):
        yield m.end() - 1, "await-conditional"
    for m in re.finditer(r"QCoro::Task<[^;{}]*?>\s+[\w:]+\(([^;{}]*?)\)", code):
        if "&" in m.group(1):
            yield m.start(), "coroutine-reference"
    for m in re.finditer(r"\[[^\]]+\]\s*(?:\([^)]*\))?\s*(?:mutable\s*)?->\s*QCoro::(?:Lazy)?Task", code):
        yield m.start(), "coroutine-capture"


def check_text(source):
    """What holds for every text file."""
    path = source.path
    name = path.rsplit("/", 1)[-1]
    suffix = pathlib.PurePosixPath(path).suffix
    is_script = suffix == "" and source.text.startswith("#!")
    if suffix in SPDX_SUFFIXES or is_script or name == "CMakeLists.txt":
        if not any("SPDX-License-Identifier: GPL-3.0-or-later" in line for line in source.lines[:4]):
            yield -1, "spdx"
    if suffix in (".cpp", ".h", ".py", ".sql", ".ui", ".qss") and name != name.lower():
        yield -1, "file-name"
    for m in MACHINE_PATH.finditer(source.text):
        yield m.start(), "machine-path"
    for m in REGISTRY.finditer(source.text):
        yield m.start(), "registry"
    if suffix in (".cpp", ".h", ".py", ".sh", ".sql", ".cmake") or is_script:
        for m in re.finditer(r"(?://|#|--|/\*).*\b(TODO|FIXME|XXX)\b(?!.*\bissue\b)", source.text):
            yield m.start(1), "todo"


def files(root):
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if SKIPPED.intersection(relative.parts) or not path.is_file() or path.is_symlink():
            continue
        if path.suffix in TEXT_SUFFIXES and path.name != "LICENSE":
            yield path


def findings(root):
    found = []
    for path in files(root):
        try:
            source = Source(root, path)
        except UnicodeDecodeError:
            continue
        checks = list(check_text(source))
        if path.suffix in (".cpp", ".h") and source.top in SOURCE_DIRS:
            checks += check_cpp(source)
        # The lint's own table and tests name what they forbid.
        own = source.path in ("tools/lint_style.py", "tests/style/test_lint_style.py")
        for position, rule in checks:
            line = -position if position < 0 else source.line_of(position)
            if not own and not source.excuses(line, rule):
                found.append((source.path, line, rule))
    return sorted(set(found))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", default=pathlib.Path(__file__).resolve().parent.parent, type=pathlib.Path)
    parser.add_argument("--list", action="store_true", help="name the rules and end")
    options = parser.parse_args()
    if options.list:
        print("\n".join(f"{rule}: {sentence}" for rule, sentence in RULES.items()))
        return 0
    found = findings(options.root.resolve())
    for path, line, rule in found:
        print(f"{path}:{line}: [{rule}] {RULES[rule]}")
    print(f"style lint: {len(found)} findings" if found else "style lint: clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
