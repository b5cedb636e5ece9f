#!/usr/bin/env python3
"""main_class.py - which class of a program to start

In:     --class FILE.class, or --source FILE.java DIR (the file's compiled classes)
Out:    --class: the class path root, a tab, the class name; --source: the class name
Used by: tools/bootstrap run
"""

import re
import struct
import sys
from pathlib import Path

ACC_PUBLIC_STATIC = 0x0001 | 0x0008
# Bytes that follow the tag of a constant (JVMS 4.4); Utf8 (1) carries its own length.
CONSTANT_SIZE = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4,
                 19: 2, 20: 2}


class ClassFile:
    """The name of a class file and whether it declares `public static void main(String[])`."""

    def __init__(self, data):
        if data[:4] != b"\xca\xfe\xba\xbe":
            raise ValueError("not a class file")
        self.data, self.at = data, 8
        self.pool = self.read_pool()
        self.take(2)
        self.name = self.pool[self.pool[self.take(2)]].replace("/", ".")
        self.take(2)
        for _ in range(self.take(2)):
            self.take(2)
        self.read_members()
        self.has_main = (ACC_PUBLIC_STATIC, "main", "([Ljava/lang/String;)V") in self.read_members()

    def take(self, size):
        value = int.from_bytes(self.data[self.at:self.at + size], "big")
        if self.at + size > len(self.data):
            raise ValueError("truncated class file")
        self.at += size
        return value

    def read_pool(self):
        pool, index, count = {}, 1, self.take(2)
        while index < count:
            tag = self.take(1)
            if tag == 1:
                size = self.take(2)
                pool[index] = self.data[self.at:self.at + size].decode("utf-8", "replace")
                self.at += size
            elif tag in CONSTANT_SIZE:
                pool[index] = self.take(CONSTANT_SIZE[tag])
            else:
                raise ValueError(f"constant tag {tag}")
            index += 2 if tag in (5, 6) else 1
        return pool

    def read_members(self):
        members = set()
        for _ in range(self.take(2)):
            flags, name, desc = self.take(2), self.take(2), self.take(2)
            members.add((flags & ACC_PUBLIC_STATIC, self.pool[name], self.pool[desc]))
            for _ in range(self.take(2)):
                self.take(2)
                size = self.take(4)
                self.at += size
        return members


def read_class(path):
    try:
        return ClassFile(path.read_bytes())
    except (OSError, ValueError, KeyError, struct.error) as problem:
        sys.exit(f"bootstrap: {path}: {problem}")


def class_root(path, name):
    """The folder that the class's package starts in."""
    parts = name.split(".")
    path = path.resolve()
    if tuple(path.with_suffix("").parts[-len(parts):]) != tuple(parts):
        return path.parent      # the VM then reports the wrong name as java does
    return path.parents[len(parts) - 1]


def source_main(source, folder):
    """The class with a main method; of several the one named like the file, then the first in the text."""
    classes = [read_class(path) for path in sorted(folder.rglob("*.class"))]
    with_main = {c.name for c in classes if c.has_main}
    by_simple_name = {c.name.rsplit(".", 1)[-1]: c.name for c in classes}
    if by_simple_name.get(source.stem) in with_main:
        return by_simple_name[source.stem]
    text = source.read_text(errors="replace")
    in_text = [by_simple_name[n] for n in re.findall(r"\b(?:class|interface|enum|record)\s+(\w+)", text)
               if n in by_simple_name]
    return next((n for n in in_text if n in with_main), in_text[0] if in_text else source.stem)


def main():
    if sys.argv[1] == "--class":
        path = Path(sys.argv[2])
        name = read_class(path).name
        print(f"{class_root(path, name)}\t{name}")
    else:
        print(source_main(Path(sys.argv[2]), Path(sys.argv[3])))


if __name__ == "__main__":
    main()
