#!/usr/bin/env python3
"""run.py - benchmarks, side by side in one run: Moka against HotSpot 17 and, where installed, a newer one

In:     the programs in programs/, compiled once by the JDK's own compiler
Out:    medians of CPU (user and system), wall time and largest resident size over N interleaved runs, ratios
        per program, geometric means, a table and JSON. A program whose output differs between VMs is void.
Uses:   micro.py

    tools/bench/run.py interp [PROGRAM...]     the interpreter, on programs of a second or more
    tools/bench/run.py compiled [PROGRAM...]   the compiler, on programs of 1-3 s and of 0.1-0.3 s, against C1
    tools/bench/run.py micro [PATTERN]         the compiler, on single operations, against C1
    tools/bench/run.py algorithms [PATTERN]    checksums, digests, ciphers, numbers, against HotSpot
    tools/bench/run.py startup                 a cold Hello World
"""
import argparse
import glob
import json
import math
import os
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import micro

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
JDK17 = '/usr/lib/jvm/java-17-openjdk-amd64'
JDK25 = '/usr/lib/jvm/temurin-25-jdk-amd64'
START_PROGRAM = 'Hello'
CALL_BOUND = {'FibCalls', 'TakCalls', 'AckermannCalls'}
QUANTITIES = ('cpu', 'wall', 'rss')

# What a run is judged by (the ratio is Moka's figure over the other VM's).
MEAN_LIMIT_17 = 0.6
PROGRAM_LIMIT_17 = 1.2
CALL_LIMIT_17 = 0.25
MEAN_LIMIT_NEWER = 1.0
START_LIMIT = 1.0
# The compiler, against C1: mean CPU per size, one long program, resident size.
COMPILED_MEAN_LIMITS = {'long': 0.95, 'short': 0.85}
COMPILED_PROGRAM_LIMIT = 2.0
COMPILED_RSS_LIMIT = 0.6

FLAGS = {'interp': ['-Xint'], 'startup': ['-Xshare:off', '-Xint'], 'compiled': ['-XX:TieredStopAtLevel=1'],
         'micro': ['-XX:TieredStopAtLevel=1'], 'algorithms': []}
RUNS = {'interp': 3, 'startup': 21, 'compiled': 3, 'micro': 3, 'algorithms': 3}
# Classes that print a line for each operation (micro.py): in these folders, with the timer of the first.
OPERATIONS = ('micro', 'algorithms')


def measure(command, timeout):
    """One run: (cpu s, wall s, rss KiB, output), or None and why not.

    The figures are those of the process itself (wait4). Linux carries the parent's resident size over an
    exec, so this program must stay smaller than a Java VM: about 15 MB against 25.
    """
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                                   start_new_session=True)
        signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
        signal.alarm(timeout)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            signal.alarm(0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors='replace')
    if wall >= timeout:
        return None, 'no end after %d s' % timeout
    if process.returncode != 0:
        last = text.strip().split('\n')[-1][:100]
        return None, 'exit code %d%s' % (process.returncode, ': ' + last if last else '')
    return (usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss, text), None


def geometric_mean(values):
    values = list(values)
    return math.exp(sum(map(math.log, values)) / len(values)) if values else None


# ---- VMs ------------------------------------------------------------------------------------------------

def virtual_machines(options, mode):
    """Ordered {name: command}; the first is the one that is judged."""
    flags = FLAGS[mode]
    moka = options.moka or os.path.join(os.environ.get('MOKA_BUILD', os.path.join(ROOT, 'build')), 'moka')
    vms = {'moka': [moka] + shlex.split(options.moka_flags)}
    hotspot_flags = shlex.split(options.hotspot_flags) if options.hotspot_flags else flags
    c1 = mode in ('compiled', 'micro')
    vms['c1' if c1 else 'hotspot17'] = [options.jdk17 + '/bin/java'] + hotspot_flags
    if not c1 and mode != 'algorithms' and os.access(options.jdk25 + '/bin/java', os.X_OK):
        vms['hotspot25'] = [options.jdk25 + '/bin/java'] + flags
    if mode == 'startup':
        vms['hotspot17-default'] = [options.jdk17 + '/bin/java']
    for extra in options.vm:
        name, _, command = extra.partition('=')
        vms[name] = shlex.split(command)
    for name in options.without:
        vms.pop(name, None)
    for name, command in vms.items():
        if not os.access(command[0], os.X_OK):
            sys.exit('bench: %s: %s cannot be run' % (name, command[0]))
    return vms


