"""suite.py - what the suites written in Python share: counting, running, the places of things

Used by: tests/suites/*; In: $MOKA_BUILD (the build folder), $MOKA_REFERENCE (the java to compare with)
Keeps:   a suite's last line is "N passed, N failed[, N skipped]", and a suite without a comparison fails
"""

import difflib
import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
BUILD = Path(os.environ.get("MOKA_BUILD", ROOT / "build")).resolve()
MOKA = BUILD / "moka"
# Snapshots that tests leave are no user's: every process that a suite starts inherits it.
CACHE = BUILD / "tests" / "cache"
CACHE.mkdir(parents=True, exist_ok=True)
os.environ["XDG_CACHE_HOME"] = str(CACHE)
REFERENCE = Path(os.environ.get("MOKA_REFERENCE", "/usr/lib/jvm/java-17-openjdk-amd64/bin/java"))
JDK = REFERENCE.resolve().parent.parent


@functools.cache
def hotspot_version():
    text = (JDK / "release").read_text()
    return version_numbers(re.search(r'^JAVA_VERSION="([\d.]+)', text, re.M).group(1))


def version_numbers(text):
    """17.0.21.1 as (17, 0, 21, 1)."""
    return tuple(map(int, text.split(".")))


def hotspot_is_before(version):
    """HotSpot changes between updates, Moka behaves as the newest does. Where they differ, a case names the
    version from which HotSpot agrees: one before it must say what it said then, Moka what the newest says.
    """
    return hotspot_version() < version_numbers(version)

# What would make a launcher say or do more than its command line.
JAVA_VARIABLES = ("JAVA_HOME", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH",
                  "JDK_ALTERNATE_VM", "LD_LIBRARY_PATH")


class Result:
    """What a program did."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __eq__(self, other):
        return (self.code, self.out, self.err) == (other.code, other.out, other.err)

    def text(self):
        return f"exit code {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}\n"


def environment(**extra):
    env = {name: value for name, value in os.environ.items() if name not in JAVA_VARIABLES}
    return {**env, "LC_ALL": "C.UTF-8", **extra}


def run(command, cwd=None, stdin="", timeout=120, **options):
    """Runs a command; a timeout is an exit code of None."""
    options.setdefault("env", environment())
    try:
        done = subprocess.run([str(word) for word in command], cwd=cwd, input=stdin, capture_output=True,
                              text=True, errors="replace", timeout=timeout, check=False, **options)
    except subprocess.TimeoutExpired:
        return Result(None, "", f"no end after {timeout} s")
    return Result(done.returncode, done.stdout, done.stderr)


def scratch(name):
    """An empty folder of the suite's own, below the build folder."""
    folder = BUILD / "tests" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def javac(folder, *options, **sources):
    """Compiles sources given as Name="text" into the folder."""
    files = []
    for name, text in sources.items():
        files.append(folder / f"{name}.java")
        files[-1].write_text(text)
    done = run([JDK / "bin/javac", "-nowarn", *options, "-d", folder, *files])
    for file in files:
        file.unlink()
    if done.code != 0:
        sys.exit(f"javac: {done.text()}")


class Suite:
    """Counts cases and prints the closing line."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, name, good, detail=""):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {name}")
            if detail:
                print("    " + str(detail).strip().replace("\n", "\n    "))
        sys.stdout.flush()

    def skip(self, name, why):
        self.skipped += 1
        print(f"SKIP {name}: {why}")

    def same(self, name, expected, actual):
        """Two results must be equal; shows the difference otherwise."""
        lines = difflib.unified_diff(expected.text().split("\n"), actual.text().split("\n"), "expected",
                                     "moka", lineterm="", n=1)
        self.check(name, expected == actual, "\n".join(list(lines)[:40]))

    def finish(self):
        if self.passed + self.failed + self.skipped == 0:
            print("FAIL nothing was compared")
            self.failed = 1
        print(f"{self.passed} passed, {self.failed} failed"
              + (f", {self.skipped} skipped" if self.skipped else ""))
        return 1 if self.failed else 0
