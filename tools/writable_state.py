"""writable_state.py - the mutable state of libjvm.so: every writable symbol and its class

In:     the archive of the VM's objects and libjvm.so, as objdump lists them; vm/base/state.h has the classes
Out:    breaches(): symbols without a class and files with two structs of one class; table(): what there is,
        which `check_style.py --state` prints
Keeps:  a thread-local has no class (a thread belongs to the process), and nor has what is constant once the
        library is relocated (.data.rel.ro)
"""

import re
import subprocess
from collections import Counter, namedtuple

SECTIONS = {"snapshot_saved": "saved", ".bss.rebuilt": "rebuilt", ".bss.dropped": "dropped",
            ".bss.host": "host", ".tbss": "thread-local"}
ROW = re.compile(r"[0-9a-f]{16} (.)......\s(\S+)\t([0-9a-f]{16})\s+(?:\.hidden )?(\S+)$")
WRITABLE = re.compile(r"\.data(?!\.rel\.ro)|\.bss|\.tdata|\.tbss|\*COM\*|snapshot_saved")
# What the compiler's own start files bring.
COMPILER = {"completed.0", "__dso_handle", "__TMC_END__", "dtor_idx.0"}

Symbol = namedtuple("Symbol", "member name section size is_local")


def symbols(file):
    """The writable symbols of an archive or a library."""
    listing = subprocess.run(["objdump", "-t", file], capture_output=True, text=True).stdout
    found, member = [], ""
    for line in listing.split("\n"):
        if "file format" in line:
            member = line.split(":")[0]
        row = ROW.match(line)
        if row and WRITABLE.match(row[2]) and int(row[3], 16) and row[4] not in COMPILER:
            found.append(Symbol(member, row[4], row[2], int(row[3], 16), row[1] == "l"))
    return found


def is_instrumented(listed):
    """The sanitizers give variables neighbours of their own, gcov gives functions counters."""
    return any(symbol.name.startswith(("__asan", "__odr_asan", "__ubsan", "__gcov")) for symbol in listed)


def breaches(archive, library, source_of):
    """source_of: an archive's member to the file it was compiled from, None for what is not looked at."""
    listed = [s for s in symbols(archive) if source_of(s.member)]
    if is_instrumented(listed):
        return None
    said, structs = [], Counter()
    for symbol in listed:
        source = source_of(symbol.member)
        if symbol.section not in SECTIONS:
            said.append(f"{source}: {symbol.name} has no class of state (vm/base/state.h)")
        elif symbol.is_local and symbol.section != ".tbss":
            structs[source, symbol.section] += 1
    said += [f"{source}: {count} structs of state {SECTIONS[section]}, one is enough"
             for (source, section), count in structs.items() if count > 1]
    known = {symbol.name for symbol in symbols(archive)}
    return said + [f"{library.name}: {symbol.name} is writable and comes from none of our files"
                   for symbol in symbols(library) if symbol.name not in known]


def table(archive, source_of):
    """Lines: class, bytes, file, name; then how much there is of each."""
    rows, counts, sizes = [], Counter(), Counter()
    for symbol in symbols(archive):
        kind, source = SECTIONS.get(symbol.section, "none"), source_of(symbol.member)
        if source:
            rows.append(f"{kind:12} {symbol.size:8} {source}: {symbol.name}")
            counts[kind] += 1
            sizes[kind] += symbol.size
    return sorted(rows) + [f"{kind}: {counts[kind]} symbols, {sizes[kind]} bytes" for kind in sorted(counts)]