def programs_folder(mode):
    return os.path.join(HERE, 'programs', mode if mode in ('compiled', *OPERATIONS) else '')


def compile_programs(options, names, folder):
    folders = {micro.TIMER: programs_folder('micro')}
    sources = [os.path.join(folders.get(n, programs_folder(options.mode)), n + '.java') for n in names]
    subprocess.check_call([options.jdk17 + '/bin/javac', '--release', '17', '-d', folder] + sources)


def choose_programs(options, mode):
    known = sorted(os.path.basename(p)[:-5] for p in glob.glob(programs_folder(mode) + '/*.java'))
    if mode == 'startup':
        return [START_PROGRAM]
    if mode == 'interp':
        known.remove(START_PROGRAM)
    for name in options.programs:
        if name not in known:
            sys.exit('bench: no program %s; there are %s' % (name, ' '.join(known)))
    return options.programs or known


def sized_commands(programs, column):
    """{program: its class and the argument of that size}, from programs/compiled/sizes.txt."""
    with open(programs_folder('compiled') + '/sizes.txt', encoding='utf-8') as f:
        rows = [line.split() for line in f if line.strip() and not line.startswith('#')]
    sizes = {name: numbers for name, *numbers in rows}
    return {p: [p, sizes[p][column]] for p in programs}


def series(options, programs):
    """[(title, {program: what follows the VM's command})], each of which makes a table."""
    if options.mode != 'compiled':
        return [(None, {p: [p] for p in programs})]
    return [(size, sized_commands(programs, column)) for column, size in enumerate(COMPILED_MEAN_LIMITS)
            if options.size in (size, 'both')]


# ---- Measuring ------------------------------------------------------------------------------------------

def run_all(vms, programs, folder, options):
    """{program: {vm: [runs]}}, {program: reason it is void}; the VMs take turns and the order rotates.

    `programs` says for each what follows the VM's command.
    """
    runs = {p: {v: [] for v in vms} for p in programs}
    void = {}
    expected = {}
    names = list(vms)
    for turn in range(options.runs):
        for program in programs:
            shift = turn % len(names)
            for name in names[shift:] + names[:shift]:
                if program in void:
                    continue
                if not options.quiet:
                    say('run %d of %d: %s on %s' % (turn + 1, options.runs, program, name))
                result, why = measure([*vms[name], '-cp', folder, *programs[program]], options.timeout)
                if result is None:
                    void[program] = '%s: %s' % (name, why)
                elif expected.setdefault(program, result[3]) != result[3]:
                    void[program] = 'outputs differ: %s has %r, another %r' % (name, result[3][:60],
                                                                               expected[program][:60])
                else:
                    runs[program][name].append(result[:3])
    if not options.quiet:
        say('')
    return runs, void


def say(text):
    """A progress line that the next one overwrites."""
    print('\r\033[K' + text, end='', file=sys.stderr, flush=True)


def medians(runs, void):
    return {p: {v: dict(zip(QUANTITIES, map(statistics.median, zip(*rows)))) for v, rows in per_vm.items()}
            for p, per_vm in runs.items() if p not in void}


# ---- Output -------------------------------------------------------------------------------------------

class Comparison:
    """The medians of one run of this program: figures[program][vm][quantity]."""

    def __init__(self, figures, vms):
        self.figures = figures
        self.names = list(vms)
        self.judged, self.others = self.names[0], self.names[1:]

    def ratio(self, program, other, quantity):
        figure = self.figures[program]
        return figure[self.judged][quantity] / max(figure[other][quantity], 1e-3)

    def ratios(self, other, quantity):
        return {program: self.ratio(program, other, quantity) for program in self.figures}

    def mean(self, other, quantity):
        return geometric_mean(self.ratios(other, quantity).values())


