#!/usr/bin/env python3
"""classes.py - generated class files in every tier and on HotSpot, until two differ

In:     [--seed S] [--batches N] [--templates N] [--odd N] [--modes NAME,...]; classes/*.java; $MOKA_BUILD
Out:    the first difference, with the calls that make it; then counts
Keeps:  seed S means the classes of seeds S, S+1, ...: a program of classes/ writes them while it runs, the
        same on every VM. Templates has each instruction on operands from everywhere, OddCode what javac
        does not write
Used by: tests/suites/70_diff
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))
import differ    # noqa: E402
from suite import BUILD, JDK, MOKA, REFERENCE, run    # noqa: E402

WORK = BUILD / "tests/diff-classes"
WRITER = HERE.parent / "opcodes/support/ClassWriterLite.java"
# C1 gives Buffer.checkIndex's exception a message that the method itself does not.
FLAGS = (*differ.FLAGS, "-XX:+UnlockDiagnosticVMOptions", "-XX:DisableIntrinsic=_checkIndex")
# A method is interpreted first and machine code within its dozen calls.
MODES = {**differ.MODES, "mixed3": ("-XX:CompileThreshold=3",),
         "stress": ("-Xcomp", "-XX:GCStressInterval=997", *differ.MODES["stress"][2:])}
USUAL = "int,comp,mixed1,mixed3,mixed7,stress,deopt,nulls"


def compile_generators():
    WORK.mkdir(parents=True, exist_ok=True)
    done = run([JDK / "bin/javac", "-nowarn", "-d", WORK, WRITER, *sorted((HERE / "classes").glob("*.java"))])
    if done.code != 0:
        sys.exit(f"javac: {done.text()}")


def hotspot(*arguments):
    done = run([REFERENCE, *FLAGS, "-cp", WORK, *arguments], timeout=900)
    if done.code != 0 or "VerifyError" in done.out or "ClassFormatError" in done.out:
        sys.exit(f"{arguments} on HotSpot: {done.text()[:2000]}")
    return done


def detail(name, seed, count, line, options):
    """The first call that differs, of the instruction or class that the line is about."""
    one = line.split(" ")[1] if name == "OddCode" else line.rpartition(" ")[0]
    arguments = [name, seed, count, one]
    expected = hotspot(*arguments)
    actual = run([MOKA, "--jdk", JDK, *options, "-cp", WORK, *arguments], timeout=900)
    _, left, right = differ.first_difference(expected, actual)
    return f"    alone, HotSpot: {left}\n    alone, Moka:    {right}"


def check(name, seed, count, modes):
    """(lines compared, None or the text about the first difference)"""
    expected = hotspot(name, seed, count)
    for mode in modes:
        options = MODES[mode]
        actual = run([MOKA, "--jdk", JDK, *options, "-cp", WORK, name, seed, count], timeout=900)
        if actual != expected:
            _, left, right = differ.first_difference(expected, actual)
            return 0, (f"{name} {seed} {count}, {' '.join(options)}:\n  HotSpot: {left}\n  Moka:    {right}\n"
                       + detail(name, seed, count, left, options))
    return expected.out.count("\n") * len(modes), None


def main():
    parser = argparse.ArgumentParser(description="Compare generated classes.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batches", type=int, default=1)
    parser.add_argument("--templates", type=int, default=8, help="methods for each instruction")
    parser.add_argument("--odd", type=int, default=100, help="classes of three methods")
    parser.add_argument("--modes", default=USUAL)
    options = parser.parse_args()
    compile_generators()
    compared = 0
    for seed in range(options.seed, options.seed + options.batches):
        for name, count in (("Templates", options.templates), ("OddCode", options.odd)):
            lines, problem = check(name, seed, count, options.modes.split(",")) if count else (0, None)
            if problem:
                print(problem)
                return 1
            compared += lines
        print(f"seed {seed}", flush=True)
    print(f"{compared} lines compared, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
