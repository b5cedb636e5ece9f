#!/usr/bin/env python3
"""check_style.py - the rules of the tree that a machine can check

In:     the tracked and untracked (not ignored) files of a source tree; its build folder for symbols and flags
Out:    one line per breach, `FAIL check: file:line: text`; last line "N passed, N failed[, N skipped]", one
        count per check; exit code 1 on a failure. `--list` names the checks, NAME... runs only those;
        `--state` lists the VM's mutable state by its class
Keeps:  a check reads the tree and changes nothing; one that finds nothing to look at is skipped, not passed
Tests:  tests/suites/15_gap breaks rules on purpose and expects them named here
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import opcodes_page
import writable_state

ROOT = Path(os.environ.get("MOKA_SOURCE", Path(__file__).resolve().parent.parent))
BUILD = Path(os.environ.get("MOKA_BUILD", ROOT / "build")).resolve()
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
import opcode_families  # noqa: E402

WIDTH = 110
C_LINES_TO_LOOK_AT, H_LINES = 900, 250
# What hosts install is one file, with its reference.
PUBLIC_HEADERS = {"vm/moka.h"}
TOP_LEVEL = {"vm", "classloader", "gc", "jit", "stdlib", "tools", "tests", "meson.build", "meson_options.txt",
             "README.md", "LICENSE"}
# The rooms of libjvm.so, bottom up: a room includes itself and what stands before it.
ROOMS = (
    "vm/base", "vm/algorithm", "vm/host", "vm/model", "vm/library", "vm/bytecode", "vm/thread", "gc",
    "vm/string",
    "classloader/source", "classloader/parse", "classloader/load", "classloader/verify", "classloader/define",
    "classloader/link", "classloader/prepare",
    "vm/exec/walk", "vm/exec/thread", "vm/exec/flow", "vm/exec/throw",
    "vm/exec/continuation", "vm/exec/call", "vm/exec/runtime",
    "vm/exec/interp", "vm/exec/record",
    "jit",
    "stdlib/release", "stdlib/reflect", "stdlib/dump", "stdlib/jvm", "stdlib/jvm/class", "stdlib/jni",
    "stdlib/jni/check", "stdlib/ffi", "stdlib/native", "stdlib/command", "stdlib/management",
    "stdlib/attach",
    "vm/snapshot", "vm", "vm/embed", "tools/dis", "tools/verify", "tools/view", "tools",
)
# Functions that rooms below their definition call.
DOOR_HEADERS = ("vm/model/call.h", "vm/model/throw.h", "vm/model/doors.h")
TEXT_SUFFIXES = {".c", ".h", ".S", ".inc", ".def", ".py", ".sh", ".java", ".template", ".md", ".build",
                 ".txt", ""}
C_SUFFIXES = {".c", ".h", ".S", ".inc", ".def"}

# Rooms that may include less than what stands before them: rooms, folders of rooms, single headers.
INCLUDES_ONLY = {
    "vm/algorithm": ("vm/base",),
    "vm/host": ("vm/base",),
    "vm/model": ("vm/base",),
    "vm/library": ("vm/base", "vm/model"),
    "vm/bytecode": ("vm/base", "vm/model"),
    "vm/thread": ("vm/base", "vm/model", "vm/library"),
    "gc": ("vm/base", "vm/model", "vm/library", "vm/thread"),
    "jit": ("vm/base", "vm/model", "vm/library", "vm/bytecode", "vm/thread", "gc/heap.h",
            "classloader/parse", "classloader/link", "vm/exec"),
    "tools": ("vm/moka.h", "stdlib/release/releases.def"),
    "tools/dis": ("vm/base", "vm/model", "vm/library", "vm/bytecode", "vm/thread", "gc", "vm/string",
                  "classloader"),
    "tools/verify": ("vm/base", "vm/model", "vm/library", "vm/bytecode", "vm/thread", "gc", "vm/string",
                     "classloader", "vm/exec/thread/thread.h", "tools/dis"),
}
# Rooms that show others a few headers only: each with the rooms that may include it, or None for all above.
FRONTS = {
    "gc": {"gc/heap.h": None,
           "gc/inspect.h": ("classloader/load", "stdlib/dump", "stdlib/management", "vm/snapshot", "vm")},
}
# Names whose form somebody else decides: the JDK's entry points, and the name gdb unwinds through.
FOREIGN_NAMES = re.compile(r"(JVM_|JNI_|jio_|Java_|__morestack$)")
OPCODE_ROW = re.compile(r"^\s*OP\(\s*0x([0-9a-fA-F]+)\s*,\s*(\w+)")
QUICK_ROW = re.compile(r"^\s*(?:QUICK|FUSED)\(\s*\w+\s*,\s*(\w+)")
LABEL = re.compile(r"(?:^|(?<=: ))op_(\w+):", re.M)


def tree_files(root):
    """What git would show as tracked or addable; without a repository, everything but build folders."""
    if (root / ".git").exists():
        command = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, check=True, capture_output=True).stdout.decode().split("\0")
        return sorted({name for name in listed if name and (root / name).is_file()})
    ignored = re.compile(r"(build|build-[^/]*|\.cache)/|(.*/)?__pycache__/|.*\.pyc$")
    names = (str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
    return sorted(name for name in names if not ignored.match(name))


class Tree:
    """The files under the rules, each read once."""

    def __init__(self, root):
        self.files = tree_files(root)
        self.root = root
        self.cache = {}

    def text(self, name):
        if name not in self.cache:
            self.cache[name] = (self.root / name).read_bytes().decode("utf-8", "surrogateescape")
        return self.cache[name]

    def having(self, suffixes, *folders):
        return [f for f in self.files if Path(f).suffix in suffixes
                and (not folders or any(f.startswith(folder + "/") for folder in folders))]

    def sources(self):
        """C files of the folders that make up libjvm.so, with their folder."""
        return [(f, folder_of(f)) for f in self.having(C_SUFFIXES) if folder_of(f) in ROOMS]


def folder_of(name):
    """The room of a file, the longest that it lies in; empty for tests and benchmarks, which may see all."""
    room = max((room for room in ROOMS if name.startswith(room + "/")), key=len, default="")
    return room if not name.startswith(("tools/bench/", "tools/gdb/")) else ""


def hand_written_text(tree):
    """Everything but expected outputs and files whose bytes are a test's input."""
    for name in tree.having(TEXT_SUFFIXES):
        if "/expected/" not in name and "/data/" not in name and name != "LICENSE":
            yield name


