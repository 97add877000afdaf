#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs the programs of tests/peers/package-lock.json into a folder, once: `install.py [FOLDER]`, by default build/peers.

Ends with 0 when they are there, with 77 when node or npm is missing or npm can not reach its registry.
"""
import hashlib
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DEFAULT = HERE.parents[1] / "build" / "peers"
FILES = ("package.json", "package-lock.json", ".npmrc")
SECONDS = 240


def stamp():
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in FILES)).hexdigest()


def install(folder=DEFAULT):
    """Empty when the programs are there, otherwise why they are not."""
    done = folder / "installed"
    if done.exists() and done.read_text() == stamp():
        return ""
    for program in ("node", "npm"):
        if not shutil.which(program):
            return f"{program} is not installed"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copy(HERE / name, folder / name)
    try:
        ran = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, stdin=subprocess.DEVNULL,
                             capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"npm was not done within {SECONDS} s"
    if ran.returncode != 0:
        return f"npm ci failed: {ran.stderr.strip()[-300:]}"
    done.write_text(stamp())
    return ""


if __name__ == "__main__":
    why = install(pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else DEFAULT)
    if why:
        print(f"peers: {why}", file=sys.stderr)
        raise SystemExit(77)
