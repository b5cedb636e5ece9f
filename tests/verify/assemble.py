#!/usr/bin/env python3
"""assemble.py - class files, good and malformed ones, from a short text

Used by: tests/suites/65_verify; In: text, vm/bytecode/opcodes.def; Out: bytes by class name
Keeps:   nothing is checked but the text's own form: what is wrong with a class is the VM's to find

    case NAME                           a test case; everything up to the next `case` belongs to it
    loader boot                         or platform: who defines the case's first class; without one, a loader
                                        of the case's own
    fails ERROR: TEXT [@BCI]            (bad cases) what the VM says: the message's first line, bytecode index
    before VERSION fails ERROR: ...     what HotSpot said before that version
    class FLAGS NAME [extends NAME] [implements NAME...]    without one: class public super T
    version MAJOR[.MINOR]               without one: 61
    const NAME CONSTANT                 adds a constant early, to be named by $NAME
    const NAME raw TAG ITEM...          any tag with any contents
    field FLAGS NAME DESC               and method FLAGS NAME DESC; code follows its method
    limits STACK LOCALS                 without one: 4 4
    LABEL:                              and instructions: mnemonic, then operands
    frame FORM TYPE...                  same, same_extended, stack, stack_extended, chop N, append,
                                        full LOCALS | STACK, raw ITEM...; the offset follows from the place,
                                        or from `at:N` before FORM
    catch FROM TO HANDLER TYPE          TYPE: a class, or any
    attribute NAME [length:N] ITEM...   of the last member; class_attribute, code_attribute likewise
    magic HEX, this C, super C, interface C, pool_count N, code_length N, append HEX, cut N    overrides

A CONSTANT is #17 (an index as it is), $NAME, or a kind with its contents: utf8:x int:5 float:1.5 long:5
double:1.5 class:A string:x nat:NAME:DESC field:A.x:I method:A.f()V imethod:A.f()V type:()V
handle:6:CONSTANT dynamic:0:NAME:DESC indy:0:NAME:DESC. Instructions that take one kind leave the kind out.
An ITEM is bytes in hex, or a constant, whose index it is, or @LABEL. A branch's target is a label, or +N and
-N from the instruction. `wide` goes before its instruction. A type of a frame is top, int, float, double,
long, null, this (uninitializedThis), new:LABEL, or a class. "..." quotes a word, `\\xNN` in it is a byte,
{x*9} is nine x.
"""

import re
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLAGS = {"public": 0x1, "private": 0x2, "protected": 0x4, "static": 0x8, "final": 0x10, "super": 0x20,
         "synchronized": 0x20, "volatile": 0x40, "bridge": 0x40, "transient": 0x80, "varargs": 0x80,
         "native": 0x100, "interface": 0x200, "abstract": 0x400, "strict": 0x800, "synthetic": 0x1000,
         "annotation": 0x2000, "enum": 0x4000, "module": 0x8000}
TYPES = ["top", "int", "float", "double", "long", "null", "this"]
REFS = {"field": 9, "method": 10, "imethod": 11}
NUMBERS = {"int": (3, ">i"), "float": (4, ">f"), "long": (5, ">q"), "double": (6, ">d")}
KINDS = {"utf8", "class", "string", "type", "nat", "handle", "dynamic", "indy", *REFS, *NUMBERS}
CLASS_OPS = {"new", "anewarray", "checkcast", "instanceof", "multianewarray"}
WIDE, SWITCHES = 0xC4, {"tableswitch", "lookupswitch"}


def read_opcodes():
    """name -> (code, operand letters), from the project's one table."""
    text = (ROOT / "vm" / "bytecode" / "opcodes.def").read_text()
    rows = re.findall(r'^OP\(0x(\w+), (\w+), "([^"]*)"', text, re.M)
    return {name: (int(code, 16), operands) for code, name, operands in rows}


OPCODES = read_opcodes()


class BadText(Exception):
    """The text is not of the form above."""


