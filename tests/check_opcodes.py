#!/usr/bin/env python3
"""check_opcodes.py - every row of the opcode table has a test that contains the instruction

In:     vm/bytecode/opcodes.def, the class files of tests/opcodes and its families, the classes those tests
        assemble at run time
Out:    one line per opcode without a real test; last line "N passed, N failed"
Keeps:  a program BC_<name> exists for each JVM opcode 0..201 of the table and for nothing else, and the
        instruction stands in the code of BC_<name>, of a nested class, or of a class it assembles
Uses:   run_java.py for compiling and running on HotSpot (-Dclasswriter.dump)
"""

import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import run_java

TABLE = run_java.ROOT / "vm" / "bytecode" / "opcodes.def"
ROW = re.compile(r"^\s*OP\(\s*(0x[0-9a-fA-F]+|\d+)\s*,\s*(\w+)", re.M)
LAST_OPCODE = 201
# Operand bytes by opcode; the others have none. Switches and wide are measured where they stand.
OPERANDS = {16: 1, 17: 2, 18: 1, 19: 2, 20: 2, 132: 2, 169: 1, 185: 4, 186: 4, 187: 2, 188: 1, 189: 2, 192: 2,
            193: 2, 197: 3, 198: 2, 199: 2, 200: 4, 201: 4}
OPERANDS.update({code: 1 for code in (*range(21, 26), *range(54, 59))})
OPERANDS.update({code: 2 for code in (*range(153, 169), *range(178, 185))})
POOL_SIZES = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4,
              19: 2, 20: 2}


def read_table():
    """Names by opcode, of the JVM's own opcodes."""
    if not TABLE.exists():
        return {}
    rows = {int(code, 0): name for code, name in ROW.findall(TABLE.read_text())}
    return {code: name for code, name in rows.items() if code <= LAST_OPCODE}


# --- class files ----------------------------------------------------------------------------------------

def opcodes_of(data):
    """The set of opcodes in all methods of a class file."""
    position, strings = 10, {}
    count = struct.unpack_from(">H", data, 8)[0]
    index = 1
    while index < count:
        tag = data[position]
        if tag == 1:
            length = struct.unpack_from(">H", data, position + 1)[0]
            strings[index] = data[position + 3:position + 3 + length]
            position += 3 + length
        else:
            position += 1 + POOL_SIZES[tag]
        index += 2 if tag in (5, 6) else 1
    position += 6
    position += 2 + 2 * struct.unpack_from(">H", data, position)[0]
    found = set()
    for _ in ("fields", "methods"):
        members = struct.unpack_from(">H", data, position)[0]
        position += 2
        for _ in range(members):
            attributes = struct.unpack_from(">H", data, position + 6)[0]
            position += 8
            for _ in range(attributes):
                name, length = struct.unpack_from(">HI", data, position)
                if strings[name] == b"Code":
                    size = struct.unpack_from(">I", data, position + 10)[0]
                    scan(data[position + 14:position + 14 + size], found)
                position += 6 + length
    return found


def scan(code, found):
    at = 0
    while at < len(code):
        op = code[at]
        found.add(op)
        if op in (170, 171):
            start = (at + 4) & ~3
            first, second = struct.unpack_from(">ii", code, start + 4)
            at = start + (12 + 4 * (second - first + 1) if op == 170 else 8 + 8 * first)
        elif op == 196:
            at += 6 if code[at + 1] == 132 else 4
        else:
            at += 1 + OPERANDS.get(op, 0)


# --- checks ---------------------------------------------------------------------------------------------

def assembled(test, folder):
    """Runs a test on HotSpot so that the classes it assembles are stored in folder."""
    command = run_java.java_command(run_java.REFERENCE, [f"-Dclasswriter.dump={folder}"], test)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, check=False)
    return sorted(Path(folder).glob("*.class"))


def problem_of(code, name, tests):
    test = tests.get(f"BC_{name}")
    if test is None:
        return (f"opcode {name} has no test: tests/opcodes has neither BC_{name}.java nor a row for it in "
                "family/*.template")
    found = set()
    for path in run_java.class_files(test.classpath[0], test.name):
        found |= opcodes_of(path.read_bytes())
    if code not in found:
        with tempfile.TemporaryDirectory() as folder:
            for path in assembled(test, folder):
                found |= opcodes_of(path.read_bytes())
    return "" if code in found else f"BC_{name}: no {name} in its class files or in those it assembles"


def run():
    files = run_java.register()
    run_java.compile_tests(files)
    tests = {test.name: test for test in files if test.group == "opcodes" and test.has_main}
    table = read_table()
    if not table:
        print(f"FAIL {TABLE} has no rows")
        return run_java.Totals(failed=1)
    problems = [problem_of(code, name, tests) for code, name in sorted(table.items())]
    missing = [code for code in range(LAST_OPCODE + 1) if code not in table]
    problems += [f"vm/bytecode/opcodes.def has no row for opcode {code:#x}" for code in missing]
    names = set(table.values())
    problems += [f"{name} tests no row of vm/bytecode/opcodes.def" for name in sorted(tests)
                 if name.startswith("BC_") and name[3:] not in names]
    for problem in filter(None, problems):
        print("FAIL " + problem)
    failed = sum(1 for problem in problems if problem)
    return run_java.Totals(passed=len(problems) - failed, failed=failed)


if __name__ == "__main__":
    totals = run()
    print(totals.line())
    sys.exit(1 if totals.failed else 0)
