#!/usr/bin/env python3
"""run_java.py - run the Java test programs on the VM and compare them with HotSpot

In:     tests/{java,opcodes}/*.java and the programs of opcode_families.py, tests/tiers.txt,
        tests/known_failures_<tier>.txt, tests/expected/, or any folder of programs (--folder DIR)
Out:    failures with a short diff; last line "N passed, N failed[, N skipped]"; exit code 1 on a failure
Keeps:  each test is registered once and run per tier; an unexpected pass fails; zero comparisons fail
Uses:   $MOKA_BUILD (default build): the VM is $MOKA_BUILD/moka; classes, HotSpot's cached outputs and scratch
        directories are under $MOKA_BUILD/tests. $MOKA_REFERENCE: the java to compare with; with --release N
        the programs run on the class library of an installed JDK N and are compared with its HotSpot.

A test's leading comment may hold directives:
    // args: a b "c d"        arguments of main
    // stdin: text            one line of standard input (repeatable)
    // vmargs: -Xmx32m -ea    VM options, given to the VM and to HotSpot
    // env: NAME=value        environment variable (repeatable)
    // compare: hotspot       no committed expectation (output depends on the installed JDK's update)
    // compare: committed     only with the committed expectation (HotSpot does not always meet it: say why)
    // compile-with: -g       javac options; such files are compiled apart
    // timeout: 120           seconds instead of 60
    // until: 17              not with later releases, whose HotSpot or library cannot run it: say why
"""

import argparse
import concurrent.futures
import difflib
import fcntl
import fnmatch
import hashlib
import json
import os
import re
import selectors
import shlex
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import opcode_families
from jdks import all_jdks

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
BUILD = Path(os.environ.get("MOKA_BUILD", ROOT / "build")).resolve()
STATE = BUILD / "tests"
EXPECTED = TESTS / "expected"
# Groups and their javac options. The opcode tests come first: they hold the support classes of all, and stay
# free of invokedynamic where it is not what they test.
GROUPS = {"opcodes": "-XDstringConcat=inline", "java": ""}
REFERENCE = Path(os.environ.get("MOKA_REFERENCE", "/usr/lib/jvm/java-17-openjdk-amd64/bin/java"))
# Programs for a release and later ones, compiled by its javac.
LATER_GROUPS = {25: "java25"}
# C2 drops stack traces of hot exceptions; the reference must not.
REFERENCE_FLAGS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"]
OUTPUT_LIMIT = 16 << 20
DIRECTIVE = re.compile(r"\s*//\s*(args|stdin|vmargs|env|compare|compile-with|timeout|until):\s?(.*?)\s*$")
MAIN = re.compile(r"\bvoid\s+main\s*\(")
PACKAGE = re.compile(r"^package\s+([\w.]+)\s*;", re.M)


@dataclass
class Test:
    """One Java program, registered once."""
    name: str
    group: str
    source: Path
    main: str
    args: list = field(default_factory=list)
    stdin: str = ""
    vmargs: list = field(default_factory=list)
    env: dict = field(default_factory=dict)
    compare: str = "expected"
    compile_with: str = ""
    timeout: float = 60.0
    until: int = 0
    has_main: bool = True
    classpath: list = field(default_factory=list)


@dataclass
class Result:
    """What one run of a program showed."""
    out: bytes
    err: bytes
    rc: int
    cpu: float = 0.0
    problem: str = ""

    def same(self, other):
        return (self.out, self.err, self.rc) == (other.out, other.err, other.rc)


@dataclass
class Totals:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def line(self):
        tail = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{tail}"


# --- registration ---------------------------------------------------------------------------------------

def read_test(path, group):
    text = path.read_text(encoding="utf-8")
    package = PACKAGE.search(text)
    main = (package.group(1) + "." if package else "") + path.stem
    test = Test(name=path.stem, group=group, source=path, main=main, has_main=bool(MAIN.search(text)),
                compile_with=GROUPS.get(group, ""))
    for line in text.splitlines():
        if line and not line.lstrip().startswith(("//", "/*", "*")):
            break
        match = DIRECTIVE.match(line)
        if match:
            apply_directive(test, match.group(1), match.group(2))
    return test