def line_breaches(tree, names, broken):
    for name in names:
        for number, line in enumerate(tree.text(name).split("\n"), 1):
            message = broken(line)
            if message:
                yield f"{name}:{number}: {message}"


# -- Text --------------------------------------------------------------------------------------------------

def check_width(tree):
    """No line is wider than 110 columns."""
    names = tree.having(C_SUFFIXES | {".py", ".sh", ".java", ".template", ".build", ""})
    return line_breaches(tree, [n for n in names if "/data/" not in n and n != "LICENSE"],
                         lambda line: len(line) > WIDTH and f"{len(line)} columns")


def check_blanks(tree):
    """No trailing blanks, no carriage returns."""
    return line_breaches(tree, hand_written_text(tree),
                         lambda line: line != line.rstrip() and "trailing blank")


def check_tabs(tree):
    """No tabs."""
    return line_breaches(tree, hand_written_text(tree), lambda line: "\t" in line and "tab")


def check_encoding(tree):
    """UTF-8 without control or invisible characters, one newline at the end."""
    hidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00a0\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff"
                        "\udc80-\udcff]")
    names = list(hand_written_text(tree))
    yield from line_breaches(tree, names, lambda line: hidden.search(line) and "hidden character")
    for name in names:
        text = tree.text(name)
        if text and (not text.endswith("\n") or text.endswith("\n\n")):
            yield f"{name}: must end with exactly one newline"


def check_header_labels(tree):
    """In a header's first comment Owner:, Locks:, Effects:, Keeps: and Tests: stand at their line's start."""
    inner = re.compile(r"\S\s+(Owner|Locks|Effects|Keeps|Tests):")
    for name in tree.having({".h"}):
        block = tree.text(name).split("*/")[0]
        for number, line in enumerate(block.split("\n"), 1):
            if inner.search(line[3:]):
                yield f"{name}:{number}: a label in the middle of a line"


