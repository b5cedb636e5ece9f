#!/usr/bin/env python3
"""report.py - which lines of the VM have run in a build for coverage

In:     $MOKA_BUILD (default build-coverage), made by `tools/bootstrap build coverage`: gcc's notes and
        counts, read by gcov
Out:    lines and how many of them ran, by the rooms of tools/check_style.py; `report.py FILE...`: the lines
        of these files that did not
Keeps:  a line that stands in several objects (an inline function, an .inc file) ran when it did in any
"""

import collections
import concurrent.futures
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
from check_style import ROOMS, folder_of  # noqa: E402

BUILD = Path(os.environ.get("MOKA_BUILD", ROOT / "build-coverage")).resolve()
# The archives that hold the VM.
OBJECTS = ("libmoka_internal.a.p", "libmoka_interp.a.p")
NOTES_AT_A_TIME = 20


def forget():
    """Drops the counts of earlier runs."""
    for path in BUILD.rglob("*.gcda"):
        path.unlink()


def files_of(notes):
    """(file, its lines) as gcov tells them, for some objects of the VM."""
    said = subprocess.run(["gcov", "--json-format", "--stdout", *notes], cwd=BUILD, capture_output=True,
                          check=True).stdout.decode()
    for text in said.splitlines():
        for file in json.loads(text)["files"]:
            path = (BUILD / file["file"]).resolve()
            if path.is_relative_to(ROOT):
                yield str(path.relative_to(ROOT)), file["lines"]


def counts():
    """How often each line ran: {file: {line: times}}."""
    found = collections.defaultdict(lambda: collections.defaultdict(int))
    notes = [str(path) for folder in OBJECTS for path in sorted((BUILD / folder).glob("*.gcno"))]
    if not notes:
        sys.exit(f"{BUILD} is no build for coverage")
    parts = [notes[at:at + NOTES_AT_A_TIME] for at in range(0, len(notes), NOTES_AT_A_TIME)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for part in pool.map(lambda names: list(files_of(names)), parts):
            for name, lines in part:
                for line in lines:
                    found[name][line["line_number"]] += line["count"]
    return found


def row(name, lines, ran):
    return f"{name:24} {lines:6} lines  {ran:6} ran  {100 * ran / max(lines, 1):5.1f} %"


def by_room():
    """A line of text for each room, and one for the VM."""
    rooms = {room: [0, 0] for room in ROOMS}
    for name, lines in counts().items():
        if folder_of(name):
            rooms[folder_of(name)][0] += len(lines)
            rooms[folder_of(name)][1] += sum(1 for times in lines.values() if times)
    for room, (lines, ran) in rooms.items():
        if lines:
            yield row(room, lines, ran)
    yield row("in all", *(sum(column) for column in zip(*rooms.values())))


def missed(names):
    """FILE:LINE: text of each line that did not run."""
    found = counts()
    for name in names:
        text = (ROOT / name).read_text(encoding="utf-8").split("\n")
        for line, times in sorted(found[name].items()):
            if not times:
                yield f"{name}:{line}: {text[line - 1]}"


if __name__ == "__main__":
    print("\n".join(missed(sys.argv[1:]) if sys.argv[1:] else by_room()))