def print_table(comparison, void, runs):
    names, figures, others = comparison.names, comparison.figures, comparison.others
    print('medians of %d runs; CPU seconds per VM, then %s over the other VM\n' % (runs, comparison.judged))
    heads = [n + ' s' for n in names] + ['/%s cpu wall rss' % o for o in others]
    width = max([len(p) + 2 for p in list(figures) + list(void)] + [14])

    def row(name, cells):
        print('| %s | %s |' % (name.ljust(width), ' | '.join(c.rjust(len(h)) for c, h in zip(cells, heads))))

    row('program', heads)
    print('|%s|%s|' % ('-' * (width + 2), '|'.join('-' * (len(h) + 1) + ':' for h in heads)))
    for program, figure in figures.items():
        row(program + (' *' if program in CALL_BOUND else ''),
            ['%.2f' % figure[n]['cpu'] for n in names]
            + [' '.join('%.2f' % comparison.ratio(program, o, q) for q in QUANTITIES) for o in others])
    if len(figures) > 1:
        means = [' '.join('%.2f' % comparison.mean(o, q) for q in QUANTITIES) for o in others]
        row('geometric mean', [''] * len(names) + means)
    for program, why in void.items():
        print('| %s | void: %s |' % (program.ljust(width), why))
    if CALL_BOUND & set(figures):
        print('\n* call-bound')
    print()


def print_figures(comparison):
    """Absolute figures, where a program is too short for the table's two digits."""
    for program, figure in comparison.figures.items():
        for name, f in figure.items():
            print('%-8s %-18s CPU %.3f s, wall %.3f s, resident %.1f MB'
                  % (program, name, f['cpu'], f['wall'], f['rss'] / 1024))
    print()


def verdicts(comparison, void, mode, title):
    """[(text, holds)] for each limit that applies."""
    found = [('every output is the same on all VMs', not void)]

    def limit(what, value, other, most):
        found.append(('%s: %.2f of %s, limit %.2f' % (what, value, other, most), value <= most))

    if not comparison.figures:
        return found
    if mode == 'compiled':
        cpu = comparison.ratios('c1', 'cpu')
        limit('mean CPU, %s programs' % title, comparison.mean('c1', 'cpu'), 'c1',
              COMPILED_MEAN_LIMITS[title])
        limit('mean resident size', comparison.mean('c1', 'rss'), 'c1', COMPILED_RSS_LIMIT)
        for program in sorted(cpu if title == 'long' else (), key=cpu.get, reverse=True):
            if cpu[program] > COMPILED_PROGRAM_LIMIT or program == max(cpu, key=cpu.get):
                limit('slowest program, ' + program, cpu[program], 'c1', COMPILED_PROGRAM_LIMIT)
        return found
    if mode == 'startup':
        for quantity in QUANTITIES:
            limit('start-up, ' + quantity, comparison.mean('hotspot17', quantity), 'hotspot17', START_LIMIT)
        return found
    if 'hotspot17' in comparison.others:
        cpu = comparison.ratios('hotspot17', 'cpu')
        worst = max(cpu, key=cpu.get)
        limit('mean CPU', comparison.mean('hotspot17', 'cpu'), 'hotspot17', MEAN_LIMIT_17)
        limit('slowest program, ' + worst, cpu[worst], 'hotspot17', PROGRAM_LIMIT_17)
        for program in sorted(CALL_BOUND & set(cpu)):
            limit('call-bound, ' + program, cpu[program], 'hotspot17', CALL_LIMIT_17)
    if 'hotspot25' in comparison.others:
        limit('mean CPU', comparison.mean('hotspot25', 'cpu'), 'hotspot25', MEAN_LIMIT_NEWER)
    return found


def as_json(comparison, void, vms, options, judgement):
    return json.dumps({
        'mode': options.mode,
        'runs': options.runs,
        'vms': {name: shlex.join(command) for name, command in vms.items()},
        'programs': comparison.figures,
        'void': void,
        'ratios': {o: {q: comparison.ratios(o, q) for q in QUANTITIES} for o in comparison.others},
        'means': {o: {q: comparison.mean(o, q) for q in QUANTITIES} for o in comparison.others},
        'limits': [{'text': text, 'holds': holds} for text, holds in judgement],
    })


