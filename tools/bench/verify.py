#!/usr/bin/env python3
"""verify.py - what verifying costs: -Xverify:all less -Xverify:none, for Moka and HotSpot, on the same jars

In:     jars (default: Debian's ecj and clojure), every class of which is loaded and linked and none
        initialised (tests/verify/LinkAll.java); Out: CPU seconds, medians over -n runs, and whether Moka's
        difference is at most HotSpot's; then verify_methods.c: is the time linear in a method's size?
Keeps:  the four commands take turns; both VMs only interpret. Figures need a quiet machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("MOKA_BUILD", ROOT / "build")).resolve()
JDK = Path("/usr/lib/jvm/java-17-openjdk-amd64")
JARS = ["/usr/share/java/eclipse-jdt-core.jar", "/usr/share/java/clojure.jar"]


def cpu_seconds(command):
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    lines = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))}: status {status}")
    return usage.ru_utime + usage.ru_stime, lines


def measure(folder, jars, runs):
    vms = {"moka": [BUILD / "moka"], "hotspot17": [JDK / "bin/java"]}
    times = {(vm, mode): [] for vm in vms for mode in ("none", "all")}
    counts = {"none": set(), "all": set()}
    for _ in range(runs):
        for vm, mode in times:
            options = ["-Xint", f"-Xverify:{mode}", "-cp", folder]
            taken, lines = cpu_seconds([*vms[vm], *options, "LinkAll", *jars])
            times[vm, mode].append(taken)
            counts[mode].add(lines)
    if any(len(lines) != 1 for lines in counts.values()):
        sys.exit(f"the VMs did not link the same classes: {counts}")
    print(counts["all"].pop(), end="")
    extra = {}
    for vm in vms:
        none, every = (statistics.median(times[vm, mode]) for mode in ("none", "all"))
        extra[vm] = every - none
        print(f"{vm:10} none {none:6.2f} s   all {every:6.2f} s   verifying {every - none:6.2f} s")
    holds = extra["moka"] <= extra["hotspot17"]
    print("holds" if holds else "MISSED", "Moka's extra CPU is at most HotSpot's")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("jars", nargs="*", default=JARS)
    parser.add_argument("-n", type=int, default=7, help="runs of each command (default 7)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([JDK / "bin/javac", "-d", folder, ROOT / "tests/verify/LinkAll.java"], check=True)
        measure(folder, options.jars, options.n)
    subprocess.run(["ninja", "--quiet", "-C", BUILD, "tools/bench/verify_bench"], check=True)
    subprocess.run([BUILD / "tools/bench/verify_bench"], check=True)


if __name__ == "__main__":
    main()
