#!/usr/bin/env python3
"""compile.py - what compiling costs: every method of a module's classes is compiled, and no code is kept

In:     a module (default java.base), all classes of which are loaded and linked, and none initialised
        (tests/verify/LinkAll.java); Out: bytes of bytecode, inlined ones each time, a second; bytes of code a
        byte of bytecode; the compiler's own memory; and whether each holds its limit
Keeps:  the time is the processor's, median over -n runs with -XX:+JitCompileLinked: of compiling alone,
        without linking and preparing. Figures need a quiet machine.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("MOKA_BUILD", ROOT / "build")).resolve()
JDK = Path("/usr/lib/jvm/java-17-openjdk-amd64")
LEAST_MB_A_SECOND, MOST_BYTES_A_BYTE, MOST_MEMORY_KB = 5.0, 10.0, 32 * 1024
SUMMARY = re.compile(r"(\d+) methods compiled, (\d+) bytes of bytecode to (\d+) of code in .*, "
                     r"in at most (\d+) KB")
SECONDS = re.compile(r"all linked methods took ([\d.]+) s of the processor")


def run(folder, module):
    """What -Xlog:jit says. Nothing is compiled because it is hot."""
    command = [BUILD / "moka", "-XX:+JitCompileLinked", "-Xlog:jit", "-XX:CompileThreshold=1000000000",
               "-XX:-UseOnStackReplacement", "-cp", folder, "LinkAll", f"jrt:{module}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: status {done.returncode}")
    return done.stdout


def judge(what, holds):
    print(f"{'holds' if holds else 'MISSED'} {what}")
    return holds


def measure(folder, module, runs):
    texts = [run(folder, module) for _ in range(runs)]
    seconds = statistics.median(float(SECONDS.search(text).group(1)) for text in texts)
    methods, bytecode, code, memory = map(int, SUMMARY.search(texts[0]).groups())
    print(f"{methods} methods, {bytecode} bytes of bytecode, {code} bytes of code, {seconds:.3f} s")
    speed = bytecode / seconds / 1e6
    return all([
        judge(f"{speed:.1f} MB of bytecode a second, at least {LEAST_MB_A_SECOND}",
              speed >= LEAST_MB_A_SECOND),
        judge(f"{code / bytecode:.1f} bytes of code a byte, at most {MOST_BYTES_A_BYTE}",
              code / bytecode <= MOST_BYTES_A_BYTE),
        judge(f"{memory} KB of its own, at most {MOST_MEMORY_KB}", memory <= MOST_MEMORY_KB),
    ])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("module", nargs="?", default="java.base")
    parser.add_argument("-n", type=int, default=5, help="runs (default 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([JDK / "bin/javac", "-d", folder, ROOT / "tests/verify/LinkAll.java"], check=True)
        sys.exit(0 if measure(folder, options.module, options.n) else 1)


if __name__ == "__main__":
    main()
