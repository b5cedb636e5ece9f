#!/usr/bin/env python3
"""fuzz.py - runs the libFuzzer targets of build-fuzz on a corpus made from the tests' own classes

In:     [--seconds N | --runs N] [--jobs N] [--keep FOLDER] [TARGET...], or --replay FILE TARGET;
        $MOKA_BUILD (the normal build: compiled tests), $MOKA_FUZZ_BUILD (default build-fuzz)
Out:    per target: executions, edges covered of all, inputs kept; what was found, with the input's file
Keeps:  a corpus starts from build/tests/fuzz_corpus/TARGET, which is made once; --keep FOLDER/TARGET collects
        what a run adds, and FOLDER/TARGET.log has its output
"""

import argparse
import concurrent.futures
import itertools
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "verify"))
import assemble    # noqa: E402
from suite import BUILD, JDK, ROOT, TESTS, environment, run    # noqa: E402

FUZZ = Path(os.environ.get("MOKA_FUZZ_BUILD", ROOT / "build-fuzz")).resolve()
CORPUS, WORK = BUILD / "tests/fuzz_corpus", BUILD / "tests/fuzz_run"
CLASSES = ("classes-java", "classes-opcodes")
TARGETS = ("jar", "jimage", "parse", "verify", "run")
MAX_CLASS = 12000


def assembled(*folders):
    """Cases of the verifier's tests, with the name of the first class and all of them: {name: bytes}."""
    paths = [path for folder in folders for path in sorted((TESTS / "verify" / folder).glob("*.txt"))]
    for path in [Path(__file__).with_name("seeds.txt"), *paths]:
        for case in assemble.read_cases(path):
            classes = case.assemble()
            yield case, next(iter(classes)), classes


def compiled():
    """The compiled programs of tests/java and tests/opcodes."""
    folders = [BUILD / "tests" / name for name in CLASSES]
    if not all(folder.is_dir() for folder in folders):    # any run compiles all
        done = run([sys.executable, TESTS / "run_java.py", "Hello", "BC_nop"], timeout=600)
        if not all(folder.is_dir() for folder in folders):
            sys.exit(f"fuzz.py: the tests' programs do not compile: {done.text()}")
    files = [path for folder in folders for path in sorted(folder.glob("*.class"))]
    return [path for path in files if path.stat().st_size <= MAX_CLASS]


def make_jars(folder, classes):
    for number, (compression, count) in enumerate([(zipfile.ZIP_STORED, 1), (zipfile.ZIP_DEFLATED, 3),
                                                   (zipfile.ZIP_DEFLATED, 10), (zipfile.ZIP_STORED, 0)]):
        with zipfile.ZipFile(folder / f"{number}.jar", "w", compression) as jar:
            jar.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n")
            for path in classes[:count]:
                jar.writestr(f"p/{path.name}", path.read_bytes())
                jar.writestr(f"META-INF/versions/{9 + count}/p/{path.name}", path.read_bytes())
            jar.comment = b"a comment" * count
    plain = (folder / "1.jar").read_bytes()
    (folder / "shifted.jar").write_bytes(b"#!/bin/sh\n" + plain)
    with zipfile.ZipFile(folder / "zip64.jar", "w") as jar:
        with jar.open("p/A.class", "w", force_zip64=True) as entry:
            entry.write(b"abc")


def make_jimages(folder, classes):
    script = Path(__file__).with_name("make_jimage.py")
    for count in (1, 4, 20):
        resources = [f"/{'m' if i % 3 else 'n'}/p{i % 4}/{path.stem}.class={path}"
                     for i, path in enumerate(classes[:count])]
        subprocess.run([sys.executable, script, folder / f"{count}.jimage", *resources], check=True)


def make_corpus():
    """Once per build folder; a new one replaces it when there are other classes."""
    classes = compiled()
    stamp = CORPUS / "stamp"
    texts = [Path(__file__).with_name("seeds.txt"), *(TESTS / "verify").glob("*/*.txt")]
    state = "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}"
                      for path in itertools.chain(classes, sorted(texts)))
    if stamp.is_file() and stamp.read_text() == state:
        return
    shutil.rmtree(CORPUS, ignore_errors=True)
    for target in TARGETS:
        (CORPUS / target).mkdir(parents=True)
    make_jars(CORPUS / "jar", classes)
    make_jimages(CORPUS / "jimage", classes)
    for path in classes:
        for target in ("parse", "verify", "run"):
            os.link(path, CORPUS / target / path.name)
    for case, first, parts in assembled("good", "bad"):
        for target in ("parse", "verify", "run"):
            (CORPUS / target / f"case-{case.name}").write_bytes(parts[first])
    stamp.write_text(state)


