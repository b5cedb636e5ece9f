#!/usr/bin/env python3
"""page_embed.py HTML CSS JS OUTPUT - joins the page of `moka view` and writes it as two C texts, between
which the data comes. The page's policy allows this style and this script by their hashes, nothing else."""

import base64
import hashlib
import sys
from pathlib import Path

html, css, js, output = map(Path, sys.argv[1:])


def hash_of(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


style, script = css.read_text(encoding="utf-8"), js.read_text(encoding="utf-8")
policy = f"default-src 'none'; style-src {hash_of(style)}; script-src {hash_of(script)}"
page = html.read_text(encoding="utf-8")
for name, text in (("policy", policy), ("style", style), ("script", script)):
    page = page.replace("{{" + name + "}}", text)
lines = ['#include "tools/view/view.h"', "const char *const page_text[2] = {"]
for part in page.split("{{data}}"):
    data = part.encode()
    lines += ["    (const char[]){"]
    lines += [", ".join(str(byte if byte < 128 else byte - 256) for byte in data[at:at + 32]) + ","
              for at in range(0, len(data), 32)] + ["0},"]
lines += ["};", ""]
output.write_text("\n".join(lines))
