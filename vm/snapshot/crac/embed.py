#!/usr/bin/env python3
"""embed.py JAVAC FOLDER OUTPUT SOURCE... - compiles classes of one package and writes them as a C table"""

import subprocess
import sys
from pathlib import Path

javac, folder, output, *sources = sys.argv[1:]
subprocess.run([javac, "-g:none", "--release", "17", "-d", folder, *sources], check=True)
lines = ['#include "vm/snapshot/crac.h"']
rows = []
for number, path in enumerate(sorted(Path(folder).rglob("*.class"))):
    data = path.read_bytes()
    lines.append(f"static const u8 class_{number}[] = {{")
    lines += [", ".join(str(byte) for byte in data[at:at + 24]) + "," for at in range(0, len(data), 24)]
    lines.append("};")
    rows.append(f'    {{"{path.relative_to(folder).as_posix()}", class_{number}, sizeof class_{number}}},')
lines += ["const SourceClass crac_classes[] = {", *rows, "};",
          f"const size_t crac_class_count = {len(rows)};", ""]
Path(output).write_text("\n".join(lines))
