"""hprof.py - reads a heap dump (JAVA PROFILE 1.0.2) strictly

In:     the path of a .hprof file
Out:    Dump: names, classes, objects, roots, stack traces; values of an object's fields by name
Keeps:  every byte of the file is accounted for; whatever names something that is not in the file, or is there
        twice, is a Malformed
Used by: suites/31_heap_dump; python3 tests/hprof.py FILE prints what a dump holds
"""

import gzip
import struct
import sys
from collections import Counter

UTF8, LOAD_CLASS, FRAME, TRACE, SEGMENT, END = 0x01, 0x02, 0x04, 0x05, 0x1C, 0x2C
CLASS, INSTANCE, OBJECT_ARRAY, PRIMITIVE_ARRAY = 0x20, 0x21, 0x22, 0x23
REFERENCE = 2
# Type code: size and struct letter.
TYPES = {2: (8, "Q"), 4: (1, "?"), 5: (2, "H"), 6: (4, "f"), 7: (8, "d"), 8: (1, "b"), 9: (2, "h"),
         10: (4, "i"), 11: (8, "q")}
# Root: its name and what follows the object's id.
ROOTS = {0xFF: ("unknown", ""), 0x01: ("JNI global", "Q"), 0x02: ("JNI local", "Ii"),
         0x03: ("Java frame", "Ii"), 0x04: ("native stack", "I"), 0x05: ("sticky class", ""),
         0x07: ("monitor", ""), 0x08: ("thread", "II")}


class Malformed(Exception):
    """The file breaks the format."""


def need(condition, message):
    if not condition:
        raise Malformed(message)


class Reader:
    """Values from bytes, in order."""

    def __init__(self, data, start, end):
        self.data, self.at, self.end = data, start, end

    def take(self, letters):
        layout = struct.Struct(">" + letters)
        need(self.at + layout.size <= self.end, f"record ends early at {self.at}")
        values = layout.unpack_from(self.data, self.at)
        self.at += layout.size
        return values if len(values) != 1 else values[0]

    def bytes(self, count):
        need(self.at + count <= self.end, f"record ends early at {self.at}")
        self.at += count
        return self.data[self.at - count:self.at]


class Class:
    """A CLASS record."""

    def __init__(self, name, superclass, loader, size, statics, fields):
        self.name, self.superclass, self.loader, self.size = name, superclass, loader, size
        self.statics = statics    # [(name, type, value)]
        self.fields = fields      # [(name, type)], declared here


