#!/usr/bin/env python3
"""heap.py - the heap's benchmarks: allocation, collection, pauses, resident memory

In:     heap_mutators.c (C over Moka's classes, free lists and collector, no interpreter) and its twins in
        Java, heap/*.java
Out:    medians of CPU, wall time, resident size and collector time over N runs in turn, ratios to HotSpot
        17's G1, the limits that hold or are missed. A program whose output differs between the VMs is void.

    tools/bench/heap.py [PROGRAM...]           C against HotSpot's collectors
    tools/bench/heap.py --interpreter          also the Java programs on Moka: collector time against C's
    tools/bench/heap.py --check -n 7
"""
import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

from run import HERE, JDK17, ROOT, measure, say

PROGRAMS = ('Garbage', 'Garbage2', 'Trees', 'BoxedMap', 'Lru', 'Live')
MEMORY_PROGRAMS = ('Hello', 'javac')
JAVAC_SOURCE = os.path.join(HERE, 'programs', 'HashMaps.java')

CPU_LIMITS = {'Garbage': 1.3, 'Trees': 1.5, 'BoxedMap': 4, 'Lru': 4}    # times G1
TREES_MEMORY_LIMIT = 0.25                                               # times G1
PAUSE_LIMIT = 60                                                        # ms per 100 MB of live data
THREADS_LIMIT = 1.2                                                     # throughput of two over that of one
THREADS_ROUNDS = 20
TWO_CORES = 1.7                 # two processes' throughput over one's: below, the machine lends no two cores
HELLO_LIMIT = 18                                                        # MB resident
INTERPRETER_LIMIT = 1.1         # collector time, times that of C beside the booted library

GC_LINE = re.compile(r'^\[[^\n]*\]\[gc[^\n]*\] *'
                     r'(?:GC\(\d+\) (?P<what>Pause[^\n]*?) \d+M->(?P<after>\d+)M\(\d+M\) '
                     r'(?P<ms>[\d.]+)ms)?[^\n]*\n', re.M)


class Run:
    """One run: its figures, and those of the collections that its log tells of."""

    def __init__(self, cpu, wall, rss, text):
        self.cpu, self.wall, self.rss = cpu, wall, rss / 1024
        found = [m for m in GC_LINE.finditer(text) if m['ms']]
        self.pauses = [(m['what'], int(m['after']), float(m['ms'])) for m in found]
        self.collector = sum(ms for _, _, ms in self.pauses) / 1000
        self.output = GC_LINE.sub('', text)


def commands(options, program, classes):
    """{vm: command} for one program; the first is judged."""
    java = options.jdk17 + '/bin/java'
    moka = os.path.join(options.build, 'moka')
    if program == 'Hello':
        return {'moka': [moka, '-cp', classes, 'Hello'], 'g1': [java, '-cp', classes, 'Hello']}
    if program == 'javac':
        compile_one = ['-m', 'jdk.compiler/com.sun.tools.javac.Main', '-d', classes + '/out', JAVAC_SOURCE]
        return {'moka': [moka] + compile_one, 'g1': [java] + compile_one}
    found = {'c': [os.path.join(options.build, 'tools/bench/heap_bench'), '--gc-log', program],
             'g1': [java, '-Xlog:gc', '-cp', classes, program],
             'serial': [java, '-Xlog:gc', '-XX:+UseSerialGC', '-cp', classes, program]}
    if options.interpreter:
        found['c+lib'] = (['env', 'JAVA_HOME=' + options.jdk17] + found['c'][:-1] +
                          ['--library=' + classes, program])
        found['moka'] = [moka, '-Xlog:gc', '-cp', classes, program]
    return found


def prepare(options, classes):
    subprocess.check_call(['ninja', '--quiet', '-C', options.build, 'tools/bench/heap_bench', 'all'])
    sources = [os.path.join(HERE, 'heap', f) for f in sorted(os.listdir(os.path.join(HERE, 'heap')))
               if f.endswith('.java')]
    sources += [os.path.join(HERE, 'programs', 'Hello.java')]
    subprocess.check_call([options.jdk17 + '/bin/javac', '--release', '17', '-d', classes] + sources)


def run_all(options, classes):
    """{program: {vm: [Run]}}, {program: why it is void}; the VMs take turns."""
    runs, void = {}, {}
    for turn in range(options.runs):
        for program in options.programs:
            expected = None
            for vm, command in commands(options, program, classes).items():
                if program in void:
                    continue
                if sys.stderr.isatty():
                    say('run %d of %d: %s, %s' % (turn + 1, options.runs, program, vm))
                result, why = measure(command, options.timeout)
                run = Run(*result) if result else None
                if run is None:
                    void[program] = '%s: %s' % (vm, why)
                elif expected not in (None, run.output):
                    void[program] = 'outputs differ: %s has %r, another %r' % (
                        vm, run.output[:80], expected[:80])
                else:
                    expected = run.output
                    runs.setdefault(program, {}).setdefault(vm, []).append(run)
    if sys.stderr.isatty():
        say('')
    return {p: r for p, r in runs.items() if p not in void}, void


def seconds_of(commands):
    """Wall time of all, started at once."""
    start = time.monotonic()
    processes = [subprocess.Popen(c, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) for c in commands]
    if any([p.wait() for p in processes]):
        sys.exit('heap.py: failed: ' + ' '.join(commands[0]))
    return time.monotonic() - start