def check_citations(tree):
    """Nothing cites a document outside the repository; a path that a README or comment names exists."""
    cited = re.compile(r"\bfacts [0-9]|\(facts\b(?! about)|architecture (D[0-9]|§)")
    path = re.compile(r"(?<![\w/.{<$-])((?:vm|gc|classloader|jit|stdlib|tools|tests)(?:/[\w-]+)+"
                      r"\.(?:c|h|inc|def|md|py))\b")
    upward = re.compile(r"(?<![\w/])((?:\.\./)+[\w/-]+\.(?:c|h|inc|def|md|py))\b")
    names = tree.having(C_SUFFIXES | {".md"})
    yield from line_breaches(tree, names, lambda line: cited.search(line) and "cites what is not here")
    for name in names:
        for number, line in enumerate(tree.text(name).split("\n"), 1):
            for found in path.findall(line):
                if found not in tree.files:
                    yield f"{name}:{number}: names {found}, which is not there"
            for found in upward.findall(line):
                if os.path.normpath(Path(name).parent / found) not in tree.files:
                    yield f"{name}:{number}: names {found}, which is not there"


def check_top_level(tree):
    """The top level holds only the fixed names and dotfiles."""
    for top in sorted({f.split("/")[0] for f in tree.files}):
        if top not in TOP_LEVEL and not top.startswith("."):
            yield f"{top}: not a name of the fixed top level"


def check_readme(tree):
    """Each folder of the top level and each room has its README."""
    folders = {f.split("/")[0] for f in tree.files if "/" in f} | {"vm/exec", *ROOMS}
    for folder in sorted(folders):
        if not folder.startswith(".") and f"{folder}/README.md" not in tree.files:
            yield f"{folder}: has no README.md"


def check_size(tree):
    """A header stays under 250 lines; a .c past 900 is noted."""
    for name in tree.having({".h", ".c"}):
        lines = tree.text(name).count("\n")
        if name.endswith(".h") and lines >= H_LINES and name not in PUBLIC_HEADERS:
            yield f"{name}: {lines} lines, a header stays under {H_LINES}"
        elif lines > C_LINES_TO_LOOK_AT:
            print(f"note size: {name}: {lines} lines, worth another look")


# -- Includes ----------------------------------------------------------------------------------------------

def own_includes(tree, name):
    for number, line in enumerate(tree.text(name).split("\n"), 1):
        match = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if match:
            yield number, match.group(1)


def check_include_path(tree):
    """An include of ours is written from the source root and exists."""
    for name in tree.having(C_SUFFIXES):
        for number, path in own_includes(tree, name):
            if path not in tree.files:
                yield f"{name}:{number}: no file {path} (includes are written from the source root)"


def is_shown(target, path, room):
    """Whether the front of the room target lets room see the file path of it."""
    front = FRONTS.get(target)
    return front is None or path in front and (front[path] is None or room in front[path])


def may_include(room, path):
    """Whether the list of rooms lets a file of room include path."""
    target = folder_of(path)
    if target == room or not room:
        return True
    if not is_shown(target, path, room):
        return False
    if room in INCLUDES_ONLY:
        return any(path == allowed or f"{target}/".startswith(f"{allowed}/")
                   for allowed in INCLUDES_ONLY[room])
    return target in ROOMS and ROOMS.index(target) < ROOMS.index(room)


def check_include_direction(tree):
    """Rooms include only downwards, and of a room with a front only that."""
    for name in tree.having(C_SUFFIXES):
        room = folder_of(name)
        for number, path in own_includes(tree, name):
            if not may_include(room, path):
                yield f"{name}:{number}: {room} may not include {path}"


def check_gc_door(tree):
    """gc.h is seen by gc/ alone."""
    for name in tree.having(C_SUFFIXES):
        if name.startswith(("gc/", "tests/")):
            continue
        for number, line in enumerate(tree.text(name).split("\n"), 1):
            if re.match(r"\s*#\s*include\s+[<\"](gc(_\w+)?|gc/\w+|gc_\w+)\.h[>]", line):
                yield f"{name}:{number}: only gc/ may see bdwgc"