def u1(value):
    return struct.pack(">B", value & 0xFF)


def u2(value):
    return struct.pack(">H", value & 0xFFFF)


def u4(value):
    return struct.pack(">I", value & 0xFFFFFFFF)


def words_of(line):
    """The words of a line; quotes keep blanks and may be a part of a word, {x*3} is xxx."""
    line = re.sub(r"\{([^{}*]+)\*(\d+)\}", lambda match: match.group(1) * int(match.group(2)), line)
    return [word.replace('"', "") for word in re.findall(r'(?:"[^"]*"|[^\s"])+', line)]


def text_bytes(text):
    """Modified UTF-8 of a word, with \\xNN as bytes."""
    parts = re.split(r"\\x([0-9A-Fa-f]{2})", text)
    return b"".join(bytes.fromhex(part) if i % 2 else part.encode() for i, part in enumerate(parts))


def argument_slots(desc):
    """Stack slots of a method descriptor's arguments."""
    arguments = re.findall(r"\[*(?:L[^;]*;|[A-Z])", desc[desc.index("(") + 1:desc.index(")")])
    return sum(2 if each in ("J", "D") else 1 for each in arguments)


class Pool:
    """A constant pool; equal constants are one entry."""

    def __init__(self):
        self.data, self.count, self.index, self.names = b"", 1, {}, {}

    def add(self, tag, contents):
        key = (tag, contents)
        if key not in self.index:
            self.index[key] = self.count
            self.data += u1(tag) + contents
            self.count += 2 if tag in (5, 6) else 1
        return self.index[key]

    def utf8(self, text):
        data = text_bytes(text)
        return self.add(1, u2(len(data)) + data)

    def pair(self, tag, name, desc):
        return self.add(tag, u2(self.utf8(name)) + u2(self.utf8(desc)))

    def member(self, kind, text):
        holder, name, desc = re.fullmatch(r"([^.]*)\.([^:(]*):?(.*)", text).groups()
        return self.add(REFS[kind], u2(self.constant(holder, "class")) + u2(self.pair(12, name, desc)))

    def constant(self, word, kind=None):
        """The index that a CONSTANT word stands for."""
        if word.startswith("#"):
            return int(word[1:], 0)
        if word.startswith("$"):
            return self.names[word[1:]]
        before = word.split(":", 1)[0]
        if kind is None or (before in KINDS and ":" in word):
            kind, word = word.split(":", 1)
        if kind == "utf8":
            return self.utf8(word)
        if kind in NUMBERS:
            tag, form = NUMBERS[kind]
            return self.add(tag, struct.pack(form, (float if tag % 2 == 0 else int)(word)))
        if kind in ("class", "string", "type"):
            return self.add({"class": 7, "string": 8, "type": 16}[kind], u2(self.utf8(word)))
        if kind in REFS:
            return self.member(kind, word)
        if kind == "nat":
            return self.pair(12, *word.split(":"))
        if kind == "handle":
            reference, target = word.split(":", 1)
            return self.add(15, u1(int(reference)) + u2(self.constant(target)))
        if kind in ("dynamic", "indy"):
            bootstrap, name, desc = word.split(":")
            tag = 17 if kind == "dynamic" else 18
            return self.add(tag, u2(int(bootstrap)) + u2(self.pair(12, name, desc)))
        raise BadText(f"no constant: {kind}:{word}")

    def name(self, name, words):
        if words[0] == "raw":
            # Raw constants are never shared: each is an entry of its own.
            self.index.pop((int(words[1]), self.items(words[2:])), None)
            self.names[name] = self.add(int(words[1]), self.items(words[2:]))
        else:
            self.names[name] = self.constant(words[0])

    def items(self, words, labels=None):
        data = b""
        for word in words:
            if word.startswith("@"):
                data += u2(labels[word[1:]])
            elif re.fullmatch(r"([0-9A-Fa-f]{2})+", word):
                data += bytes.fromhex(word)
            else:
                data += u2(self.constant(word))
        return data


