#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the fuzz targets, two at a time, each over its corpus and then on for a while; a crash fails and its input is kept.

New inputs go to the build directory. `--merge` takes into tests/fuzz/corpus what reaches more than its seeds, smallest first.
"""
import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TARGETS = ("request", "codecs", "vapi", "generic", "signature", "url", "feedbatch", "config", "cards")
AT_ONCE = 2
MAX_KEPT = 50  # inputs of a target in the corpus, beside the seeds


def fuzz(binary, name, seconds, work):
    """The process' exit code, inputs a second and what it printed last."""
    found = work / name
    found.mkdir(parents=True, exist_ok=True)
    command = [str(binary), f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=8192", "-print_final_stats=1",
               "-use_value_profile=0", f"-artifact_prefix={work}/{name}-", str(found), str(HERE / "corpus" / name)]
    dictionary = HERE / f"{name}.dict"
    if dictionary.exists():
        command.append(f"-dict={dictionary}")
    environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1", "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=seconds + 120, env=environment)
    rate = next((line.split()[-1] for line in done.stdout.splitlines() if "average_exec_per_sec" in line), "?")
    return done.returncode, rate, "\n".join(done.stdout.splitlines()[-40:])


def merge(binary, name, work):
    """Adds to the seeds, which people wrote, the fewest inputs that reach what the old corpus and the new inputs reach."""
    kept = HERE / "corpus" / name
    seeds = sorted(kept.glob("seed-*"))
    with tempfile.TemporaryDirectory() as folder:
        for path in seeds:
            shutil.copy(path, folder)
        subprocess.run([str(binary), "-merge=1", "-max_len=2048", folder, str(kept), str(work / name)], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=600)
        best = sorted((path for path in pathlib.Path(folder).iterdir() if not path.name.startswith("seed-")), key=lambda path: path.stat().st_size)
        for path in kept.iterdir():
            if path not in seeds:
                path.unlink()
        for path in best[:MAX_KEPT]:
            shutil.copy(path, kept / path.name[:12])


def run(name, options, work):
    """Whether the target went through."""
    binary = options.bin / f"fuzz_{name}"
    began = time.monotonic()
    code, rate, tail = fuzz(binary, name, options.seconds, work)
    print(f"{name}: {'ok' if code == 0 else 'FAILED'}, {rate} inputs/s, {time.monotonic() - began:.0f} s" + ("" if code == 0 else f"\n{tail}"), flush=True)
    if code == 0 and options.merge:
        merge(binary, name, work)
    return code == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--merge", action="store_true")
    parser.add_argument("targets", nargs="*", default=TARGETS)
    options = parser.parse_args()
    if not all((options.bin / f"fuzz_{name}").exists() for name in options.targets):
        print("skipped: the fuzz targets are not built (preset fuzz, needs clang)")
        sys.exit(77)
    work = options.bin / "work"
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        passed = list(pool.map(lambda name: run(name, options, work), options.targets))
    failed = [name for name, is_good in zip(options.targets, passed) if not is_good]
    sys.exit(f"crashes in {', '.join(failed)}; the inputs are in {work}" if failed else 0)


if __name__ == "__main__":
    main()