def check_own_header_first(tree):
    """The first include of a .c is its own header."""
    for name in tree.having({".c"}, *ROOMS):
        header = name[:-2] + ".h"
        includes = re.findall(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', tree.text(name), re.M)
        if header in tree.files and includes[:1] != [header]:
            yield f"{name}: the first include must be {header}"


def check_guard(tree):
    """A header's include guard is MOKA_<PATH>_H."""
    for name in tree.having({".h"}):
        guard = "MOKA_" + re.sub(r"\W", "_", name).upper()
        lines = [line for line in tree.text(name).split("\n") if line.startswith("#")]
        if lines[:2] != [f"#ifndef {guard}", f"#define {guard}"]:
            yield f"{name}: the include guard must be {guard}"


def check_banner(tree):
    """A C file opens with a comment that names it."""
    for name in tree.having({".c", ".h", ".inc"}):
        if not re.match(rf"/\* {re.escape(Path(name).name)}\b", tree.text(name)):
            yield f"{name}: must open with `/* {Path(name).name} - ...`"


def compiler_flags():
    """The include and language flags that the build uses, for a compiler run from the build folder."""
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    for command in commands:
        if "libmoka_internal" in command.get("output", command["command"]):
            words = command["command"].split()
            return [w for w in words if re.match(r"-I|-isystem|-D|-std|-fno-strict", w)]
    return None


def syntax_errors(compiler, flags, name, text):
    run = subprocess.run([compiler, *flags, "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c", "-"],
                         check=False, cwd=BUILD, input=text.encode(), capture_output=True)
    if run.returncode != 0:
        lines = run.stderr.decode(errors="replace").strip().split("\n")
        return f"{name}: " + next((line for line in lines if "error:" in line), lines[0])
    return None


def compile_all(compiler, units):
    """The first error of each (name, text) pair that does not compile."""
    flags = compiler_flags()
    if flags is None:
        return
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for problem in pool.map(lambda unit: syntax_errors(compiler, flags, *unit), units):
            if problem:
                yield problem


def check_self_sufficient(tree):
    """Each header compiles alone, and twice in a row."""
    headers = [h for h in tree.having({".h"}) if folder_of(h) in ROOMS]
    return compile_all("gcc", [(h, f'#include "{h}"\n' * 2) for h in headers])


def check_clang(tree):
    """Each source compiles under clang without a warning."""
    if subprocess.run(["which", "clang"], capture_output=True).returncode != 0:
        return None
    sources = [f for f in tree.having({".c"}) if folder_of(f) in ROOMS]
    state = hashlib.sha256("\0".join(f + tree.text(f) for f in tree.having(C_SUFFIXES)).encode(
        errors="surrogateescape")).hexdigest()
    stamp = BUILD / "tests" / "clang_clean"
    if stamp.is_file() and stamp.read_text() == state:
        return []
    problems = list(compile_all("clang", [(s, f'#include "{s}"\n') for s in sources]))
    if not problems:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(state)
    return problems


# -- Names -------------------------------------------------------------------------------------------------

# Files with a second noun, and what the names of that one begin with.
SECOND_NOUNS = {
    "vm/host/options_flags.c": "option_flags",
    "vm/model/loader_data.c": "boot_loader",
    "vm/model/method.c": "sig_",                       # signatures, letter by letter
    "vm/library/wellknown.c": ("wk_", "release"),        # what the release table fills
    "classloader/verify/verify_invoke.c": "op_",       # the instructions that verify_op.c leaves out
    "classloader/verify/verify_message.c": "text_",
    "classloader/verify/verify_type.c": "vtype_",
    "stdlib/reflect/methodhandle.c": "member_",        # java.lang.invoke.MemberName
}


def prefix_fits(symbol, source):
    """heap_new_array of heap.c; verify_class and op_apply of verify_op.c; string_length of strings.c; and the
    stem as an inner word: raw_monitor_enter of monitor.c."""
    stem = Path(source).stem
    words = stem.split("_")
    beginnings = tuple("_".join(words[i:]) + "_" for i in range(len(words)))
    return (symbol == stem or symbol.startswith((words[0] + "_", *beginnings))
            or symbol.startswith(SECOND_NOUNS.get(source, ()))
            or f"_{stem}_" in f"_{symbol}_" or f"_{stem.rstrip('s')}_" in f"_{symbol}_")


def archive_members(tree):
    """The name of an object in the archive, and the source that it was compiled from."""
    members = {re.sub(r"[/]", "_", f) + ".o": f for f, _ in tree.sources()}
    return members | {Path(f).name + ".o": f for f, _ in tree.sources()}


def archive_symbols(tree):
    """(source, kind, name) of what the objects define and take from each other; kind U: taken."""
    members, source = archive_members(tree), None
    command = ["nm", "-g", BUILD / "libmoka_internal.a"]
    listing = subprocess.run(command, capture_output=True, text=True).stdout
    for line in listing.split("\n"):
        if line.endswith(":"):    # of a thin archive the path is listed
            source = members.get(Path(line[:-1]).name)
        row = re.match(r"[0-9a-f ]{16} ([A-Z]) (\w+)$", line)
        if row and source:
            yield source, row[1], row[2]


def check_naming(tree):
    """An exported name begins with its file's stem."""
    if not (BUILD / "libmoka_internal.a").is_file():
        return None
    doors = set(door_names(tree))
    return [f"{source}: exports {symbol}, which does not begin as its file is called"
            for source, kind, symbol in archive_symbols(tree)
            if kind in "TDBRC" and not FOREIGN_NAMES.match(symbol) and symbol not in doors
            and not prefix_fits(symbol, source)]


def state_places(tree):
    """The archive of the VM's objects, and what tells an object's source."""
    members = archive_members(tree)
    return BUILD / "libmoka_internal.a", lambda member: members.get(Path(member).name)


def check_state(tree):
    """Every writable symbol of libjvm.so says what it is for a snapshot (vm/base/state.h)."""
    archive, source_of = state_places(tree)
    library = BUILD / "libjvm.so"
    if not archive.is_file() or not library.is_file():
        return None
    return writable_state.breaches(archive, library, source_of)


def upward_references(tree):
    """(symbol, room that uses it, room that defines it) of what the objects take from rooms above theirs."""
    defined, used = {}, set()
    for source, kind, symbol in archive_symbols(tree):
        if kind == "U":
            used.add((symbol, folder_of(source)))
        else:
            defined[symbol] = folder_of(source)
    return [(symbol, room, defined[symbol]) for symbol, room in sorted(used)
            if symbol in defined and ROOMS.index(defined[symbol]) > ROOMS.index(room)]


def door_names(tree):
    """The doors, and the header that each stands in."""
    doors = {}
    for header in DOOR_HEADERS:
        text = re.sub(r"/\*.*?\*/", "", tree.text(header) if header in tree.files else "", flags=re.S)
        for name in re.findall(r"^(?!#)\w[\w *]*?\b(\w+)\(", text, re.M):
            doors[name] = header
        for name in re.findall(r"^extern [^;(]*?(\w+);", text, re.M):
            doors[name] = header
    return doors


def check_doors(tree):
    """What a room takes from one above it is a door (call.h, throw.h, doors.h of vm/model); each is used."""
    doors = door_names(tree)
    if not (BUILD / "libmoka_internal.a").is_file() or not doors:
        return None
    upward = upward_references(tree)
    breaches = [f"{room} uses {symbol} of {target}, which is no door" for symbol, room, target in upward
                if symbol not in doors]
    return breaches + [f"{doors[door]}: nothing below its definition uses {door}"
                       for door in sorted(set(doors) - {symbol for symbol, _, _ in upward})]


def check_file_names(tree):
    """Source files are lower_snake nouns."""
    for name, _ in tree.sources():
        if not re.fullmatch(r"[a-z][a-z0-9_]*|n_\w+", Path(name).stem):
            yield f"{name}: not lower_snake"


def check_listed(tree):
    """Every .c and .S of a source folder is listed in its meson.build, and every unit test in tests/unit."""
    for name in tree.having({".c", ".S"}, *ROOMS, "tests/unit"):
        folder = str(Path(name).parent)
        build = f"{folder}/meson.build"
        wanted = Path(name).stem if folder == "tests/unit" else Path(name).name
        listed = re.sub(r"#.*", "", tree.text(build)) if build in tree.files else ""
        if f"'{wanted}'" not in listed and not (folder == "tests/unit" and f"'{Path(name).name}'" in listed):
            yield f"{name}: not listed in {build}"


# -- Tests -------------------------------------------------------------------------------------------------

def check_expectations(tree):
    """A unit test's expectations show their values when they fail: those of tests/unit/expect.h."""
    bare = re.compile(r"\bcr_(assert|expect)\w*\(|criterion/")
    names = [f for f in tree.having({".c", ".h"}, "tests/unit") if f != "tests/unit/expect.h"]
    return line_breaches(tree, names, lambda line: bare.search(line)
                         and "not of tests/unit/expect.h (EXPECT_INT, ASSERT_TRUE, ...)")


# -- Tables ------------------------------------------------------------------------------------------------

def opcode_rows(tree):
    """(code or None for an internal form, name) of each row."""
    table = "vm/bytecode/opcodes.def"
    if table not in tree.files:
        return None
    rows = []
    for line in tree.text(table).split("\n"):
        row, quick = OPCODE_ROW.match(line), QUICK_ROW.match(line)
        if row:
            rows.append((int(row.group(1), 16), row.group(2)))
        elif quick:
            rows.append((None, quick.group(1)))
    return rows


def check_opcode_table(tree):
    """Each of the 202 bytecodes of JVMS 6.5 has one row."""
    rows = opcode_rows(tree)
    if rows is None:
        return None
    codes = [code for code, _ in rows if code is not None]
    breaches = [f"vm/bytecode/opcodes.def: no row for bytecode {code:#04x}"
                for code in range(202) if code not in codes]
    names = [name for _, name in rows]
    return breaches + [f"vm/bytecode/opcodes.def: {name} has two rows" for name in sorted(set(names))
                       if names.count(name) > 1]


def check_opcode_handlers(tree):
    """Each opcode row has exactly one handler, op_<name>, in interp/op_*.inc, and each handler a row."""
    rows = opcode_rows(tree)
    includes = [f for f in tree.files if re.fullmatch(r"vm/exec/interp/op_\w+\.inc", f)]
    if rows is None or not includes:
        return None
    labels = [label for f in includes for label in LABEL.findall(tree.text(f))]
    names = {name for _, name in rows}
    return ([f"opcode {name}: no handler op_{name} in vm/exec/interp/op_*.inc"
             for name in sorted(names - set(labels))]
            + [f"handler op_{label}: no row in vm/bytecode/opcodes.def"
               for label in sorted(set(labels) - names)])


def check_opcodes_page(tree):
    """The page of instructions is the one that their table makes."""
    if opcodes_page.TABLE not in tree.files:
        return None
    stands = tree.text(opcodes_page.PAGE) if opcodes_page.PAGE in tree.files else ""
    made = opcodes_page.page(tree.text(opcodes_page.TABLE))
    return [f"{opcodes_page.PAGE}: not what tools/opcodes_page.py --write makes"] * (stands != made)


def check_opcode_tests(tree):
    """Each bytecode has a test in tests/opcodes: BC_<name>.java, or a row of a family's table."""
    rows = opcode_rows(tree)
    files = [f for f in tree.files if re.fullmatch(r"tests/opcodes/\w+\.java", f)]
    if rows is None or not files:
        return None
    families = [f for f in tree.files if re.fullmatch(r"tests/opcodes/family/\w+\.template", f)]
    tested = {opcode for name in families for opcode, _ in opcode_families.rows_of(tree.text(name))}
    tested |= {Path(name).stem.removeprefix("BC_") for name in files}
    return [f"opcode {name}: no test in tests/opcodes (BC_{name}.java, or a row of family/*.template)"
            for code, name in rows if code is not None and name not in tested]


def check_flags(tree):
    """Code reads the flags of options.def and none of options_accepted.def. (The tables of deprecated flags
    and of ranges read nothing.)"""
    tables = {"vm/host/options.def": r"^FLAG\(\w+, (\w+),",
              "vm/host/options_accepted.def": r"^ACCEPTED\(\w+, (\w+),"}
    if not all(table in tree.files for table in tables):
        return None
    sources = [f for f in tree.files if re.fullmatch(r"(vm|stdlib|classloader|gc|jit)/.*\.(c|h|inc)", f)]
    code = "\n".join(re.sub(r"^    \{FLAG_\w+,.*$", "", tree.text(f), flags=re.M) for f in sources)
    read = set(re.findall(r"\bOPTION_FLAG\((\w+)\)|\bFLAG_(\w+)\b", code))
    read = {name for pair in read for name in pair}
    return [f"{table}: {name}, but {'code reads it' if name in read else 'nothing reads it'}"
            for table, row in tables.items() for name in re.findall(row, tree.text(table), re.M)
            if (name in read) != (table == "vm/host/options.def")]


def check_references(tree):
    """References in objects are read and written through vm/model/object.h; gc/ alone sees their slots."""
    slot = re.compile(r"FIELD_AT\([^;]*\bObject \*\)|\bObject \*(const )?\*\w* ?= ?(array_data|object_at)\b|"
                      r"\(Object \*(const )?\*\)\s*(array_data|object_at)\b")
    names = [f for f, folder in tree.sources() if folder != "gc" and f != "vm/model/object.h"]
    return line_breaches(tree, names, lambda line: slot.search(line) and "a reference past object.h")


def check_class_bytes(tree):
    """Class files are read through vm/bytecode/attribute.h: nobody else adds offsets to class_bytes."""
    readers = ("vm/bytecode/attribute.c", "vm/bytecode/attribute.h", "vm/model/method.c")  # method_bytecode
    arithmetic = re.compile(r"= *class_bytes\(|\bbytes_make\(class_bytes\(|"
                            r"\bclass_bytes\((?:[^()]|\([^()]*\))*\)\s*[-+[]|[-+] *class_bytes\(")
    names = [f for f, _ in tree.sources() if f not in readers]
    return line_breaches(tree, names,
                         lambda line: arithmetic.search(line) and "a class file read past attribute.h")


def check_method_entry(tree):
    """Every call goes through method->entry: one dispatch over it, one caller of the interpreter, and
    prepared code is entered behind an `entry_` label only."""
    sources = [f for f in tree.files if re.fullmatch(r"(vm|stdlib|classloader|gc|jit)/.*\.(c|inc)", f)]
    if "vm/exec/interp/op_invoke.inc" not in sources:
        return None
    dispatches, runs, breaches = [], [], []
    for name in sources:
        label = ""
        for number, line in enumerate(tree.text(name).split("\n"), 1):
            label = (re.match(r"(\w+): ?\{?$", line) or [None, label])[1]
            place = f"{name}:{number}"
            dispatches += [place] * ("entries[m->entry]" in line)
            runs += [place] * bool(re.search(r"= interp_run\(", line))
            if re.search(r"\bpc = \w+->code\b", line) and not label.startswith("entry_"):
                breaches.append(f"{place}: prepared code is entered without its method's entry")
    breaches += [f"{place}: another dispatch over entries" for place in dispatches[1:]]
    breaches += [f"{place}: only vm/exec/call/call.c runs the interpreter" for place in runs
                 if not place.startswith("vm/exec/call/call.c:")]
    return breaches + ["vm/exec/interp/op_invoke.inc: no dispatch over entries"] * (not dispatches)


def check_frame_record(tree):
    """A frame's record is read by the walk and by the interpreter's loop alone."""
    record = re.compile(r"\bFRAME_(RETURN_PC|SAVED_FP|METHOD|POSITION)\b|"
                        r"\bframe_(method|caller|position|callee)\(")
    readers = re.compile(r"vm/model/frame\.h|vm/exec/walk/|vm/exec/interp/(interp\.c|op_\w+\.inc)")
    names = [f for f, _ in tree.sources() if not readers.match(f)]
    return line_breaches(tree, names, lambda line: record.search(line) and "a frame's record past walk.h")


CHECKS = {name[len("check_"):]: function for name, function in list(globals().items())
          if name.startswith("check_")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--state", action="store_true", help="list libjvm.so's mutable state by class")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    if options.list:
        for name, function in CHECKS.items():
            print(f"{name:18} {' '.join(function.__doc__.split())}")
        return 0
    if options.state:
        print("\n".join(writable_state.table(*state_places(Tree(ROOT)))))
        return 0
    unknown = set(options.names) - set(CHECKS)
    if unknown:
        parser.error("no check named " + ", ".join(sorted(unknown)))
    tree, counts = Tree(ROOT), {"passed": 0, "failed": 0, "skipped": 0}
    for name, function in CHECKS.items():
        if options.names and name not in options.names:
            continue
        breaches = function(tree)
        if breaches is None:
            print(f"SKIP {name}: nothing to look at")
            counts["skipped"] += 1
            continue
        breaches = list(breaches)
        for breach in breaches:
            print(f"FAIL {name}: {breach}")
        counts["failed" if breaches else "passed"] += 1
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"{counts['passed']} passed, {counts['failed']} failed{skipped}")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
