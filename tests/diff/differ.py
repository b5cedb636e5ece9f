#!/usr/bin/env python3
"""differ.py - random programs in every tier and on HotSpot, until two differ

In:     [--seed S] [--batches N] [--count N] [--modes NAME,...] [--vmarg=OPTION ...]; $MOKA_BUILD
Out:    the first difference, and which method must be compiled for it to appear; then counts
Keeps:  seed S means the programs of seeds S, S+1, ...; what differs stays in $MOKA_BUILD/tests/diff/SEED
"""

import argparse
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))
import generate    # noqa: E402
from suite import BUILD, JDK, MOKA, REFERENCE, run    # noqa: E402

WORK = BUILD / "tests/diff"
# C2 drops stack traces of hot exceptions, and a fused pair of bytecodes (iload and caload) the text of its
# NullPointerException; the reference must not.
FLAGS = ("-XX:TieredStopAtLevel=1", "-XX:-RewriteFrequentPairs", "-XX:+UseSerialGC", "-XX:-UsePerfData")
# Everything is compiled at once; in the middle of a run and of a loop; some methods, which call others.
MODES = {
    "int": ("-Xint",),
    "comp": ("-Xcomp",),
    "mixed1": ("-XX:CompileThreshold=1",),
    "mixed7": ("-XX:CompileThreshold=7", "-XX:OnStackReplacePercentage=300"),
    "stress": ("-Xcomp", "-XX:GCStressInterval=97", "-XX:+GCStressAfterBoot", "-XX:+GCStressVerify",
               "-XX:+GCStressPoison"),
    # Frames leave machine code wherever they can, and null is tested for: no access may fault.
    "deopt": ("-Xbatch", "-XX:CompileThreshold=3", "-XX:JitDeoptEvery=3"),
    "nulls": ("-Xcomp", "-XX:+UnlockDiagnosticVMOptions", "-XX:-ImplicitNullChecks"),
}
JAVAC_DEFECT = 4    # its exit code when it has failed itself
USUAL = "int,comp,mixed1,mixed7,deopt,nulls"


def compile_sources(folder):
    """False: javac cannot do it, though the programs are valid."""
    done = run([JDK / "bin/javac", "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-nowarn", "-proc:none",
                "-d", folder / "out", *folder.glob("*.java")], timeout=600)
    if done.code not in (0, JAVAC_DEFECT):
        sys.exit(f"javac: {done.text()}")
    return done.code == 0


def hotspot(folder, options):
    return run([REFERENCE, *options, "-cp", folder / "out", "Main"], timeout=600)


def moka(folder, options, program=-1):
    return run([MOKA, "--jdk", JDK, *options, "-cp", folder / "out", "Main", program], timeout=600)


def first_difference(expected, actual):
    """Index of the first line that differs, and both lines."""
    left, right = expected.text().split("\n"), actual.text().split("\n")
    for i, (a, b) in enumerate(zip(left, right)):
        if a != b:
            return i, a, b
    return min(len(left), len(right)), "(end)", "(end)"


def compiled_methods(folder, options):
    """In the order of their compilation, as CompileCommand names them."""
    done = moka(folder, [*options, "-Xlog:jit"])
    found = re.findall(r"\[jit\] (\S+)\.([^.(\s]+)\(\S*: \d+ bytes of bytecode", done.out)
    return list(dict.fromkeys(f"{name}::{method}" for name, method in found))


def culprit(folder, options, expected):
    """The method that must be compiled for the difference, when all before it are too."""
    def differs(methods):
        file = folder / "commands"
        file.write_text("quiet\n" + "".join(f"compileonly {each}\n" for each in methods or ["No::none"]))
        return moka(folder, [*options, f"-XX:CompileCommandFile={file}"]) != expected

    methods = compiled_methods(folder, options)
    low, high = 0, len(methods)    # the first `low` are good, the first `high` are not
    if differs([]):
        return "(differs with nothing compiled)"
    if not differs(methods):
        return "(not with these methods: CompileCommand hides it)"
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if differs(methods[:middle]) else (middle, high)
    return methods[low]


def check_batch(seed, count, modes, vmargs=()):
    """(calls compared, None or the text about the first difference); of what javac fails at, none"""
    folder = WORK / str(seed)
    shutil.rmtree(folder, ignore_errors=True)
    generate.generate(folder, seed, count)
    if not compile_sources(folder):
        return 0, None
    expected = hotspot(folder, FLAGS)
    if expected.code != 0:
        sys.exit(f"seed {seed} on HotSpot: {expected.text()}")
    for mode in modes:
        options = [*MODES[mode], *vmargs]
        actual = moka(folder, options)
        if actual != expected:
            # Its own tiers differ in a rare text: C1 does not name the module of a class that a cast has not
            # resolved yet.
            expected = hotspot(folder, ("-Xint",))
        if actual != expected:
            line, left, right = first_difference(expected, actual)
            return 0, (f"seed {seed}, {' '.join(options)}, line {line}:\n"
                       f"  HotSpot: {left}\n  Moka:    {right}\n"
                       f"  compiled when it appears: {culprit(folder, options, expected)}")
    shutil.rmtree(folder)
    return expected.out.count("\n") * len(modes), None


def main():
    parser = argparse.ArgumentParser(description="Compare random programs.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batches", type=int, default=1)
    parser.add_argument("--count", type=int, default=50, help="programs in a batch, which share a process")
    parser.add_argument("--modes", default=USUAL)
    parser.add_argument("--vmarg", action="append", default=[])
    options = parser.parse_args()
    compared = programs = 0
    for seed in range(options.seed, options.seed + options.batches):
        lines, problem = check_batch(seed, options.count, options.modes.split(","), options.vmarg)
        if problem:
            print(problem)
            return 1
        compared += lines
        programs += options.count if lines else 0
        print(f"seed {seed}: {options.count} programs, {lines} lines", flush=True)
    print(f"{programs} programs, {compared} lines compared, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