class Attributes:
    """A table of attributes."""

    def __init__(self, pool):
        self.pool, self.rows = pool, []

    def add(self, name, data, length=None):
        index = self.pool.constant(name, "utf8")
        self.rows.append(u2(index) + u4(len(data) if length is None else length) + data)

    def words(self, words, labels=None):
        length, items = None, words[1:]
        if items and items[0].startswith("length:"):
            length, items = int(items[0][7:]), items[1:]
        self.add(words[0], self.pool.items(items, labels), length)

    def data(self):
        return u2(len(self.rows)) + b"".join(self.rows)


class Code:
    """The Code attribute of a method."""

    def __init__(self, pool):
        self.pool, self.limits, self.data, self.labels = pool, (4, 4), bytearray(), {}
        self.fixups, self.handlers, self.frames, self.extra = [], [], [], []
        self.length, self.wide = None, False

    def place(self, word):
        return int(word, 0) if re.fullmatch(r"-?(0x)?[0-9A-Fa-f]+", word) and word not in self.labels \
            else self.labels[word]

    def branch(self, word, start, size):
        self.fixups.append((len(self.data), start, size, word))
        self.data += bytes(size)

    def instruction(self, name, words):
        if name == "wide":
            self.data += u1(WIDE)
            self.wide = True
            return words and self.instruction(words[0], words[1:])
        start, wide, words = len(self.data), self.wide, list(words)
        self.wide = False
        code, operands = OPCODES[name]
        self.data += u1(code)
        if name in SWITCHES:
            return self.switch(name, words, start)
        if name == "invokeinterface" and len(words) == 1:
            match = re.search(r"\(.*", words[0])
            words.append(str(1 + argument_slots(match.group()) if match else 1))
        for operand in operands:
            word = words.pop(0) if words else "0"
            if operand in "kK":
                index = self.pool.constant(word, self.default_kind(name))
                self.data += u1(index) if operand == "k" else u2(index)
            elif operand in "oO":
                self.branch(word, start, 2 if operand == "o" else 4)
            elif operand == "s" or (wide and operand in "lb"):
                self.data += u2(int(word, 0))
            else:
                self.data += u1(int(word, 0))
        if words:
            raise BadText(f"too many operands of {name}: {words}")
        return None

    @staticmethod
    def default_kind(name):
        if name.endswith(("field", "static")) and not name.startswith("invoke"):
            return "field"
        if name in CLASS_OPS:
            return "class"
        return {"invokeinterface": "imethod", "invokedynamic": "indy", "invokevirtual": "method",
                "invokespecial": "method", "invokestatic": "method"}.get(name)

    def switch(self, name, words, start):
        """tableswitch LOW[..HIGH] DEFAULT TARGET...; lookupswitch [COUNT:N] DEFAULT KEY:TARGET..."""
        while len(self.data) % 4:
            self.data += b"\0"
        if name == "tableswitch":
            low, _, high = words[0].partition("..")
            self.branch(words[1], start, 4)
            self.data += u4(int(low)) + u4(int(high) if high else int(low) + len(words) - 3)
            for word in words[2:]:
                self.branch(word, start, 4)
            return
        count = len(words) - 1
        if words[0].startswith("count:"):
            count = int(words.pop(0)[6:])
        self.branch(words[0], start, 4)
        self.data += u4(count)
        for word in words[1:]:
            key, target = word.split(":")
            self.data += u4(int(key))
            self.branch(target, start, 4)

    def line(self, words):
        first, rest = words[0], words[1:]
        if first == "limits":
            self.limits = (int(rest[0]), int(rest[1]))
        elif first == "frame":
            self.frames.append((len(self.data), rest))
        elif first == "catch":
            self.handlers.append(rest)
        elif first == "bytes":
            self.data += self.pool.items(rest)
        elif first == "code_length":
            self.length = int(rest[0])
        elif first == "code_attribute":
            self.extra.append(rest)
        elif first.endswith(":"):
            self.labels[first[:-1]] = len(self.data)
        elif first in OPCODES:
            self.instruction(first, rest)
        else:
            return False
        return True

    def type_data(self, word):
        if word in TYPES:
            return u1(TYPES.index(word))
        if word.startswith("new:"):
            return u1(8) + u2(self.place(word[4:]))
        return u1(7) + u2(self.pool.constant(word, "class"))

    def types(self, words):
        return b"".join(map(self.type_data, words))

    def frame(self, delta, words):
        form, types = words[0], words[1:]
        if form == "raw":
            return self.pool.items(types, self.labels)
        if form == "same":
            return u1(delta)
        if form == "same_extended":
            return u1(251) + u2(delta)
        if form == "stack":
            return u1(64 + delta) + self.types(types)
        if form == "stack_extended":
            return u1(247) + u2(delta) + self.types(types)
        if form == "chop":
            return u1(251 - int(types[0])) + u2(delta)
        if form == "append":
            return u1(251 + len(types)) + u2(delta) + self.types(types)
        middle = types.index("|")
        return (u1(255) + u2(delta) + u2(middle) + self.types(types[:middle])
                + u2(len(types) - middle - 1) + self.types(types[middle + 1:]))

    def stack_map(self):
        data, previous = u2(len(self.frames)), -1
        for at, words in self.frames:
            if words[0].startswith("at:"):
                at, words = self.place(words[0][3:]), words[1:]
            data += self.frame(at - previous - 1, words)
            previous = at
        return data

    def finish(self):
        for at, start, size, word in self.fixups:
            offset = int(word) if word[0] in "+-" else self.place(word) - start
            self.data[at:at + size] = u2(offset) if size == 2 else u4(offset)
        data = u2(self.limits[0]) + u2(self.limits[1])
        data += u4(len(self.data) if self.length is None else self.length) + bytes(self.data)
        data += u2(len(self.handlers))
        for *places, kind in self.handlers:
            data += b"".join(u2(self.place(word)) for word in places)
            data += u2(0 if kind == "any" else self.pool.constant(kind, "class"))
        attributes = Attributes(self.pool)
        if self.frames:
            attributes.add("StackMapTable", self.stack_map())
        for words in self.extra:
            attributes.words(words, self.labels)
        return data + attributes.data()