def parse_arguments():
    parser = argparse.ArgumentParser(prog='tools/bench/run.py', description=__doc__.split('\n')[0])
    parser.add_argument('mode', choices=list(FLAGS))
    parser.add_argument('programs', nargs='*', metavar='PROGRAM',
                        help='default: all; micro, algorithms: a pattern of names')
    parser.add_argument('-n', '--runs', type=int, help='runs per program and VM (default: 3, start-up 21)')
    parser.add_argument('--size', choices=[*COMPILED_MEAN_LIMITS, 'both'], default='both',
                        help='compiled only')
    parser.add_argument('--moka', help='launcher under test (default: $MOKA_BUILD/moka or build/moka)')
    parser.add_argument('--moka-flags', default='', help='options for it')
    parser.add_argument('--jdk17', default=JDK17)
    parser.add_argument('--jdk25', default=JDK25, help='a newer JDK; left out when it is not there')
    parser.add_argument('--hotspot-flags', help='for HotSpot 17 (default: -Xint; start-up -Xshare:off -Xint; '
                        'compiled and micro -XX:TieredStopAtLevel=1)')
    parser.add_argument('--vm', action='append', default=[], metavar='NAME=COMMAND', help='one more VM')
    parser.add_argument('--without', action='append', default=[], metavar='NAME', help='leave a VM out')
    parser.add_argument('--json', metavar='FILE', help='where the JSON goes (default: the standard output)')
    parser.add_argument('--check', action='store_true', help='exit code 1 when a limit is missed')
    parser.add_argument('--timeout', type=int, default=120, help='seconds per run')
    parser.add_argument('--quiet', action='store_true', help='no progress line')
    options = parser.parse_intermixed_args()
    options.runs = options.runs or RUNS[options.mode]
    options.quiet = options.quiet or not sys.stderr.isatty()
    return options


def report_series(title, runs, void, vms, options):
    """Prints a table and its verdicts; returns them and what goes into the JSON."""
    comparison = Comparison(medians(runs, void), vms)
    judgement = verdicts(comparison, void, options.mode, title)
    if title:
        print('%s programs' % title)
    print_table(comparison, void, options.runs)
    if options.mode == 'startup':
        print_figures(comparison)
    for text, holds in judgement:
        print('%s  %s' % ('holds ' if holds else 'MISSED', text))
    print()
    return judgement, as_json(comparison, void, vms, options, judgement)


def measure_programs(vms, options):
    """(whether no program is void and no limit missed, JSON)"""
    programs = choose_programs(options, options.mode)
    good, texts = True, []
    with tempfile.TemporaryDirectory(prefix='moka-bench-') as folder:
        compile_programs(options, programs, folder)
        for title, commands in series(options, programs):
            runs, void = run_all(vms, commands, folder, options)
            judgement, text = report_series(title, runs, void, vms, options)
            texts.append(text)
            good = good and not void and (not options.check or all(h for _, h in judgement))
    return good, texts


def measure_operations(vms, options):
    classes = [p for p in choose_operations(options.mode) if p != micro.TIMER]
    with tempfile.TemporaryDirectory(prefix='moka-bench-') as folder:
        compile_programs(options, [*classes, micro.TIMER], folder)
        figures = micro.measure(vms, classes, folder, options, measure)
    judgement = micro.report(figures, list(vms), options.runs)
    return not options.check or all(h for _, h in judgement), [micro.as_json(figures, vms, judgement)]


def choose_operations(mode):
    return sorted(os.path.basename(p)[:-5] for p in glob.glob(programs_folder(mode) + '/*.java'))


def main():
    options = parse_arguments()
    vms = virtual_machines(options, options.mode)
    good, texts = (measure_operations if options.mode in OPERATIONS else measure_programs)(vms, options)
    if options.json:
        with open(options.json, 'w', encoding='utf-8') as f:
            f.write('\n'.join(texts) + '\n')
    elif options.mode in ('interp', 'startup'):
        print('\n'.join(texts))
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