def apply_directive(test, key, value):
    if key == "args":
        test.args = shlex.split(value)
    elif key == "stdin":
        test.stdin += value + "\n"
    elif key == "vmargs":
        test.vmargs += shlex.split(value)
    elif key == "env":
        name, _, setting = value.partition("=")
        test.env[name] = setting
    elif key == "compare":
        if value not in ("hotspot", "expected", "committed"):
            raise SystemExit(f"{test.source}: unknown value in 'compare: {value}'")
        test.compare = value
    elif key == "compile-with":
        test.compile_with = value
    elif key == "timeout":
        test.timeout = float(value)
    elif key == "until":
        test.until = int(value)


def register(release=0):
    """All files of the groups, support files included, in a stable order."""
    files = []
    for group in [*GROUPS, *(group for since, group in LATER_GROUPS.items() if since <= release)]:
        paths = [*(TESTS / group).rglob("*.java")]
        if group == "opcodes":
            paths += opcode_families.write(STATE / "opcodes")
        files += [read_test(path, group) for path in sorted(paths, key=lambda path: path.name)]
    seen = {}
    for test in files:
        if test.name in seen:
            raise SystemExit(f"two tests are called {test.name}: {seen[test.name]} and {test.source}")
        seen[test.name] = test.source
    return files


def read_list(path):
    if not path.exists():
        return []
    lines = (line.split("#", 1)[0].strip() for line in path.read_text().splitlines())
    return [line for line in lines if line]


def read_tiers():
    tiers = {}
    for row in read_list(TESTS / "tiers.txt"):
        name, _, options = row.partition(":")
        tiers[name.strip()] = shlex.split(options)
    return tiers


def read_known_failures(file, names):
    known = {}
    path = TESTS / file
    for row in read_list(path):
        name, _, reason = row.partition(" ")
        if not reason.strip():
            raise SystemExit(f"{path}: {name} has no reason")
        if name not in names:
            raise SystemExit(f"{path}: no test is called {name}")
        known[name] = reason.strip()
    return known


# --- compilation ----------------------------------------------------------------------------------------

