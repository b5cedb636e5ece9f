#!/usr/bin/env python3
"""mutants.py - what HotSpot and Moka say to changed class files

In:     [--link N] [--run N] [--seed S] [--tier NAME] [--keep FOLDER]; $MOKA_BUILD. N mutants of each
        sort: `link` has single changes of any class below, linked and asked by reflection; `run` has changes
        of instructions that a run has executed
Out:    the differences that no rule in EXPLAINED covers, with the mutant's file; then counts
Keeps:  the same seed makes the same mutants; each VM judges a batch in one process, and a new one goes on
        behind a mutant that ended it
"""

import argparse
import collections
import concurrent.futures
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

FUZZ = Path(__file__).resolve().parent
sys.path.insert(0, str(FUZZ.parent))
import fuzz    # noqa: E402
import run_java    # noqa: E402
from suite import BUILD, JDK, MOKA, REFERENCE, environment, hotspot_is_before, run    # noqa: E402

WORK = BUILD / "tests/mutants"
JAVA, OPCODES = BUILD / "tests/classes-java", BUILD / "tests/classes-opcodes"
BATCH = 2500
TRACED = 20000    # instructions per program
MANY = 2000
# Programs whose classes (nested ones too) are changed, by what is special about their class files.
LINKED = ("Annotations", "Enums", "Records", "Sealed", "Lambdas", "InnerClasses", "NestMates", "Generics",
          "Interfaces", "SwitchOld", "SwitchNew", "InstanceofPatterns", "TryWithResources", "FinallyCases",
          "Varargs", "DynamicConstants", "StrictFloats", "SynchronizedForms", "LocalTypes",
          "InterfaceFields", "ClassInitOrder", "Iterators", "Arithmetic", "StringConcat", "ArrayBasics",
          "MethodHandlesBasic", "Serialization", "Reflection", "LargeMethods", "Dispatch")
# Programs that compute, print and end soon, and reach nothing outside.
RUN = ("Arithmetic", "ArrayBasics", "ArrayCopy", "Boxing", "CharArithmetic", "ControlFlow", "Dispatch",
       "Enums", "ExpressionInterpreter", "FinallyCases", "FloatDouble", "Generics", "Huffman",
       "InnerClasses", "InstanceofPatterns", "Interfaces", "Iterators", "JsonParser", "Lambdas", "LruCache",
       "NaNCompare", "NestMates", "Overloads", "Records", "Ropes", "Sealed", "Shifts", "Sorting",
       "StringBuilders", "StringConcat", "Strings", "SwitchNew", "SwitchOld", "TryWithResources", "Varargs")
OPTIONS = ("-Xmx400m", "-cp", WORK / "driver")
VMS = {"hotspot": [REFERENCE, "-XX:-UsePerfData", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash", "-Xint",
                   *OPTIONS],
       "moka": [MOKA, "--jdk", JDK, "-Xint", *OPTIONS]}


def set_tier(name):
    """Of Moka: a name of tests/tiers.txt."""
    VMS["moka"] = [MOKA, "--jdk", JDK, *run_java.read_tiers()[name], *OPTIONS]


# -- making mutants --------------------------------------------------------------------------------------

def linked_seeds():
    """Classes of the programs, and assembled ones: tests/verify has old versions, jsr, every instruction."""
    names = [path for path in sorted(JAVA.glob("*.class")) if path.stem.split("$")[0] in LINKED]
    for case, first, classes in fuzz.assembled("good"):
        if case.loader != "case":
            continue
        for name, data in classes.items():
            file = WORK / "cases" / case.name / f"{name}.class"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        names.append(WORK / "cases" / case.name / f"{first}.class")
    said = judge("hotspot", "link", [(f"{str(path)[:-6]}: unchanged", path.read_bytes()) for path in names])
    return [path for path, answer in zip(names, said) if answer.startswith("accepted")]


