"""jdks.py - the JDKs on this machine, and class files out of their run-time images

Used by: tests/suites/{25_tables,26_exports,35_dis,40_launcher,48_view}
Out:     folders below $MOKA_BUILD/tests, made once per JDK
Keeps:   reads class files by itself (JVMS 4): what it says does not come from the code under test
"""

import os
import re
import shutil
import struct
import sys
from pathlib import Path

from suite import BUILD, JDK, run

PLACES = [Path("/usr/lib/jvm"), Path("/opt/java")]
ACC_STATIC, ACC_NATIVE = 0x0008, 0x0100


class Jdk:
    def __init__(self, home):
        text = (home / "release").read_text()
        said = dict(re.findall(r'^(\w+)="(.*)"$', text, re.M))
        self.home, self.version = home, said["JAVA_RUNTIME_VERSION"]
        self.feature = int(said["JAVA_VERSION"].split(".")[0])

    def __repr__(self):
        return f"{self.home} ({self.version})"

    def libraries(self):
        return [path for path in sorted((self.home / "lib").rglob("*.so"))
                if path.name != "libjvm.so" and not path.is_symlink()]


def all_jdks():
    """Every JDK below /usr/lib/jvm, the one that the tests compare with, and that of JAVA_HOME."""
    candidates = [JDK] + ([Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else [])
    for place in PLACES:
        candidates += sorted(place.iterdir()) if place.is_dir() else []
    homes = {}
    for home in candidates:
        if (home / "release").is_file() and (home / "lib/modules").is_file():
            homes.setdefault(home.resolve(), None)
    return [Jdk(home) for home in homes]


def module(jdk, name="java.base"):
    """The folder with a module's class files of a JDK: java/lang/Object.class, ... Made once."""
    folder = BUILD / "tests" / f"{name}-{jdk.version}"
    if not folder.is_dir():
        fresh = folder.with_name(f"{folder.name}.{os.getpid()}")
        shutil.rmtree(fresh, ignore_errors=True)
        made = run([jdk.home / "bin/jimage", "extract", "--dir", fresh, "--include",
                    f"regex:/{re.escape(name)}/.*\\.class", jdk.home / "lib/modules"], timeout=300)
        if made.code != 0:
            sys.exit(f"jimage extract of {jdk}: {made.text()}")
        fresh.mkdir(exist_ok=True)    # the JDK has no such module
        fresh.rename(folder)
    return folder / name


# -- Class files -------------------------------------------------------------------------------------------

POOL_LENGTHS = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4,
                18: 4, 19: 2, 20: 2}


class Member:
    def __init__(self, access, annotations):
        self.access, self.annotations = access, annotations

    def is_static(self):
        return bool(self.access & ACC_STATIC)

    def is_native(self):
        return bool(self.access & ACC_NATIVE)


class ClassFile:
    """Fields and methods by (name, descriptor), each with its flags and the bytes of its annotations."""

    def __init__(self, data):
        self.data, self.at = data, 8
        self.read_pool()
        self.access, self.this, self.super = self.take(">HHH")
        self.take(f">{self.take('>H')[0]}H")
        self.fields = self.read_members()
        self.methods = self.read_members()

    def take(self, form):
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def read_pool(self):
        count, = self.take(">H")
        self.texts, index = {}, 1
        while index < count:
            tag, = self.take(">B")
            if tag == 1:
                length, = self.take(">H")
                self.texts[index] = self.data[self.at:self.at + length]
                self.at += length
            else:
                self.at += POOL_LENGTHS[tag]
            index += 2 if tag in (5, 6) else 1

    def read_members(self):
        members = {}
        for _ in range(self.take(">H")[0]):
            access, name, desc, attributes = self.take(">HHHH")
            annotations = b""
            for _ in range(attributes):
                attribute, length = self.take(">HI")
                if self.texts[attribute] == b"RuntimeVisibleAnnotations":
                    annotations = self.data[self.at:self.at + length]
                self.at += length
            key = (self.texts[name].decode(), self.texts[desc].decode())
            members[key] = Member(access, annotations)
        return members

    def has_annotation(self, member, desc):
        """Is an annotation of this type among the member's? (Its index stands in front of each.)"""
        indices = [index for index, text in self.texts.items() if text == desc.encode()]
        return any(struct.pack(">H", index) in member.annotations for index in indices)
