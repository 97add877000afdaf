#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one fault test with the time limit of the mode it runs in, and leaves nothing of it behind.

run.py --short 60 --long 1200 -- program arguments…
DESKBELL_FAULTS_LONG=1 chooses the long limit; DESKBELL_SLOW multiplies both. The exit code is the program's, 124 after the limit.
"""
import argparse
import os
import signal
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", type=float, required=True)
    parser.add_argument("--long", type=float, required=True)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    is_long = os.environ.get("DESKBELL_FAULTS_LONG") == "1"
    limit = (options.long if is_long else options.short) * float(os.environ.get("DESKBELL_SLOW", "1"))
    # A session of its own: what the test started is in there too.
    process = subprocess.Popen(options.command, start_new_session=True, env={**os.environ, "PYTHONFAULTHANDLER": "1"})

    def end(number, _):
        os.killpg(process.pid, signal.SIGKILL)
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        code = process.wait(limit)
    except subprocess.TimeoutExpired:
        print(f"run.py: not done after {limit:.0f} s ({'long' if is_long else 'short'} mode)", file=sys.stderr, flush=True)
        process.send_signal(signal.SIGABRT)  # Python prints where it stood
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            pass
        code = 124
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