class Member:
    """A field or a method."""

    def __init__(self, pool, flags, name, desc, is_method):
        self.head = u2(flags) + u2(pool.constant(name, "utf8")) + u2(pool.constant(desc, "utf8"))
        self.attributes, self.is_method = Attributes(pool), is_method
        self.code = Code(pool) if is_method else None

    def finish(self):
        if self.code and (self.code.data or self.code.length is not None):
            self.attributes.add("Code", self.code.finish())
        return self.head + self.attributes.data()


class ClassFile:
    """One class of a case, written line by line."""

    def __init__(self, words):
        flags, words = split_flags(words)
        self.name, self.extends, self.implements = words[0], "java/lang/Object", []
        if "extends" in words:
            self.extends = words[words.index("extends") + 1]
        if "implements" in words:
            self.implements = words[words.index("implements") + 1:]
        self.flags, self.major, self.minor, self.magic = flags, 61, 0, 0xCAFEBABE
        self.pool = Pool()
        self.this, self.super = self.pool.constant(self.name, "class"), None
        self.fields, self.methods, self.attributes = [], [], Attributes(self.pool)
        self.last, self.pool_count, self.tail, self.cut = None, None, b"", 0

    def member(self, words, is_method):
        flags, (name, desc) = split_flags(words)
        self.last = Member(self.pool, flags, name, desc, is_method)
        (self.methods if is_method else self.fields).append(self.last)

    def line(self, words):
        first, rest = words[0], words[1:]
        if first == "version":
            self.major, self.minor = map(int, (rest[0] + ".0").split(".")[:2])
        elif first == "const":
            self.pool.name(rest[0], rest[1:])
        elif first in ("field", "method"):
            self.member(rest, first == "method")
        elif first == "class_attribute":
            self.attributes.words(rest)
        elif first == "attribute":
            self.last.attributes.words(rest, self.last.code and self.last.code.labels)
        elif first == "magic":
            self.magic = int(rest[0], 16)
        elif first in ("this", "super"):
            setattr(self, first, self.pool.constant(rest[0], "class"))
        elif first == "interface":
            self.implements.append(rest[0])
        elif first == "pool_count":
            self.pool_count = int(rest[0])
        elif first == "append":
            self.tail += self.pool.items(rest)
        elif first == "cut":
            self.cut = int(rest[0])
        elif not (self.last and self.last.code and self.last.code.line(words)):
            raise BadText(f"what is: {' '.join(words)}")

    def finish(self):
        if self.super is None:
            self.super = self.pool.constant(self.extends, "class")
        interfaces = [u2(self.pool.constant(each, "class")) for each in self.implements]
        parts = [u2(len(interfaces)), *interfaces]
        for members in (self.fields, self.methods):
            parts += [u2(len(members)), *(member.finish() for member in members)]
        parts.append(self.attributes.data())
        count = self.pool.count if self.pool_count is None else self.pool_count
        data = u4(self.magic) + u2(self.minor) + u2(self.major) + u2(count) + self.pool.data
        data += u2(self.flags) + u2(self.this) + u2(self.super) + b"".join(parts) + self.tail
        return data[:len(data) - self.cut]


