"""lab.py - the labs: holes in the VM that a student fills, and the tests that say when

In:     tests/labs/NN_name/lab.toml: `title`; [[hole]]: what is taken out; [[check]]: the named tests
Out:    `tools/lab` (main); tests/suites/85_labs asks the same functions
Keeps:  a hole names what it takes out and holds no copy of it: a function by its name, whose body is replaced
        or which goes as a whole; a handler of the interpreter; lines that begin with a text. The original of
        each file is kept in $MOKA_BUILD/labs/NN_name/taken until `stop` puts it back.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

LABS = Path(__file__).resolve().parent
ROOT = LABS.parents[1]
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "tests"))
from check_style import tree_files    # noqa: E402

# A student has no more patience.
LIMIT = 180


class Problem(Exception):
    """What keeps a command from being done, as the user reads it."""


@dataclass
class Hole:
    """What is taken out of a file: one of function, handler and lines."""
    file: str
    function: str = ""
    body: str = ""         # instead of the function's; "": it panics and names the lab
    remove: bool = False   # the function goes as a whole, with the comment above it
    handler: str = ""
    lines: str = ""        # what they begin with

    def what(self):
        return self.function or (f"op_{self.handler}" if self.handler else self.lines.strip())


@dataclass
class Check:
    """Tests of one kind: one of unit, java, suite and style."""
    unit: str = ""
    cases: list = field(default_factory=list)     # of the unit test: suite.case
    java: list = field(default_factory=list)
    tier: str = "int"
    options: list = field(default_factory=list)   # of the VM, or of the suite
    suite: str = ""
    style: list = field(default_factory=list)
    needs: list = field(default_factory=list)     # to be built besides libjvm.so and moka
    guard: bool = False   # it passes with the hole, too, and shall do so afterwards

    def names(self):
        if self.unit:
            return [f"{self.unit}: {case}" for case in self.cases]
        if self.java:
            return [f"{name} ({' '.join([self.tier, *self.options[:1]])})" for name in self.java]
        return [f"tests/suites/{' '.join([self.suite, *self.options])}"] if self.suite else [
            f"check_style.py {name}" for name in self.style]


class Lab:
    """A folder of tests/labs."""

    def __init__(self, folder):
        with open(folder / "lab.toml", "rb") as file:
            content = tomllib.load(file)
        self.folder, self.name = folder, folder.name
        self.number = int(folder.name[:2])
        self.title = content.pop("title")
        self.own_build = content.pop("own_build", "")    # which one of its checks makes and uses
        self.holes = [Hole(**hole) for hole in content.pop("hole")]
        self.checks = [Check(**check) for check in content.pop("check")]
        if content:
            raise Problem(f"{folder.name}/lab.toml: what is {', '.join(content)}?")

    def files(self):
        return list(dict.fromkeys(hole.file for hole in self.holes))


def all_labs():
    return [Lab(file.parent) for file in sorted(LABS.glob("*/lab.toml"))]


def find_lab(name):
    for lab in all_labs():
        if name in (lab.name, lab.name[3:]) or (name.isdigit() and int(name) == lab.number):
            return lab
    raise Problem(f"there is no lab {name}; `tools/lab list` names them")


# ---- holes ----

def find_function(lines, name):
    """(first line, line of the brace, line behind) of the definition, which stands as the style asks."""
    found = []
    for start, line in enumerate(lines):
        if not re.match(rf"[A-Za-z_][^;{{}}()=]*\b{name}\(", line):
            continue
        brace = next((i for i in range(start, len(lines)) if lines[i] == "{" or lines[i].endswith(";")), None)
        if brace is not None and lines[brace] == "{":
            found.append((start, brace, lines.index("}", brace) + 1))
    if len(found) != 1:
        raise Problem(f"{len(found)} definitions of {name}")
    return found[0]


def parameters(lines, start, brace):
    """Names of the parameters."""
    inside = re.search(r"\((.*)\)", " ".join(lines[start:brace]))[1]
    return [re.search(r"(\w+)(?:\[\w*\])?$", part.strip())[1] for part in inside.split(",")
            if part.strip() != "void"]


def with_comment(lines, start):
    """The first line of the comment that ends right above."""
    at = start
    while at > 0 and lines[at - 1].strip() and lines[at - 1] != "}":
        at -= 1
    return at if lines[at].startswith("/*") else start


def without(lines, start, end):
    """Also without the blank line that would be left twice."""
    return lines[:start] + lines[end + (end < len(lines) and lines[end] == ""):]


def replace_body(lab, hole, lines):
    start, brace, end = find_function(lines, hole.function)
    if hole.remove:
        at = with_comment(lines, start)
        return without(lines, at, end), at
    body = hole.body.strip("\n") or f'    panic("lab {lab.number} is to be solved here: {hole.function}");'
    unused = [f"    (void){name};" for name in parameters(lines, start, brace)
              if not re.search(rf"\b{name}\b", body)]
    return with_panic(lines[:brace + 1] + unused + body.split("\n") + lines[end - 1:], body), start


def with_panic(lines, body):
    """The file includes what the body needs, behind its own header."""
    include = '#include "vm/base/panic.h"'
    if "panic(" not in body or include in lines:
        return lines
    own = next(i for i, line in enumerate(lines) if line.startswith("#include"))
    return lines[:own + 1] + ["", include] + lines[own + 1:]


def remove_handler(hole, lines):
    start = next((i for i, line in enumerate(lines) if line.startswith(f"op_{hole.handler}: {{")), None)
    if start is None:
        raise Problem(f"no handler of {hole.handler}")
    at = with_comment(lines, start)
    return without(lines, at, lines.index("}", start) + 1), at


def remove_lines(hole, lines):
    kept = [line for line in lines if not line.startswith(hole.lines)]
    if len(kept) == len(lines):
        raise Problem(f"no line begins with {hole.lines!r}")
    return kept, next(i for i, line in enumerate(lines) if line.startswith(hole.lines))


def holed(lab, root):
    """({file: text with the holes}, [(file, line, what)]). Changes nothing."""
    texts, places = {}, []
    for hole in lab.holes:
        lines = (texts.get(hole.file) or (root / hole.file).read_text()).split("\n")
        try:
            lines, at = (replace_body(lab, hole, lines) if hole.function else
                         remove_handler(hole, lines) if hole.handler else remove_lines(hole, lines))
        except (Problem, ValueError) as problem:
            raise Problem(f"{lab.name}: {hole.file}: {problem}") from None
        texts[hole.file] = "\n".join(lines)
        places.append((hole.file, at + 1, hole.what()))
    return texts, places


# ---- checks ----

def build(lab, root, folder):
    """What the compiler says when it fails, else ""."""
    targets = {"libjvm.so", "moka"} | {f"tests/unit/{check.unit}" for check in lab.checks if check.unit}
    targets |= {need for check in lab.checks for need in check.needs}
    if not (folder / "build.ninja").is_file():
        done = run(["meson", "setup", folder, root], root)
        if done.returncode != 0:
            return done.stdout
    done = run(["ninja", "--quiet", "-C", folder, *sorted(targets)], root)
    said = [line for line in done.stdout.split("\n")
            if not re.match(r"ninja: |FAILED: |(cc|gcc|ccache) ", line)]
    return "\n".join(said) or "the build failed" if done.returncode != 0 else ""


def run(command, root, **environment):
    return subprocess.run([str(word) for word in command], cwd=root, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", check=False,
                          env={**os.environ, **environment})


def tail(text, count=12):
    return "\n".join(text.strip().split("\n")[-count:])


def run_unit(check, root, folder):
    done = run(["timeout", "60", folder / "tests/unit" / check.unit, "--tap", "-j1"], root)
    for case in check.cases:
        good = re.search(rf"^ok\b.*\b{case.replace('.', '::')}\b", done.stdout, re.M)
        said = re.search(rf"^not ok\b.*\b{case.replace('.', '::')}\b.*\n((?:#? +.*\n)*)", done.stdout, re.M)
        yield bool(good), said[1].rstrip() if said else tail(done.stdout)


def run_java(check, root, folder):
    options = [f"--vmarg={option}" for option in check.options]
    done = run([root / "tests/run_java.py", "--tier", check.tier, *options, *check.java], root,
               MOKA_BUILD=str(folder))
    for name in check.java:
        said = re.search(rf"^FAIL {name}\b.*\n(?:(?!FAIL |\d+ passed).*\n)*", done.stdout, re.M)
        good = not said and re.search(r"^\d+ passed, \d+ failed", done.stdout, re.M)
        yield bool(good), "\n".join(said[0].split("\n")[:12]) if said else tail(done.stdout)


def run_other(check, root, folder):
    for name in check.style or [check.suite]:
        command = [sys.executable, root / "tools/check_style.py", name] if check.style else [
            root / "tests/suites" / name, *check.options]
        done = run(command, root, MOKA_BUILD=str(folder), MOKA_SOURCE=str(root))
        yield done.returncode == 0, "\n".join(done.stdout.split("\n")[:12])


def run_checks(lab, root, folder):
    """(name, is it a guard, does it pass, what was said) of each named test."""
    for check in lab.checks:
        kind = run_unit if check.unit else run_java if check.java else run_other
        for name, (good, said) in zip(check.names(), kind(check, root, folder)):
            yield name, check.guard, good, said


# ---- copies ----

def ninja_outputs(folder):
    rows = (line.split("\t") for line in (folder / ".ninja_log").read_text().split("\n"))
    return {row[3] for row in rows if len(row) > 3}


def copy_file(name, old, new):
    if (old / name).is_file():
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(old / name, new / name)


def copy_tree(root, folder):
    for name in tree_files(root):
        copy_file(name, root, folder)


def copy_build(built, folder):
    """Into a copy of the tree, in which ninja then finds nothing to do."""
    if not (built / ".ninja_log").is_file():
        return
    beside = [path.relative_to(built) for pattern in ("*", "meson-*/**/*", "tests/unit/*.txt")
              for path in built.glob(pattern)]
    for name in (*ninja_outputs(built), *beside):
        copy_file(name, built, folder / built.name)


# ---- commands ----

def build_folder(root):
    return Path(os.environ.get("MOKA_BUILD", root / "build")).resolve()


def state_folder(lab, root):
    return root / "build/labs" / lab.name


def refuse_changed(root, files):
    done = subprocess.run(["git", "-C", root, "status", "--porcelain", "--", *files], capture_output=True,
                          text=True, check=False)
    if done.returncode == 0 and done.stdout.strip():
        raise Problem("these files have changes of yours; commit them, or put them back, or work in a copy "
                      f"(--copy FOLDER):\n{done.stdout.rstrip()}")


def started(lab, root):
    return (state_folder(lab, root) / "taken").is_dir()


def start(lab, root):
    if started(lab, root):
        raise Problem(f"lab {lab.number} has been started; `tools/lab {lab.number} stop` puts all back")
    refuse_changed(root, lab.files())
    texts, places = holed(lab, root)
    for file, text in texts.items():
        copy_file(file, root, state_folder(lab, root) / "taken")
        (root / file).write_text(text)
    print(f"Lab {lab.number}, {lab.title}. Taken out:")
    for file, line, what in places:
        print(f"    {file}:{line}: {what}")
    print(f"What to do stands in tests/labs/{lab.name}/README.md.\n"
          f"    tools/lab {lab.number} check    how far you are\n"
          f"    tools/lab {lab.number} stop     keeps your work aside and puts everything back")


def stop(lab, root):
    state = state_folder(lab, root)
    if not started(lab, root):
        raise Problem(f"lab {lab.number} has not been started")
    shutil.rmtree(state / "yours", ignore_errors=True)
    for file in lab.files():
        copy_file(file, root, state / "yours")
        (root / file).write_text((state / "taken" / file).read_text())
    shutil.rmtree(state / "taken")
    print(f"Everything is as it was. Your files are in {state.relative_to(root)}/yours.")


def show_solution(lab, root):
    """What was there, against what is there."""
    if not started(lab, root):
        raise Problem(f"lab {lab.number} has not been started")
    for file in lab.files():
        done = run(["diff", "-u", "--label", f"{file} (yours)", "--label", file, root / file,
                    state_folder(lab, root) / "taken" / file], root)
        print(done.stdout, end="")


def check(lab, root):
    folder = build_folder(root)
    print(f"Lab {lab.number}, {lab.title}", flush=True)
    if lab.own_build and not (root / lab.own_build).is_dir():
        print(f"  {lab.own_build} is made, once; that takes some minutes", flush=True)
    said = build(lab, root, folder)
    if said:
        print(f"  FAIL it does not build:\n{indent(said, 30)}")
        return 1
    print("  pass it builds", flush=True)
    passed = failed = 0
    for name, _, good, detail in run_checks(lab, root, folder):
        print(f"  {'pass' if good else 'FAIL'} {name}", flush=True)
        passed, failed = passed + good, failed + (not good)
        if not good:
            print(indent(detail, 12))
    print(f"{passed} passed, {failed} failed" + ("" if failed else ": the lab is solved"))
    return 1 if failed else 0


def indent(text, most):
    lines = text.rstrip().split("\n")
    return "\n".join(f"       | {line}" for line in lines[:most] + (["…"] if len(lines) > most else []))


def print_list(root):
    for lab in all_labs():
        print(f"{lab.number:2}  {lab.title}{'  (started)' if started(lab, root) else ''}")


def main():
    parser = argparse.ArgumentParser(prog="tools/lab",
                                     description="A part of the VM is missing: write it (tests/labs).")
    parser.add_argument("lab", help="a lab's number or name; `list` names all")
    parser.add_argument("command", nargs="?", default="check",
                        choices=("start", "check", "solution", "stop"), help="check, if nothing is said")
    parser.add_argument("--copy", type=Path, metavar="FOLDER", help="start in a new copy of the tree")
    options = parser.parse_args()
    try:
        if options.lab == "list":
            print_list(ROOT)
            return 0
        lab = find_lab(options.lab)
        if options.copy:
            return start_in_copy(lab, options)
        return {"start": start, "check": check, "solution": show_solution, "stop": stop}[options.command](
            lab, ROOT) or 0
    except Problem as problem:
        print(f"tools/lab: {problem}", file=sys.stderr)
        return 2


def start_in_copy(lab, options):
    folder = options.copy.resolve()
    if options.command != "start" or folder.exists():
        raise Problem("--copy is for start, and FOLDER must not be there yet")
    copy_tree(ROOT, folder)
    copy_build(ROOT / "build", folder)
    print(f"The copy is {folder}; the commands below are to be given there.")
    return subprocess.run([folder / "tools/lab", str(lab.number), "start"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