def sha(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else str(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def javac(sources, out, options=(), classpath=(), tool=REFERENCE.parent / "javac"):
    out.mkdir(parents=True, exist_ok=True)
    listing = out.with_name(out.name + ".sources")
    listing.write_text("".join(f'"{path}"\n' for path in sources))
    command = [str(tool), "-J-XX:TieredStopAtLevel=1", "-nowarn", "-XDsuppressNotes", "-proc:none",
               "-encoding", "UTF-8", "-implicit:none",
               "-cp", ":".join(map(str, [out, *classpath])), "-d", str(out), *options, f"@{listing}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode == 0, done.stdout


def class_files(directory, name):
    return sorted([*directory.glob(name + ".class"), *directory.glob(name + "$*.class")])


def compile_set(files, out, options=(), classpath=(), *tool):
    """Compile what changed since the last run, in one javac run."""
    manifest_path = out.with_name(out.name + ".json")
    wanted = {str(f.source): sha(f.source.read_bytes(), options) for f in files}
    have = json.loads(manifest_path.read_text()) if manifest_path.exists() else {}
    support = {str(f.source) for f in files if not f.has_main}
    changed = {path for path in wanted if have.get(path) != wanted[path]}
    if set(have) - set(wanted) or changed & support or not out.exists():
        shutil.rmtree(out, ignore_errors=True)
        changed = set(wanted)
    if not changed:
        return
    manifest_path.unlink(missing_ok=True)
    for path in changed:
        for stale in class_files(out, Path(path).stem):
            stale.unlink()
    ok, text = javac(sorted(changed), out, options, classpath, *tool)
    if not ok:
        shutil.rmtree(out, ignore_errors=True)
        raise SystemExit(text + "javac failed\n0 passed, 1 failed")
    manifest_path.write_text(json.dumps(wanted))


def compile_later(files, jdk):
    """The programs for this release, by its own javac."""
    later = [f for f in files if f.group in LATER_GROUPS.values()]
    for group, flags in dict.fromkeys((f.group, f.compile_with) for f in later):
        part = [f for f in later if (f.group, f.compile_with) == (group, flags)]
        out = STATE / f"classes-{group}{'-' + sha(flags)[:8] if flags else ''}"
        compile_set(part, out, shlex.split(flags), (), jdk.home / "bin/javac")
        for test in part:
            test.classpath = [out]


def compile_tests(files):
    """One directory of classes per set of javac options, under $MOKA_BUILD/tests."""
    files = [f for f in files if f.group in GROUPS]
    STATE.mkdir(parents=True, exist_ok=True)
    shared = []
    with open(STATE / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for flags in dict.fromkeys(f.compile_with for f in files):
            part = [f for f in files if f.compile_with == flags]
            group = next((name for name in GROUPS if GROUPS[name] == flags), None)
            out = STATE / ("classes-" + (group or sha(flags)[:8]))
            compile_set(part, out, shlex.split(flags), shared)
            for test in part:
                test.classpath = [out, *shared]
            shared = shared or [out]
        resources = TESTS / "java" / "resources"
        if resources.is_dir():
            shutil.copytree(resources, shared[0], dirs_exist_ok=True)


def compile_folder(folder):
    """Any folder of programs: one javac run, or one per file when they do not compile together."""
    tests = [read_test(path, "folder") for path in sorted(folder.rglob("*.java"))]
    out = STATE / "folder" / sha(folder)[:12]
    shutil.rmtree(out, ignore_errors=True)
    ok, text = javac([t.source for t in tests], out / "all")
    for test in tests:
        test.compare = "hotspot"
        test.name = str(test.source.relative_to(folder))[:-5]
        test.classpath = [out / "all"]
        if not ok:
            one = out / sha(test.name)[:12]
            alone, text = javac([test.source], one, shlex.split(test.compile_with))
            test.classpath = [one]
            if not alone:
                print(f"{test.name}: does not compile\n{text}")
                test.has_main = False
    return tests


# --- running --------------------------------------------------------------------------------------------

def child_environment(test):
    env = dict(os.environ)
    for name in ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"):
        env.pop(name, None)
    env.update({"LC_ALL": "C.UTF-8", "TZ": "UTC", **test.env})
    return env


def run_process(command, test, timeout, scratch):
    """Run in an own directory and process group; the group is killed on timeout or too much output."""
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / "cwd").mkdir(parents=True)
    (scratch / "stdin").write_text(test.stdin, encoding="utf-8")
    with open(scratch / "stdin", "rb") as stdin:
        try:
            child = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                     cwd=scratch / "cwd", env=child_environment(test), start_new_session=True)
        except OSError as error:
            return Result(b"", b"", -1, problem=f"cannot start {command[0]}: {error.strerror}")
    out, err, problem = collect(child, time.monotonic() + timeout, timeout)
    if problem:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    shutil.rmtree(scratch, ignore_errors=True)
    return Result(out, err, child.returncode, usage.ru_utime + usage.ru_stime, problem)


def collect(child, deadline, timeout):
    chunks = {child.stdout: [], child.stderr: []}
    size, problem = 0, ""
    with selectors.DefaultSelector() as selector:
        for pipe in chunks:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map() and not problem:
            left = deadline - time.monotonic()
            if left <= 0:
                problem = f"timeout after {timeout:g} s"
                break
            for key, _ in selector.select(left):
                data = os.read(key.fd, 65536)
                if not data:
                    selector.unregister(key.fileobj)
                chunks[key.fileobj].append(data)
                size += len(data)
                if size > OUTPUT_LIMIT:
                    problem = "more than 16 MB of output"
    for pipe in chunks:
        pipe.close()
    return b"".join(chunks[child.stdout]), b"".join(chunks[child.stderr]), problem


def java_command(java, options, test):
    path = ":".join(map(str, test.classpath))
    vmargs = [arg.replace("${classes}", str(test.classpath[0])) for arg in test.vmargs]
    return [str(java), *options, *vmargs, "-cp", path, test.main, *test.args]


class Reference:
    """HotSpot's outputs, cached on the content of the class files and the JDK's version."""

    def __init__(self, scratch, java=REFERENCE):
        self.scratch, self.java = scratch, java
        self.cache = STATE / "hotspot"
        self.cache.mkdir(parents=True, exist_ok=True)
        release = java.resolve().parent.parent / "release"
        self.version = release.read_text() if release.exists() else str(java)
        self.common = None

    def common_key(self, test):
        """Support classes and resources may be used by any test."""
        if self.common is None:
            parts = [path.read_bytes() for path in sorted((TESTS / "opcodes" / "support").glob("*.java"))]
            resources = sorted((TESTS / "java" / "resources").rglob("*"))
            parts += [path.read_bytes() for path in resources if path.is_file()]
            self.common = sha(*parts)
        return "" if test.group == "folder" else self.common

    def key(self, test):
        if test.group == "folder":
            files = sorted(test.classpath[0].rglob("*.class"))
        else:
            files = class_files(test.classpath[0], test.source.stem)
        return sha(self.version, REFERENCE_FLAGS, test.main, test.args, test.stdin, test.vmargs,
                   sorted(test.env.items()), self.common_key(test), *[path.read_bytes() for path in files])

    def run(self, test, tag="ref"):
        command = java_command(self.java, REFERENCE_FLAGS, test)
        return run_process(command, test, test.timeout, self.scratch / tag / test.name.replace("/", "."))

    def get(self, test):
        key = self.key(test)
        path = self.cache / (sha(self.java, test.group, test.name)[:24] + ".json")
        if path.exists():
            data = json.loads(path.read_text())
            if data["key"] == key:
                return Result(data["out"].encode("latin-1"), data["err"].encode("latin-1"), data["rc"])
        result = self.run(test)
        if result.problem:
            return result
        partial = path.with_suffix(f".{os.getpid()}.{test.name.replace('/', '.')}")
        partial.write_text(json.dumps({"key": key, "out": result.out.decode("latin-1"),
                                       "err": result.err.decode("latin-1"), "rc": result.rc}))
        partial.rename(path)
        return result


# --- expectations ---------------------------------------------------------------------------------------

def read_expectation(test, release):
    """tests/expected/NAME.out, .err when not empty, .rc when not 0; None when not committed. They are the
    reference's: what another release says, its HotSpot tells."""
    out = EXPECTED / (test.name + ".out")
    if test.compare == "hotspot" or not out.exists() or release and test.compare != "committed":
        return None
    err, rc = EXPECTED / (test.name + ".err"), EXPECTED / (test.name + ".rc")
    return Result(out.read_bytes(), err.read_bytes() if err.exists() else b"",
                  int(rc.read_text()) if rc.exists() else 0)


def write_expectation(test, result):
    EXPECTED.mkdir(exist_ok=True)
    keep = test.compare != "hotspot"
    parts = {"out": result.out if keep else None, "err": result.err or None,
             "rc": f"{result.rc}\n".encode() if result.rc else None}
    for suffix, data in parts.items():
        path = EXPECTED / f"{test.name}.{suffix}"
        if keep and data is not None:
            path.write_bytes(data)
        else:
            path.unlink(missing_ok=True)


def update(tests, reference, pool):
    failed = 0
    for test, result in zip(tests, pool.map(reference.get, tests)):
        if result.problem:
            print(f"FAIL {test.name}: HotSpot: {result.problem}")
            failed += 1
        else:
            write_expectation(test, result)
    names = {test.name for test in register() if test.has_main and test.compare != "hotspot"}
    for path in EXPECTED.iterdir():
        if path.stem not in names:
            path.unlink()
    return Totals(passed=len(tests) - failed, failed=failed)


def check_stability(tests, reference, pool, times):
    """Run HotSpot several times; a test whose output changes cannot be compared."""
    totals = Totals()

    def runs(test):
        results = [reference.run(test, f"stable{i}") for i in range(times)]
        other = next((r for r in results if r.problem or not r.same(results[0])), None)
        return other and (other.problem or describe(test, other, results[0], "the first run"))
    for test, problem in zip(tests, pool.map(runs, tests)):
        totals.add(Totals(failed=1) if problem else Totals(passed=1))
        if problem:
            print(f"FAIL {test.name}: not stable: {problem}")
    return totals


# --- comparison -----------------------------------------------------------------------------------------

def short_diff(want, got, limit=24):
    lines = list(difflib.unified_diff(want.decode("utf-8", "replace").splitlines(),
                                      got.decode("utf-8", "replace").splitlines(), lineterm="", n=1))[2:]
    more = [f"... {len(lines) - limit} more lines"] if len(lines) > limit else []
    shown = lines[:limit]
    for i in range(len(shown) - 1):
        if shown[i][:1] == "-" and shown[i + 1][:1] == "+":
            shown[i:i + 2] = without_common_start(shown[i], shown[i + 1])
    return "\n".join("    " + line[:300] for line in shown + more)


def without_common_start(old, new):
    """Long lines that differ far to the right: what they begin with in common is cut."""
    same = len(os.path.commonprefix([old[1:], new[1:]]))
    cut = same - 60 if same > 160 else 0
    return (old[0] + "..." + old[1 + cut:], new[0] + "..." + new[1 + cut:]) if cut else (old, new)


def describe(test, got, want, against):
    parts = [f"differs from {against}"]
    if got.rc != want.rc:
        parts.append(f"  exit code {want.rc} expected, {got.rc} seen"
                     + (f" (killed by signal {-got.rc})" if got.rc < 0 else ""))
    for label, a, b in (("stdout", want.out, got.out), ("stderr", want.err, got.err)):
        if a != b:
            parts.append(f"  {label}:\n" + (short_diff(a, b) or "    (differs in line ends only)"))
    return "\n".join(parts)


@dataclass
class Plan:
    """One tier's run of a list of tests."""
    tier: str
    vm: list
    reference: Reference
    against: str
    scratch: Path
    timeout_scale: float
    release: int = 0

    def run(self, test):
        """Returns the VM's result and the problem found, empty when there is none."""
        want, against = None, "HotSpot"
        expectation = read_expectation(test, self.release)
        if expectation and (self.against == "expected" or test.compare == "committed"):
            want, against = expectation, "the expectation"
        else:
            want = self.reference.get(test)
            if want.problem:
                return want, f"HotSpot: {want.problem}"
            if expectation and not expectation.same(want):
                stale = describe(test, want, expectation, "it")
                return want, f"tests/expected is out of date: HotSpot {stale}"
        timeout = test.timeout * self.timeout_scale
        command = java_command(self.vm[0], self.vm[1:], test)
        got = run_process(command, test, timeout, self.scratch / self.tier / test.name.replace("/", "."))
        if got.problem:
            seen = "\n" + describe(test, got, want, against) if got.out or got.err else ""
            return got, got.problem + seen
        return got, "" if got.same(want) else describe(test, got, want, against)


def run_tier(plan, tests, known, pool, times):
    totals = Totals()
    for test, (result, problem) in zip(tests, pool.map(plan.run, tests)):
        label = f"{test.name} [{plan.tier}]"
        times.append((result.cpu, label))
        if test.name in known and problem:
            totals.skipped += 1
        elif test.name in known:
            totals.failed += 1
            print(f"FAIL {label}: passes, but is listed as a known failure: {known[test.name]}", flush=True)
        elif problem:
            totals.failed += 1
            print(f"FAIL {label}: {problem}", flush=True)
        else:
            totals.passed += 1
    if totals.skipped:
        print(f"{totals.skipped} known failures on tier {plan.tier}")
    return totals


# --- command line ---------------------------------------------------------------------------------------

def selected(test, patterns):
    if not patterns:
        return True
    return any(fnmatch.fnmatch(test.name, p) if any(c in p for c in "*?[") else p == test.name
               for p in patterns)


def parse_arguments(argv):
    parser = argparse.ArgumentParser(description="Run the Java tests on the VM and compare with HotSpot.")
    parser.add_argument("names", nargs="*", help="test names or patterns such as 'BC_i*'")
    parser.add_argument("--group", action="append", choices=[*GROUPS, *LATER_GROUPS.values()],
                        help="only the tests of this folder")
    parser.add_argument("--folder", type=Path, help="run every program of this folder instead")
    parser.add_argument("--release", type=int, default=0, help="with an installed JDK of this release")
    parser.add_argument("--tier", action="append", help="only this tier of tests/tiers.txt")
    parser.add_argument("--vm", default=str(BUILD / "moka"), help="VM under test (default $MOKA_BUILD/moka)")
    parser.add_argument("--vmarg", action="append", default=[], help="one more option for the VM under test")
    parser.add_argument("--snapshot", action="store_true",
                        help="start from a snapshot, which is written first, where the options allow it")
    parser.add_argument("--gc-stress", type=int, metavar="N", help="collect at every N-th allocation")
    parser.add_argument("--against", choices=("hotspot", "expected"), default="hotspot",
                        help="'expected': trust tests/expected and do not run HotSpot where it has the test")
    parser.add_argument("--update", action="store_true", help="rewrite tests/expected from HotSpot")
    parser.add_argument("--stable", type=int, metavar="N", help="run HotSpot N times and compare the runs")
    parser.add_argument("--timeout-scale", type=float, default=1.0, help="for slow builds of the VM")
    parser.add_argument("--times", action="store_true", help="list the tests that took most CPU time")
    parser.add_argument("--list", action="store_true", help="list the tests and stop")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="programs run at a time (default 2)")
    return parser.parse_args(argv)


def write_snapshot(vm, own, scratch):
    """Written where each program's start finds its key: in the environment of the tests."""
    file = scratch / "machine.snap"
    plain = Test("snapshot", "", file, "")
    result = run_process([vm, *own, f"-Xsnapshot:dump={file}", "-version"], plain, 120, scratch / "snapshot")
    if result.rc != 0:
        raise SystemExit(f"no snapshot: {result.err.decode(errors='replace')}")
    return f"-Xsnapshot:file={file}"


def run(options, tests, pool, scratch):
    reference = Reference(scratch, options.jdk.home / "bin/java") if options.jdk else Reference(scratch)
    if options.update:
        return update(tests, reference, pool)
    if options.stable:
        return check_stability(tests, reference, pool, options.stable)
    tiers = read_tiers()
    names = {test.name for test in register(options.release)}
    own = ["--jdk", str(options.jdk.home)] if options.jdk else []
    totals, times = Totals(), []
    stress = [f"-XX:GCStressInterval={options.gc_stress}"] if options.gc_stress else []
    if options.snapshot:
        stress.append(write_snapshot(options.vm, own, scratch))
    for tier in options.tier or tiers:
        if tier not in tiers:
            raise SystemExit(f"no tier {tier} in tests/tiers.txt")
        plan = Plan(tier, [options.vm, *own, *tiers[tier], *stress, *options.vmarg], reference,
                    options.against, scratch, options.timeout_scale, options.release)
        file = f"known_failures_release_{options.release}.txt" if own else f"known_failures_{tier}.txt"
        known = {} if options.folder else read_known_failures(file, names)
        totals.add(run_tier(plan, tests, known, pool, times))
    if options.times:
        for cpu, label in sorted(times, reverse=True)[:20]:
            print(f"{cpu:8.2f} s  {label}")
    return totals


def main(argv):
    options = parse_arguments(argv)
    options.vm = os.path.abspath(options.vm)
    options.jdk = next((jdk for jdk in all_jdks() if jdk.feature == options.release), None)
    if options.release and not options.jdk:
        print(f"no JDK {options.release} is installed\n0 passed, 0 failed, 1 skipped")
        return Totals(skipped=1)
    if not (options.update or options.stable or options.list or os.access(options.vm, os.X_OK)):
        print(f"there is no VM at {options.vm}\n0 passed, 1 failed")
        return Totals(failed=1)
    if options.folder:
        tests = compile_folder(options.folder.resolve())
    else:
        files = register(options.release)
        if not options.list:
            compile_tests(files)
            compile_later(files, options.jdk)
        tests = [t for t in files if not options.group or t.group in options.group]
    tests = [t for t in tests if t.has_main and selected(t, options.names)
             and not (t.until and options.release > t.until)]
    if options.list:
        print("\n".join(test.name for test in tests))
        return Totals(passed=len(tests))
    scratch = STATE / "work" / str(os.getpid())
    try:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            totals = run(options, tests, pool, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if totals.passed + totals.failed + totals.skipped == 0:
        print("no test was compared")
        totals.failed = 1
    print(totals.line(), flush=True)
    return totals


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]).failed else 0)
