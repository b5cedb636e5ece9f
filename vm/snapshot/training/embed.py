#!/usr/bin/env python3
"""embed.py JAVAC SOURCE FOLDER OUTPUT - compiles a class and writes it as C arrays, alone and in a jar"""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

javac, source, folder, output = sys.argv[1:]
name = Path(source).stem
subprocess.run([javac, "-g:none", "--release", "17", "-d", folder, source], check=True)
data = (Path(folder) / f"{name}.class").read_bytes()
jar = io.BytesIO()
with zipfile.ZipFile(jar, "w", zipfile.ZIP_DEFLATED) as archive:
    for entry, content in (("META-INF/MANIFEST.MF", f"Manifest-Version: 1.0\nMain-Class: {name}\n".encode()),
                           (f"{name}.class", data)):
        archive.writestr(zipfile.ZipInfo(entry), content, zipfile.ZIP_DEFLATED)


def array(label, content):
    lines = [", ".join(str(byte) for byte in content[at:at + 24]) for at in range(0, len(content), 24)]
    return ("\nconst u8 %s[] = {\n%s\n};\nconst size_t %s_size = sizeof %s;\n"
            % (label, ",\n".join(lines), label, label))


Path(output).write_text('#include "vm/snapshot/training_class.h"\n' + array("training_class", data)
                        + array("training_jar", jar.getvalue()))
