#!/usr/bin/env python3
"""opcode_families.py - the programs of tests/opcodes that differ in a type or an operator alone

In:     tests/opcodes/family/*.template: a table of opcodes, then the program that all of them share
Out:    BC_<opcode>.java for each row, written where run_java.py asks for them; by hand, to look at one:
        tests/opcode_families.py iload_0
Keeps:  a file that is as it should be is not written again, and one that no row stands for is removed

The cells of a template's table, whose lines begin with //|, are parted by | between blanks. Its first line
names the columns; each other line is a program, or several: [ilfda]load_0 is iload_0, lload_0, ... aload_0.
In the program, $opcode and each column's name stand for what the row says, and the names of TYPES for what
is so of the type that the opcode's first letter tells. Lines from `//+ OPCODE...` to `//-` are for these
opcodes only.
"""

import os
import re
import string
import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent / "opcodes" / "family"

# By an opcode's first letter: the Java type, its name in a sentence, four values that differ in every half,
# the value that stands for any other, the empty one, what arithmetic is tried with, and what fills an array.
TYPES = {
    "i": {"T": "int", "noun": "an int", "seven": "7", "zero": "0",
          "four": ("7", "-8", "Integer.MIN_VALUE", "0"),
          "values": "0, 1, -1, 2, -7, 10, 127, 65536, 46341, 0x12345678, Integer.MAX_VALUE, "
                    "Integer.MIN_VALUE",
          "elements": "1, -1, 0, Integer.MIN_VALUE, 65536"},
    "l": {"T": "long", "noun": "a long", "seven": "7L", "zero": "0",
          "four": ("7L", "-8L", "Long.MIN_VALUE", "0x100000000L"),
          "values": "0, 1, -1, 2, -7, 10, 4294967296L, 3037000500L, 0x123456789abcdefL, Long.MAX_VALUE, "
                    "Long.MIN_VALUE",
          "elements": "1, -1, 0, Long.MIN_VALUE, 4294967296L"},
    "f": {"T": "float", "noun": "a float", "seven": "7.5f", "zero": "0",
          "four": ("7.5f", "-0f", "Float.NaN", "1e-45f"),
          "values": "0f, -0f, 1f, -1.5f, 0.1f, 3f, 16777216f, 1e-40f, 3e38f, Float.MIN_VALUE, "
                    "Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN",
          "elements": "1.5f, -0f, Float.NaN, 1e-45f, 3e38f"},
    "d": {"T": "double", "noun": "a double", "seven": "7.5", "zero": "0",
          "four": ("7.5", "-0.0", "Double.NaN", "4.9e-324"),
          "values": "0.0, -0.0, 1.0, -1.5, 0.1, 3.0, 9007199254740992.0, 1e-310, 1e308, Double.MIN_VALUE, "
                    "Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN",
          "elements": "1.5, -0.0, Double.NaN, 4.9e-324, 1e308"},
    "a": {"T": "Object", "noun": "a reference", "seven": '"seven"', "zero": "null",
          "four": ('"seven"', "null", "new int[] {1}", "'c'")},
    "b": {"T": "byte", "noun": "a byte", "elements": "1, -1, 0, -128, 127"},
    "c": {"T": "char", "noun": "a char", "elements": r"'a', '\uffff', '\u0000', '\u8000', '\u00e9'"},
    "s": {"T": "short", "noun": "a short", "elements": "1, -1, 0, -32768, 32767"},
}


def opcodes_of(pattern):
    """[il]add stands for iadd and ladd."""
    letters = re.fullmatch(r"\[(\w+)\](\w+)", pattern)
    return [letter + letters[2] for letter in letters[1]] if letters else [pattern]


def rows_of(text):
    """(opcode, columns) for each program of a template's table."""
    table = [[cell.strip() for cell in re.split(r"\s\|(?:\s|$)", line[3:])]
             for line in text.split("\n") if line.startswith("//|")]
    names = table[0] if table else []
    for cells in table[1:]:
        cells += [""] * (len(names) - len(cells))
        for opcode in opcodes_of(cells[0]):
            yield opcode, {**dict(zip(names, cells)), "opcode": opcode}


def body_of(text, opcode):
    """The program without the table and the lines that belong to other opcodes."""
    lines, mine = [], True
    for line in text[text.rindex("//|"):].split("\n")[1:]:
        mark = line.strip().split()
        if mark[:1] == ["//+"]:
            mine = any(opcode in opcodes_of(pattern) for pattern in mark[1:])
        elif mark[:1] == ["//-"]:
            mine = True
        elif mine:
            lines.append(line)
    return "\n".join(lines)


def program(text, opcode, columns):
    kind = TYPES.get(opcode[0], {})
    four = kind.get("four", ())
    names = {**kind, "four": ", ".join(four), "ruof": ", ".join(reversed(four)), **columns}
    return string.Template(body_of(text, opcode)).substitute(names)


def programs(folder=TEMPLATES):
    """The text of each program by its opcode."""
    texts = {}
    for path in sorted(folder.glob("*.template")):
        text = path.read_text(encoding="utf-8")
        for opcode, columns in rows_of(text):
            try:
                texts[opcode] = program(text, opcode, columns)
            except (KeyError, ValueError) as problem:
                raise SystemExit(f"{path}: {opcode}: {problem}") from problem
    return texts


def write(folder):
    """Brings a folder of BC_<opcode>.java up to date; the files in it."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {folder / f"BC_{opcode}.java": text for opcode, text in programs().items()}
    for path in set(folder.glob("*.java")) - set(wanted):
        path.unlink(missing_ok=True)
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(path)
    return sorted(wanted)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(programs()[name], end="")
