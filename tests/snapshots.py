"""What the suites of snapshots share: a file, starts from it, and the reason why one is not used."""

import sys
from pathlib import Path

from suite import MOKA, environment, javac, run, scratch

FOLDER = scratch(Path(sys.argv[0]).name.split("_", 1)[-1])
CLASSES = FOLDER / "classes"
FILE = FOLDER / "machine.snap"
# What a command begins with: the launcher, for other releases with the JDK.
VM = [MOKA]
PLAIN = """
public class Plain {
    public static void main(String[] args) { System.out.println("Hello, world!"); }
}
"""


def compile_programs(**sources):
    CLASSES.mkdir()
    javac(CLASSES, Plain=PLAIN, **sources)


def start(*words, snapshot=FILE, **options):
    option = f"-Xsnapshot:file={snapshot}" if snapshot else "-Xsnapshot:off"
    return run([*VM, option, "-cp", CLASSES, *words], **options)


def dump(file=FILE, *options, **more):
    more.setdefault("env", environment(COLOUR="red", TZ="Asia/Tokyo"))
    return run([*VM, f"-Xsnapshot:dump={file}", *options, "-version"], cwd="/", **more)


def why_not(file, *options, **more):
    """The reason that the log gives, "" when the file is used; and the result."""
    result = start("-Xlog:snapshot", *options, "Plain", snapshot=file, **more)
    lines = [line for line in result.out.split("\n") if "[snapshot]" in line]
    rest = "\n".join(line for line in result.out.split("\n") if "[snapshot]" not in line)
    reason = "".join(line.split(" is not used: ")[1] for line in lines if " is not used: " in line)
    good = result.code == 0 and rest == "Hello, world!\n" and result.err == ""
    return reason if lines else "no line", good, result


def made(report):
    """A snapshot, and that it is used."""
    result = dump()
    report.check("a snapshot is written, and nothing is said",
                 result.code == 0 and result.out == "" == result.err, result.text())
    reason, good, result = why_not(FILE)
    report.check("a start uses it", reason == "" and good, result.text())
    return reason == ""