def executed(program):
    """Lines `Class.method bci`."""
    command = [MOKA, "--trace=bytecode", f"--only={program.stem}*.*", "-cp", program.parent, program.stem]
    seen = set()
    lines = 0
    quiet = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, env=environment(),
                          text=True, errors="replace", cwd=WORK, **quiet) as process:
        for line in process.stdout:
            step = re.match(r"\d+ +\d+ ([\w$]+\.[^( ]+)\(.*?\) (\d+): ", line)
            if step:
                seen.add(f"{step.group(1)} {step.group(2)}")
            lines += 1
            if lines == TRACED:
                process.kill()
    return seen


def make(mode, count, seed):
    """The file of mutants."""
    out = WORK / f"{mode}.mutants"
    live = []
    if mode == "link":
        classes = linked_seeds()
    else:
        step = 1 if count >= MANY else 6    # to trace a program takes as long as to judge a hundred mutants
        classes = [JAVA / f"{program}.class" for program in RUN]
        classes = (classes + sorted(OPCODES.glob("BC_[a-z]*.class"))[::3])[::step]
        with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
            lines = set().union(*pool.map(executed, classes))
        (WORK / "executed").write_text("\n".join(sorted(lines)) + "\n")
        live = ["--live", WORK / "executed"]
    done = run([BUILD / "tests/fuzz/mutants", str(seed), str(count), out, *live, *classes])
    if done.code != 0:
        sys.exit(f"mutants: {done.text()}")
    return out, len(classes)


def read_mutants(file):
    """[(text, bytes)]"""
    data, at, mutants = file.read_bytes(), 0, []
    while at < len(data):
        parts = []
        for _ in range(2):
            length = struct.unpack_from(">I", data, at)[0]
            parts.append(data[at + 4:at + 4 + length])
            at += 4 + length
        mutants.append((parts[0].decode(errors="replace"), parts[1]))
    return mutants


def write_mutants(file, mutants):
    file.write_bytes(b"".join(struct.pack(">I", len(part)) + part
                              for text, data in mutants for part in (text.encode(), data)))


# -- judging ---------------------------------------------------------------------------------------------

def judge(vm, mode, mutants):
    """What the VM says to each, in order."""
    file = WORK / f"{vm}-{os.getpid()}.batch"
    write_mutants(file, mutants)
    said = ["CRASH: no answer"] * len(mutants)
    first = 0
    while first < len(mutants):
        done = run([*VMS[vm], "JudgeMutants", mode, file, str(first)], timeout=60 + len(mutants), cwd=WORK)
        lines = done.out.split("\n")
        for line in lines:
            number, tab, result = line.partition("\t")
            if tab and number.isdigit():
                said[int(number)] = result
                first = int(number) + 1
        if "end" in lines and done.code == 0:
            break
        if done.code == 0 and any(line.endswith("\tno end") for line in lines):
            continue
        if first < len(mutants):
            said[first] = f"CRASH: exit code {done.code}: {done.err[-300:]!r}"
            first += 1
        else:
            said[-1] = f"CRASH at the end: exit code {done.code}: {done.err[-300:]!r}"
    file.unlink()
    return said


# -- comparing -------------------------------------------------------------------------------------------

# (why both answers are right, HotSpot's, Moka's[, the version from which HotSpot says what Moka does])
METHOD_ORDER = "HotSpot verifies methods in an order of its own, by their names' addresses"
LOCATED = (re.compile(r"java\.lang\.VerifyError: .* in [^(]*\.([^.(]+)(\S*) @\d+"),
           re.compile(r"java\.lang\.ClassFormatError: .* in method '[^(]*\.([^.(]+)(\(.*)'"),
           re.compile(r"java\.lang\.\w+Error: \(class: \S+, method: (\S+) (signature: \S+)\).*"))