def split_flags(words):
    flags, at = 0, 0
    while at < len(words) and (words[at] in FLAGS or re.fullmatch(r"0x[0-9A-Fa-f]{1,4}", words[at])):
        flags |= FLAGS[words[at]] if words[at] in FLAGS else int(words[at], 16)
        at += 1
    return flags, words[at:]


class Case:
    """A named case: its lines, what it must fail with (None: nothing), and its classes. `older`: a
    version, and what HotSpot said before it."""

    def __init__(self, name, place):
        self.name, self.place, self.lines, self.fails, self.classes = name, place, [], None, {}
        self.loader, self.older = "case", None

    def assemble(self):
        current = None
        for number, line in self.lines:
            words = words_of(line)
            try:
                if words[0] == "loader":
                    self.loader = words[1]
                elif words[0] == "class":
                    current = self.add(ClassFile(words[1:]))
                else:
                    current = current or self.add(ClassFile(["public", "super", "T"]))
                    current.line(words)
            except (BadText, KeyError, ValueError, IndexError, AttributeError, struct.error) as error:
                sys.exit(f"{self.place}:{number}: {line.strip()}: {error!r}")
        try:
            return {name: each.finish() for name, each in self.classes.items()}
        except (BadText, KeyError, ValueError, IndexError, struct.error) as error:
            sys.exit(f"{self.place}: case {self.name}: {error!r}")

    def add(self, class_file):
        self.classes[class_file.name] = class_file
        return class_file


def read_cases(path):
    """The cases of one file, in order. `//` begins a comment."""
    cases = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = re.sub(r"(^|\s)//.*", "", line)
        if not line.strip():
            continue
        first, _, rest = line.strip().partition(" ")
        if first == "case":
            cases.append(Case(rest.strip(), path))
        elif first == "fails":
            cases[-1].fails = rest.strip()
        elif first == "before":
            version, _, said = rest.partition(" fails ")
            cases[-1].older = version, said.strip()
        else:
            cases[-1].lines.append((number, line))
    return cases


def main(arguments):
    """assemble.py FILE CASE FOLDER: writes the case's classes there, to look at with javap or `moka dis`."""
    path, name, folder = Path(arguments[0]), arguments[1], Path(arguments[2])
    for case in read_cases(path):
        if case.name == name:
            for each, data in case.assemble().items():
                target = folder / f"{each}.class"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                print(target)


if __name__ == "__main__":
    main(sys.argv[1:])