def summary(target, output):
    """(executions, edges covered, all edges, corpus size) from libFuzzer's lines."""
    done = re.findall(r"^#(\d+)\s+\w+\s+cov: (\d+) ft: \d+ corp: (\d+)", output, re.M)
    edges = re.search(r"\((\d+) inline 8-bit counters\)", output)
    total = re.search(r"^Done (\d+) runs", output, re.M)
    executions, covered, kept = map(int, done[-1]) if done else (0, 0, 0)
    return int(total.group(1)) if total else executions, covered, int(edges.group(1)) if edges else 0, kept


def run_target(target, options, keep):
    folder = keep / target
    folder.mkdir(parents=True, exist_ok=True)
    limit = [f"-runs={options.runs}"] if options.runs else [f"-max_total_time={options.seconds}"]
    inputs = [options.replay] if options.replay else [folder, CORPUS / target, *limit]
    command = [FUZZ / f"tests/fuzz/fuzz_{target}", *inputs, "-timeout=60", "-rss_limit_mb=0",
               f"-max_len={20000 if target in ('jar', 'jimage') else MAX_CLASS + 4000}",
               "-entropic_scale_per_exec_time=1", "-print_final_stats=1",
               f"-artifact_prefix={keep}/{target}-"]
    if options.seed:
        command.append(f"-seed={options.seed}")
    env = environment(
        ASAN_OPTIONS="detect_leaks=0:detect_stack_use_after_return=0:handle_segv=0:"
                     "allocator_may_return_null=1",
        UBSAN_OPTIONS="print_stacktrace=1", MOKA_JDK_HOME=str(JDK),
        MOKA_FUZZ_CLASSES=":".join(str(BUILD / "tests" / name) for name in CLASSES))
    log = keep / f"{target}.log"
    with open(log, "wb") as out:
        done = subprocess.run([str(word) for word in command], stdout=out, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, check=False, env=env, cwd=keep)
    output = log.read_bytes().decode(errors="replace")
    return target, done.returncode, output


def report(target, code, output, keep):
    executions, covered, edges, kept = summary(target, output)
    print(f"{target}: {executions} executions, {covered} of {edges} edges, {kept} inputs kept"
          + ("" if code == 0 else f"; FAILED with exit code {code}"), flush=True)
    if code != 0:
        inputs = [path for path in keep.glob(f"{target}-*") if path.is_file()]
        newest = max(inputs, key=lambda path: path.stat().st_mtime, default=None)
        print(f"    once more: tests/fuzz/fuzz.py --replay {newest} {target}    (log: {keep}/{target}.log)")
        lines = output.split("\n")
        first = next((i for i, line in enumerate(lines) if re.search(
            r"ERROR|runtime error|defect:|fatal error has been", line)), max(0, len(lines) - 30))
        print("\n".join(lines[first:first + 40]))
    return code == 0 and executions > 0


def run_all(options, targets=TARGETS):
    """True: nothing was found."""
    make_corpus()
    keep = Path(options.keep).absolute() if options.keep else WORK
    if not options.keep:
        shutil.rmtree(keep, ignore_errors=True)
    with concurrent.futures.ThreadPoolExecutor(max_workers=options.jobs) as pool:
        results = list(pool.map(lambda target: run_target(target, options, keep), targets))
    return [report(*result, keep) for result in results]


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", metavar="FOLDER")
    parser.add_argument("--replay", metavar="FILE", type=lambda text: Path(text).absolute())
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    options = parser.parse_args(arguments)
    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error("no target named " + ", ".join(sorted(unknown)))
    return options


def main():
    options = parse_arguments(sys.argv[1:])
    if options.replay:
        code, output = run_target(options.targets[0], options, WORK)[1:]
        print(output)
        return code
    return 0 if all(run_all(options, options.targets or TARGETS)) else 1


if __name__ == "__main__":
    sys.exit(main())