class Dump:
    """Everything that the file says, checked."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        if self.data.startswith(b"\x1f\x8b"):
            self.data = gzip.decompress(self.data)
        self.names, self.loaded, self.serials = {}, {}, {}
        self.frames, self.traces = {}, {}
        self.classes, self.instances, self.object_arrays, self.primitive_arrays = {}, {}, {}, {}
        self.roots, self.segments, self.layouts = [], [], {}
        self.read_file()
        self.check_classes()
        self.check_objects()
        self.check_roots()

    # -- reading -------------------------------------------------------------------------------------------

    def read_file(self):
        magic = b"JAVA PROFILE 1.0.2\0"
        need(self.data.startswith(magic), "no dump of version 1.0.2")
        reader = Reader(self.data, len(magic), len(self.data))
        size, self.millis = reader.take("IQ")
        need(size == 8, f"ids of {size} bytes")
        ended = False
        while reader.at < reader.end:
            need(not ended, "something follows the end")
            tag, _, length = reader.take("BII")
            start = reader.at
            reader.bytes(length)
            record = Reader(self.data, start, start + length)
            ended = tag == END
            self.read_record(tag, record, length)
            need(record.at == record.end, f"{record.end - record.at} bytes too many in a record of tag {tag}")
        need(ended, "no end")

    def read_record(self, tag, record, length):
        if tag == UTF8:
            name = record.take("Q")
            self.add(self.names, name, self.decode(record.bytes(length - 8)), "name")
        elif tag == LOAD_CLASS:
            serial, class_id, _, name = record.take("IQIQ")
            self.add(self.loaded, class_id, self.name(name), "class")
            self.add(self.serials, serial, class_id, "class serial")
        elif tag == FRAME:
            frame, method, desc, file, serial, line = record.take("QQQQIi")
            need(serial in self.serials, "a frame of an unknown class")
            self.add(self.frames, frame, (self.loaded[self.serials[serial]], self.name(method),
                                          self.name(desc), file and self.name(file), line), "frame")
        elif tag == TRACE:
            serial, thread, count = record.take("III")
            ids = struct.unpack(f">{count}Q", record.bytes(8 * count))
            need(all(i in self.frames for i in ids), "a trace of unknown frames")
            self.add(self.traces, serial, (thread, [self.frames[i] for i in ids]), "trace")
        elif tag == SEGMENT:
            self.segments.append(length)
            while record.at < record.end:
                self.read_item(record)
        else:
            need(tag == END and length == 0, f"unknown tag {tag}")

    def read_item(self, record):
        tag = record.take("B")
        if tag in ROOTS:
            kind, letters = ROOTS[tag]
            target = record.take("Q")
            rest = record.take(letters) if letters else ()
            self.roots.append((kind, target, rest if isinstance(rest, tuple) else (rest,)))
            return
        start = record.take("Q")
        need(record.take("I") in self.traces, "an object of an unknown trace")
        if tag == CLASS:
            self.read_class(start, record)
        elif tag == INSTANCE:
            class_id, length = record.take("QI")
            self.add(self.instances, start, (class_id, record.at, length), "object")
            record.bytes(length)
        elif tag == OBJECT_ARRAY:
            count, class_id = record.take("IQ")
            elements = struct.unpack(f">{count}Q", record.bytes(8 * count))
            self.add(self.object_arrays, start, (class_id, elements), "object")
        elif tag == PRIMITIVE_ARRAY:
            count, kind = record.take("IB")
            need(kind in TYPES and kind != REFERENCE, f"array of type {kind}")
            self.add(self.primitive_arrays, start, (kind, record.bytes(count * TYPES[kind][0])), "object")
        else:
            need(False, f"unknown tag {tag} in a segment at {record.at}")

    def read_class(self, class_id, record):
        superclass, loader, _, _, unused, unused_too, size = record.take("QQQQQQI")
        need(unused == 0 and unused_too == 0, "a reserved word is used")
        need(record.take("H") == 0, "constants of a class")
        statics = []
        for _ in range(record.take("H")):
            name, kind = record.take("QB")
            statics.append((self.name(name), kind, record.take(TYPES[kind][1])))
        fields = [record.take("QB") for _ in range(record.take("H"))]
        need(class_id in self.loaded, "a class that was not loaded")
        self.add(self.classes, class_id,
                 Class(self.loaded[class_id], superclass, loader, size, statics,
                       [(self.name(name), kind) for name, kind in fields]), "class record")

    def decode(self, text):    # modified UTF-8
        try:
            return text.replace(b"\xc0\x80", b"\0").decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as e:
            raise Malformed(str(e)) from e

    def add(self, table, key, value, what):
        need(key not in table, f"{what} {key} twice")
        table[key] = value

    def name(self, name_id):
        need(name_id in self.names, f"no name {name_id}")
        return self.names[name_id]

    # -- checks --------------------------------------------------------------------------------------------

    def holds(self, target):
        return (target in self.instances or target in self.object_arrays or target in self.primitive_arrays
                or target in self.classes)

    def layout(self, class_id):
        """[(name, type)] of the class's own fields, then its superclasses', and a Struct of them."""
        if class_id not in self.layouts:
            fields, at = [], class_id
            while at:
                fields += self.classes[at].fields
                at = self.classes[at].superclass
            letters = "".join(TYPES[kind][1] for _, kind in fields)
            self.layouts[class_id] = fields, struct.Struct(">" + letters)
        return self.layouts[class_id]

    def check_classes(self):
        need(set(self.loaded) == set(self.classes), "not every class that was loaded has a record")
        for c in self.classes.values():
            need(c.superclass == 0 or c.superclass in self.classes, f"{c.name}: no superclass")
            need(c.loader == 0 or c.loader in self.instances, f"{c.name}: no loader")
            for name, kind, value in c.statics:
                need(kind != REFERENCE or value == 0 or self.holds(value), f"{c.name}.{name}: {value}")

    def check_objects(self):
        for table in (self.instances, self.object_arrays, self.primitive_arrays):
            for other in (self.instances, self.object_arrays, self.primitive_arrays, self.classes):
                need(table is other or not table.keys() & other.keys(), "an object twice")
        for target, (class_id, _, length) in self.instances.items():
            need(class_id in self.classes, f"object {target} of no class")
            need(length == self.layout(class_id)[1].size, f"{self.classes[class_id].name}: {length} bytes")
            for _, name, value in self.references(target):
                need(self.holds(value), f"{self.classes[class_id].name}.{name}: {value}")
            self.check_string(target, class_id)
        for target, (class_id, elements) in self.object_arrays.items():
            need(class_id in self.classes and self.classes[class_id].name.startswith("["),
                 f"array {target} of no class")
            need(all(e == 0 or self.holds(e) for e in elements), f"array {target} of what is not there")

    def check_string(self, target, class_id):
        if self.classes[class_id].name == "java/lang/String":
            value = self.fields(target)["value"]
            need(value == 0 or value in self.primitive_arrays, f"string {target} of no array")

    def check_roots(self):
        threads = {}
        for kind, target, rest in self.roots:
            need(self.holds(target), f"a root of kind {kind}: {target}")
            if kind == "thread":
                self.add(threads, rest[0], rest[1], "thread")
                need(rest[1] in self.traces and self.traces[rest[1]][0] == rest[0], "a thread without trace")
        for kind, _, rest in self.roots:
            if kind in ("Java frame", "JNI local"):
                need(rest[0] in threads, "a frame of an unknown thread")
                depth = len(self.traces[threads[rest[0]]][1])
                need(-1 <= rest[1] < depth, f"frame {rest[1]} of {depth}")

    # -- questions -----------------------------------------------------------------------------------------

    def references(self, target):
        """(type, name, value) of an instance's fields that refer to something."""
        fields, layout = self.layout(self.instances[target][0])
        values = layout.unpack_from(self.data, self.instances[target][1])
        return [(kind, name, value) for (name, kind), value in zip(fields, values)
                if kind == REFERENCE and value]

    def fields(self, target):
        fields, layout = self.layout(self.instances[target][0])
        values = layout.unpack_from(self.data, self.instances[target][1])
        return {name: value for (name, _), value in reversed(list(zip(fields, values)))}

    def statics(self, class_name):
        (c,) = (c for c in self.classes.values() if c.name == class_name)
        return {name: value for name, _, value in c.statics}

    def values(self, array):
        kind, data = self.primitive_arrays[array]
        size, letter = TYPES[kind]
        return list(struct.unpack(f">{len(data) // size}{letter}", data))

    def text(self, string):
        fields = self.fields(string)
        if fields["value"] == 0:    # of a dead one, gone before it
            return None
        data = self.primitive_arrays[fields["value"]][1]
        return data.decode("utf-16-le" if fields["coder"] else "latin-1")

    def class_name(self, target):
        table = self.instances if target in self.instances else self.object_arrays
        return self.classes[table[target][0]].name

    def edges(self, target):
        if target in self.instances:
            yield self.instances[target][0]
            yield from (value for _, _, value in self.references(target))
        elif target in self.object_arrays:
            yield self.object_arrays[target][0]
            yield from (e for e in self.object_arrays[target][1] if e)
        elif target in self.classes:
            c = self.classes[target]
            yield from (x for x in (c.superclass, c.loader) if x)
            yield from (value for _, kind, value in c.statics if kind == REFERENCE and value)

    def unreachable(self):
        """Objects that no root leads to."""
        seen = {target for _, target, _ in self.roots}
        left = list(seen)
        while left:
            for other in self.edges(left.pop()):
                if other not in seen:
                    seen.add(other)
                    left.append(other)
        return [t for table in (self.instances, self.object_arrays, self.primitive_arrays, self.classes)
                for t in table if t not in seen]

    def describe(self, target):
        if target in self.classes:
            return "class " + self.classes[target].name
        if target in self.primitive_arrays:
            return f"array of type {self.primitive_arrays[target][0]}"
        return self.class_name(target)


def main(path):
    dump = Dump(path)
    print(len(dump.names), "names,", len(dump.classes), "classes,", len(dump.instances), "instances,",
          len(dump.object_arrays), "+", len(dump.primitive_arrays), "arrays,", len(dump.segments), "segments")
    print("roots:", dict(Counter(kind for kind, _, _ in dump.roots)))
    for thread, frames in dump.traces.values():
        print(f"thread {thread}:", *frames[:12], sep="\n    ")
    print("unreachable:", Counter(dump.describe(t) for t in dump.unreachable()).most_common(20))


if __name__ == "__main__":
    main(sys.argv[1])
