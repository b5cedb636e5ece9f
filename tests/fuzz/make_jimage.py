#!/usr/bin/env python3
"""make_jimage.py FILE NAME=DATAFILE... - writes a small run-time image (format 1.0) for the jimage target

Only the first 200 bytes of a file are taken, so that an image stays small. NAME: /module/parent/Base.ext;
packages get their /packages entries.
Used by: tests/fuzz/fuzz.py
"""

import struct
import sys
from pathlib import Path

SEED = 0x01000193


def hash_of(text, seed):
    for byte in text.encode():
        seed = (seed * SEED) & 0xFFFFFFFF ^ byte
    return seed & 0x7FFFFFFF


def perfect_table(names, size):
    """(redirect, order), as the format has it: slots of one name are stored directly, others by a seed. None:
    a larger table is needed."""
    slots = [[] for _ in range(size)]
    for name in names:
        slots[hash_of(name, SEED) % size].append(name)
    redirect, order = [0] * size, [None] * size
    for slot in sorted(range(size), key=lambda s: -len(slots[s])):
        if len(slots[slot]) < 2:
            continue
        for seed in range(1, 1000):
            places = [hash_of(name, seed) % size for name in slots[slot]]
            if len(set(places)) == len(places) and all(order[place] is None for place in places):
                break
        else:
            return None
        redirect[slot] = seed
        for place, name in zip(places, slots[slot]):
            order[place] = name
    free = [place for place in range(size) if order[place] is None]
    for slot in range(size):
        if len(slots[slot]) == 1:
            place = free.pop()
            redirect[slot], order[place] = -1 - place, slots[slot][0]
    return redirect, order


class Strings:
    def __init__(self):
        self.data, self.places = bytearray(b"\0"), {"": 0}

    def add(self, text):
        if text not in self.places:
            self.places[text] = len(self.data)
            self.data += text.encode() + b"\0"
        return self.places[text]


def parts_of(name):
    module, _, rest = name[1:].partition("/")
    parent, _, last = rest.rpartition("/")
    base, dot, extension = last.rpartition(".")
    return (module, parent, base, extension) if dot else (module, parent, last, "")


def location(strings, name, offset, size):
    out = bytearray()
    for kind, value in zip(range(1, 5), map(strings.add, parts_of(name))):
        if value:
            out += bytes([kind << 3 | 3]) + struct.pack(">I", value)
    for kind, value in ((5, offset), (7, size)):
        out += bytes([kind << 3 | 3]) + struct.pack(">I", value)
    return out + b"\0"


def image(resources):
    strings, content = Strings(), bytearray()
    packages = {}
    for name in resources:
        module, parent, _, _ = parts_of(name)
        packages["/packages/" + parent.replace("/", ".")] = module
    for package, module in packages.items():
        resources = {**resources, package: struct.pack("<II", 0, strings.add(module))}
    tables = (perfect_table(list(resources), size) for size in range(len(resources), 4 * len(resources)))
    redirect, order = next(table for table in tables if table)
    locations, offsets, places = bytearray(b"\0"), [], {}
    for name, data in resources.items():
        places[name] = len(content)
        content += data
    for name in order:
        offsets.append(len(locations) if name else 0)
        if name:
            locations += location(strings, name, places[name], len(resources[name]))
    table = len(order)
    head = struct.pack("<7I", 0xCAFEDADA, 1 << 16, 0, table, table, len(locations), len(strings.data))
    return (head + struct.pack(f"<{table}i", *redirect) + struct.pack(f"<{table}I", *offsets) + locations
            + strings.data + content)


def main():
    resources = dict(argument.split("=", 1) for argument in sys.argv[2:])
    contents = {name: Path(path).read_bytes()[:200] for name, path in resources.items()}
    Path(sys.argv[1]).write_bytes(image(contents))


if __name__ == "__main__":
    main()
