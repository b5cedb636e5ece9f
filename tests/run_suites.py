#!/usr/bin/env python3
"""run_suites.py - runs the executables of tests/suites in name order and adds up their closing lines

In:     $MOKA_BUILD (the build folder, default build); run_suites.py [--quick] [--coverage] [SUITE ...]
Out:    what each suite prints, which also goes to $MOKA_BUILD/tests/<suite>.log, with its seconds; all suites
        in one table; last line "N passed, N failed[, N skipped]"; exit code 1 on a failure
Keeps:  a suite that crashes, hangs, or ends without its closing line counts as a failure, and so does one
        that counts no failure and yet exits with one, and a run without a comparison
Tests:  tests/suites/16_failures
"""

import argparse
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "coverage"))
import report  # noqa: E402
from suite import BUILD, TESTS  # noqa: E402

# What a change should have passed before anything longer is asked: under three minutes on two cores.
QUICK = ("00_unit", "10_style", "16_failures", "20_opcodes", "60_bad_input", "65_verify")
CLOSING = re.compile(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?")
# No suite takes as long as this, whatever it is asked to do.
LIMIT = 2 * 3600


@dataclass
class Outcome:
    """What came of a suite, or of all of them."""
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.seconds += other.seconds

    def line(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def end_group(child):
    """The suite and whatever it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def copy_output(child, log, deadline):
    """Passes on what a suite prints until it ends; its last line, and whether the time was enough."""
    tail = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0, deadline - time.monotonic())):
                return tail, False
            data = os.read(child.stdout.fileno(), 65536)
            if not data:
                return tail, True
            for stream in (sys.stdout.buffer, log):
                stream.write(data)
                stream.flush()
            tail = (tail + data)[-4096:]


def run(suite, limit):
    """Runs one suite in a process group of its own."""
    log = BUILD / "tests" / f"{suite.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    try:
        child = subprocess.Popen([suite], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, start_new_session=True)
    except OSError as problem:
        print(f"FAIL {suite.name}: {problem}")
        return Outcome(failed=1)
    try:
        with open(log, "wb") as file:
            tail, ended = copy_output(child, file, start + limit)
    finally:
        end_group(child)
    code = child.wait()
    ending = f"exit code {code}" if code >= 0 else f"signal {-code}"
    return judge(suite.name, tail.decode(errors="replace"), ending if ended else f"no end after {limit:g} s",
                 time.monotonic() - start)


def judge(name, tail, ending, seconds):
    """What a suite's last line says, unless the way that it ended says otherwise."""
    closing = CLOSING.fullmatch(tail.rstrip("\n").rpartition("\n")[2])
    if not closing:
        print(f"FAIL {name} ended without its closing line ({ending})")
        return Outcome(failed=1, seconds=seconds)
    counts = Outcome(*(int(number or 0) for number in closing.groups()), seconds)
    if ending != "exit code 0" and counts.failed == 0:
        print(f"FAIL {name} counts no failure, but ended with {ending}")
        counts.failed = 1
    return counts


def chosen(options):
    suites = sorted(path for path in options.folder.iterdir() if path.is_file() and os.access(path, os.X_OK))
    names = options.names or (QUICK if options.quick else [suite.name for suite in suites])
    unknown = set(names) - {suite.name for suite in suites}
    if unknown:
        sys.exit(f"no suite named {', '.join(sorted(unknown))}\n0 passed, 1 failed")
    return [suite for suite in suites if suite.name in names]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("names", nargs="*", metavar="SUITE", help="only these")
    parser.add_argument("--quick", action="store_true", help=f"only {' '.join(QUICK)}")
    parser.add_argument("--coverage", action="store_true", help="then the lines that ran, by room")
    parser.add_argument("--folder", type=Path, default=TESTS / "suites", help="where the suites are")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds after which a suite hangs")
    return parser.parse_args()


def main():
    options, totals, table = parse_arguments(), Outcome(), []
    if options.coverage:
        report.forget()
    for suite in chosen(options):
        print(f"--- {suite.name}", flush=True)
        outcome = run(suite, options.limit)
        table.append(f"{outcome.seconds:8.1f} s  {suite.name:20} {outcome.line()}")
        totals.add(outcome)
        print(f"--- {suite.name}: {outcome.seconds:.1f} s", flush=True)
    print("\n".join(["--- seconds", *table, f"{totals.seconds:8.1f} s  in all"]))
    if options.coverage:
        print("--- lines that ran", *report.by_room(), sep="\n")
    if totals.passed + totals.failed == 0:
        print("FAIL nothing was compared")
        totals.failed = 1
    print(totals.line())
    return 1 if totals.failed else 0


if __name__ == "__main__":
    sys.exit(main())
