#!/usr/bin/env python3
"""opcodes_page.py - the page vm/exec/interp/OPCODES.md, made from the rows of vm/bytecode/opcodes.def

    tools/opcodes_page.py            the page on standard output
    tools/opcodes_page.py --write    written to its place

Tests:  the check `opcodes_page` of tools/check_style.py: the page that stands there is the one made here
"""

import re
import sys
from pathlib import Path

TABLE, PAGE = "vm/bytecode/opcodes.def", "vm/exec/interp/OPCODES.md"
ROW = re.compile(r'^(OP|QUICK|FUSED)\((.*?)\)$', re.M | re.S)
ARGUMENT = re.compile(r'\s*("[^"]*"|[^,"]+)\s*(?:,|$)')
SECTION = re.compile(r"^/\* -- (.*?)\s*-*\s*\*/$", re.M | re.S)
GROUPS = {"const": "Constants", "local": "Local variables", "stack": "The operand stack",
          "math": "Arithmetic", "control": "Control", "object": "Fields, arrays, objects", "invoke": "Calls"}
FLAGS = {"OPF_THROW": "throws", "OPF_GC": "stops"}
INTRODUCTION = """# The instructions

Made from `vm/bytecode/opcodes.def` by `tools/opcodes_page.py --write`; `tests/suites/10_style` fails when the
two differ.

The stack grows to the right: what an instruction takes stands before the arrow, what it leaves behind it;
effects follow a semicolon. `throws`: it may raise an exception. `stops`: a collection or another stop of the
world may happen in it, because it allocates, calls, loads classes or polls. Operands: b byte, s short, l
local, k K constant-pool index, o O branch offset, t type of an array's elements, n count, z zero,
d dimensions, T S tables of a switch.
"""
FORMS = """
## Forms of prepared code

What `prepare` and the first execution of an instruction put in its place. Operands: c cache index, i 16 bits,
I 32 bits, b branch distance, r slots to the caller's stack, f field offset.

| form | of | operands | what it does | may |
|---|---|---|---|---|
"""
FUSED = """
## Fused forms

Each does what its parts do, in their order, in one dispatch.
"""
HEAD = "\n## {}\n\n| code | instruction | operands | what it does | may |\n|---|---|---|---|---|\n"


def rows_of(text):
    """(kind, arguments) of each row, quotes taken off, in order; sections as ("SECTION", [title])."""
    found = [(match.start(), match.group(1), [argument.strip().strip('"') for argument
                                              in ARGUMENT.findall(" ".join(match.group(2).split()))])
             for match in ROW.finditer(text)]
    found += [(match.start(), "SECTION", [" ".join(match.group(1).split())])
              for match in SECTION.finditer(text)]
    return [(kind, arguments) for _, kind, arguments in sorted(found)]


def formula(meaning):
    """As opcode_explain writes it, with the operands' letters."""
    before, after = (part.strip() for part in meaning.replace("$", "").split("→", 1))
    stack = f"…, {before} → " if before else "… → "
    return stack + (f"…, {after}" if after and after[0] != ";" else f"…{after}")


def cell(text):
    return text.replace("|", "\\|")


def effects(flags):
    return " ".join(word for flag, word in FLAGS.items() if flag in flags)


def row(first, second, operands, meaning, flags):
    return f"| {first} | {second} | {operands} | `{cell(formula(meaning))}` | {effects(flags)} |\n"


def page(text):
    rows = rows_of(text)
    out = [INTRODUCTION]
    for group, title in GROUPS.items():
        out.append(HEAD.format(title))
        out += [row(r[0], f"`{r[1]}`", r[2], r[7], r[5])
                for kind, r in rows if kind == "OP" and r[6] == group]
    out.append(FORMS)
    out += [row(f"`{r[1]}`", f"`{r[0]}`", r[2], r[5], r[3]) for kind, r in rows if kind == "QUICK"]
    out.append(FUSED)
    for kind, r in rows:
        if kind == "SECTION" and r[0].startswith("fused: "):
            out.append(f"\n| {r[0][len('fused: '):]} | its parts |\n|---|---|\n")
        elif kind == "FUSED":
            out.append(f"| `{r[1]}` | " + ", ".join(part for part in r[2:] if part != "nop") + " |\n")
    return "".join(out)


def main():
    root = Path(__file__).resolve().parent.parent
    text = page((root / TABLE).read_text(encoding="utf-8"))
    if "--write" in sys.argv:
        (root / PAGE).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