EXPLAINED = (
    ("how deep a stack goes is no part of the specification", r".*StackOverflowError.*", r".*"),
    ("how deep a stack goes is no part of the specification", r".*", r".*StackOverflowError.*"),
    ("a return of a wrong type from a handler that must not return at all: each VM names another fault",
     r"java.lang.VerifyError: (.*) Cannot return normally",
     r"java.lang.VerifyError: (.*) Wrong return type in function"),
    ("which of two faults of a subroutine is met first depends on HotSpot's order of a worklist",
     r"java.lang.VerifyError: (.*) (Illegal return from subroutine|Multiple returns to single jsr)",
     r"java.lang.VerifyError: (.*) (Illegal return from subroutine|Multiple returns to single jsr)"),
    ("HotSpot searched a handler around super() for returns, and judges it by its frames since",
     r"java.lang.VerifyError: Bad <init> method call from after the start of a try block in .*",
     r"java.lang.VerifyError: (Expecting a stackmap frame at branch target \d+"
     r"|Stack map does not match the one at exception handler \d+) in .*\.<init>\(.*", "17.0.19"),
)


def method_of(said):
    """(name, kind of text, types) of the method that an error of verification is about."""
    matches = ((pattern.fullmatch(said), kind) for kind, pattern in enumerate(LOCATED))
    return next(((match.group(1), kind, match.group(2)) for match, kind in matches if match), None)


def explanation(hotspot, moka):
    left, right = method_of(hotspot), method_of(moka)
    if left and right and (left[0] != right[0] or (left[1] == right[1] and left[2] != right[2])):
        return METHOD_ORDER
    return next((why for why, left, right, *since in EXPLAINED
                 if re.fullmatch(left, hotspot) and re.fullmatch(right, moka)
                 and all(map(hotspot_is_before, since))), None)


def compare(mode, file, keep):
    """(mutants, rejected, Counter of explanations, list of (text, hotspot, moka, path))"""
    mutants = read_mutants(file)
    explained, unexplained, rejected = collections.Counter(), [], 0
    for start in range(0, len(mutants), BATCH):
        batch = mutants[start:start + BATCH]
        hotspot, moka = judge("hotspot", mode, batch), judge("moka", mode, batch)
        rejected += sum(not each.startswith(("accepted", "returned")) for each in hotspot)
        for i, (left, right) in enumerate(zip(hotspot, moka)):
            if left == right:
                continue
            why = explanation(left, right)
            if why:
                explained[why] += 1
                continue
            keep.mkdir(parents=True, exist_ok=True)
            path = keep / f"{mode}-{start + i}.mutant"
            write_mutants(path, [batch[i]])
            (path.with_suffix(".class")).write_bytes(batch[i][1])
            unexplained.append((batch[i][0], left, right, path))
        print(f"  {start + len(batch)} of {len(mutants)}, {len(unexplained)} unexplained", file=sys.stderr,
              flush=True)
    return len(mutants), rejected, explained, unexplained


def compile_driver():
    (WORK / "driver").mkdir(parents=True, exist_ok=True)
    sources = FUZZ / "JudgeMutants.java", FUZZ / "Ticks.java"
    done = run([JDK / "bin/javac", "-nowarn", "-d", WORK / "driver", *sources])
    if done.code != 0:
        sys.exit(done.text())


def judge_all(mode, count, seed, keep):
    """True: no crash and no unexplained difference."""
    fuzz.compiled()
    compile_driver()
    file, classes = make(mode, count, seed)
    total, rejected, explained, unexplained = compare(mode, file, keep)
    for text, left, right, path in unexplained[:40]:
        print(f"DIFFERENT {mode} {path}\n    {text}\n    hotspot: {left[:1500]}\n    moka:    {right[:1500]}")
    print(f"{mode}: {total} mutants of {classes} classes, {rejected} rejected or ended by an error, "
          f"{sum(explained.values())} differences explained, {len(unexplained)} not")
    for why, number in explained.items():
        print(f"    {number}: {why}")
    return not unexplained


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--link", type=int, default=0)
    parser.add_argument("--run", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tier", default="int", help="how Moka runs them (tests/tiers.txt)")
    parser.add_argument("--keep", type=Path, default=WORK / "different")
    options = parser.parse_args()
    set_tier(options.tier)
    good = [judge_all(mode, count, options.seed, options.keep)
            for mode, count in (("link", options.link), ("run", options.run)) if count]
    return 0 if good and all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
