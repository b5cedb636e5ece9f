"""micro.py - single operations: nanoseconds each, per VM, and the limits they are judged by

In:     the classes of programs/micro and programs/algorithms, each of which prints a line for an operation:
        its name, clock, processor, checksum
Out:    medians over N processes of the thread's processor time per operation, ratios, verdicts
Used by: run.py
"""
import json
import re
import statistics

TIMER = 'Bench'
# The first pattern that matches a name decides: (pattern, at most this ratio to C1, ns in any process).
# What Library measures is not judged.
LIMITS = (
    (r'allocate_.*', 1.4, None),
    (r'virtual[23]', 0.7, None),
    (r'interface[23]', 0.7, 4),
    (r'interface.*', 1.05, 4),
    (r'.*', 1.05, None),
)
NOT_JUDGED = 'Library'
# Against HotSpot's default, which has machine code of its own for most of them.
ALGORITHMS, ALGORITHM_LIMIT = 'Algorithms', 2.0
# The collector works in threads of its own, which the clock sees and the thread's time does not.
BY_CLOCK = r'allocate_.*'


def measure(vms, classes, folder, options, run):
    """{class: {operation: {vm: [ns per process]}}}; the VMs take turns."""
    figures = {c: {} for c in classes}
    for turn in range(options.runs):
        for name in classes:
            checks = {}
            for vm in (list(vms) if turn % 2 == 0 else reversed(list(vms))):
                result, why = run([*vms[vm], '-cp', folder, name, *options.programs[:1]], options.timeout)
                if result is None:
                    raise SystemExit('bench: %s on %s: %s' % (name, vm, why))
                for line in result[3].splitlines():
                    operation, clock, processor, check = line.split()
                    if checks.setdefault(operation, check) != check:
                        raise SystemExit('bench: %s: checksums differ between VMs' % operation)
                    value = float(clock if re.fullmatch(BY_CLOCK, operation) else processor)
                    figures[name].setdefault(operation, {}).setdefault(vm, []).append(value)
    return figures


def limits_of(operation):
    return next(row[1:] for row in LIMITS if re.fullmatch(row[0], operation))


def report(figures, names, runs):
    """Prints a line per operation; returns [(text, holds)] of the judged ones."""
    judged, other = names[:2]
    print('medians of %d processes; nanoseconds per operation\n' % runs)
    print('| %-22s | %8s | %8s | %6s | %s' % ('operation', judged, other, 'ratio', 'limit |'))
    print('|%s|%s|%s|%s|---|' % ('-' * 24, '-' * 9 + ':', '-' * 9 + ':', '-' * 7 + ':'))
    judgement = []
    for name, operations in figures.items():
        for operation, per_vm in operations.items():
            own, its = statistics.median(per_vm[judged]), statistics.median(per_vm[other])
            ratio = own / max(its, 0.01)
            cells = ''
            if name != NOT_JUDGED:
                most, nanoseconds = (ALGORITHM_LIMIT, None) if name == ALGORITHMS else limits_of(operation)
                holds = ratio <= most and (nanoseconds is None or max(per_vm[judged]) <= nanoseconds)
                cells = '%.2f%s %s' % (most, ', %d ns' % nanoseconds if nanoseconds else '',
                                       'holds' if holds else 'MISSED')
                judgement.append(('%s: %.2f of %s' % (operation, ratio, other), holds))
            print('| %-22s | %8.2f | %8.2f | %6.2f | %s |' % (operation, own, its, ratio, cells))
    print('\n%d of %d limits hold' % (sum(h for _, h in judgement), len(judgement)))
    return judgement


def as_json(figures, vms, judgement):
    return json.dumps({'mode': 'micro', 'vms': vms, 'nanoseconds': figures,
                       'limits': [{'text': text, 'holds': holds} for text, holds in judgement]})
