#!/usr/bin/env python3
"""embed.py JAVAC SOURCE FOLDER OUTPUT - compiles a class and writes its bytes as a C array, training_class"""

import subprocess
import sys
from pathlib import Path

javac, source, folder, output = sys.argv[1:]
subprocess.run([javac, "-g:none", "--release", "17", "-d", folder, source], check=True)
data = (Path(folder) / Path(source).with_suffix(".class").name).read_bytes()
lines = [", ".join(str(byte) for byte in data[at:at + 24]) for at in range(0, len(data), 24)]
Path(output).write_text("""#include "vm/snapshot/training_class.h"

const u8 training_class[] = {
%s
};
const size_t training_class_size = sizeof training_class;
""" % ",\n".join(lines))