def threads_gain(options):
    """[(throughput of two processes, of two threads)], both over that of one

    The processes share nothing: what they gain is what the machine has to give, which on a lent one changes
    from second to second.
    """
    bench = os.path.join(options.build, 'tools/bench/heap_bench')
    garbage = [bench, 'Garbage']
    found = []
    for _ in range(THREADS_ROUNDS):
        one = seconds_of([garbage])
        found.append((2 * one / seconds_of([garbage] * 2), one / seconds_of([[bench, 'Garbage2']])))
    return found


class Figures:
    """Medians: figures.of(program, vm, quantity)."""

    def __init__(self, runs):
        self.runs = runs

    def of(self, program, vm, quantity):
        return statistics.median(getattr(r, quantity) for r in self.runs[program][vm])

    def ratio(self, program, vm, quantity):
        return self.of(program, vm, quantity) / max(self.of(program, 'g1', quantity), 1e-3)

    def pauses(self, program, vm):
        """(live MB, ms) of every collection that the program asked for."""
        return [(after, ms) for r in self.runs[program][vm]
                for what, after, ms in r.pauses if 'System.gc' in what]


def print_table(figures, void, count):
    print('medians of %d runs; collector: sum of the logged pauses, and its share of the wall time\n' % count)
    row = '| %-8s | %-6s | %7s | %7s | %7s | %9s | %6s | %7s | %7s |'
    print(row % ('program', 'VM', 'CPU s', 'wall s', 'MB', 'collector', 'share', 'CPU/G1', 'MB/G1'))
    print('|' + '|'.join('-' * n for n in (10, 8, 9, 9, 9, 11, 8, 9, 9)) + '|')
    for program, vms in figures.runs.items():
        for vm in vms:
            collector, wall = figures.of(program, vm, 'collector'), figures.of(program, vm, 'wall')
            print(row % (program, vm, '%.2f' % figures.of(program, vm, 'cpu'), '%.2f' % wall,
                         '%.1f' % figures.of(program, vm, 'rss'), '%.3f s' % collector,
                         '%d %%' % (100 * collector / wall), '%.2f' % figures.ratio(program, vm, 'cpu'),
                         '%.2f' % figures.ratio(program, vm, 'rss')))
    for program, why in void.items():
        print('| %-8s | void: %s |' % (program, why))
    print()


def verdicts(figures, void, gains):
    """[(text, holds)]"""
    found = [('every output is the same on all VMs', not void)]

    def limit(what, value, most):
        found.append(('%s: %.2f, limit %.2f' % (what, value, most), value <= most))

    runs = figures.runs
    for program, most in CPU_LIMITS.items():
        if program in runs:
            limit('%s, CPU over G1' % program, figures.ratio(program, 'c', 'cpu'), most)
    if 'Trees' in runs:
        limit('Trees, memory over G1', figures.ratio('Trees', 'c', 'rss'), TREES_MEMORY_LIMIT)
    if 'Live' in runs:
        pauses = [ms * 100 / live for live, ms in figures.pauses('Live', 'c')]
        limit('Live, median pause in ms per 100 MB', statistics.median(pauses), PAUSE_LIMIT)
    if gains:
        fit = [gain for gain in gains if gain[0] >= TWO_CORES]
        machine, gain = (statistics.median(column) for column in zip(*(fit or gains)))
        holds = bool(fit) and gain >= THREADS_LIMIT
        found.append(('two threads, throughput over one: %.2f, at least %.2f; two processes %.2f, in the %d '
                      'of %d rounds in which the machine had two cores' %
                      (gain, THREADS_LIMIT, machine, len(fit), len(gains)), holds))
    for program in PROGRAMS:
        if program in runs and 'moka' in runs[program] and figures.of(program, 'c+lib', 'collector') > 0.01:
            limit('%s on the interpreter, collector time over C beside the library' % program,
                  figures.of(program, 'moka', 'collector') / figures.of(program, 'c+lib', 'collector'),
                  INTERPRETER_LIMIT)
    if 'Hello' in runs:
        limit('Hello, resident MB', figures.of('Hello', 'moka', 'rss'), HELLO_LIMIT)
    if 'javac' in runs:
        limit('javac on one file, memory over HotSpot', figures.ratio('javac', 'moka', 'rss'), 1)
    return found


def parse_arguments():
    parser = argparse.ArgumentParser(prog='tools/bench/heap.py', description=__doc__.split('\n')[0])
    parser.add_argument('programs', nargs='*', metavar='PROGRAM', help='default: all')
    parser.add_argument('-n', '--runs', type=int, default=3)
    parser.add_argument('--interpreter', action='store_true', help='also the Java programs on Moka')
    parser.add_argument('--build', default=os.environ.get('MOKA_BUILD', os.path.join(ROOT, 'build')))
    parser.add_argument('--jdk17', default=JDK17)
    parser.add_argument('--check', action='store_true', help='exit code 1 when a limit is missed')
    parser.add_argument('--timeout', type=int, default=600, help='seconds per run')
    options = parser.parse_intermixed_args()
    known = PROGRAMS + MEMORY_PROGRAMS
    for name in options.programs:
        if name not in known:
            sys.exit('heap.py: no program %s; there are %s' % (name, ' '.join(known)))
    options.programs = options.programs or known
    return options


def main():
    options = parse_arguments()
    with tempfile.TemporaryDirectory(prefix='moka-bench-') as classes:
        prepare(options, classes)
        runs, void = run_all(options, classes)
        gains = threads_gain(options) if 'Garbage2' in options.programs else []
    figures = Figures(runs)
    judgement = verdicts(figures, void, gains)
    print_table(figures, void, options.runs)
    for text, holds in judgement:
        print('%s  %s' % ('holds ' if holds else 'MISSED', text))
    return 1 if void or (options.check and not all(h for _, h in judgement)) else 0


if __name__ == '__main__':
    sys.exit(main())
