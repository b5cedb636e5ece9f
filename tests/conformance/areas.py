"""areas.py - the areas of OpenJDK's tests, HotSpot's verdicts on them, the page of what Moka passes

In:     names of tests, results of both VMs, verdicts/*.txt, the causes
Out:    verdicts/<area>.txt, one file an area; RESULTS.md, the page
Keeps:  a verdict is valid for one update of the JDK only, which its file's first line names
"""
import collections
import glob
import hashlib
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
VERDICTS = os.path.join(HERE, 'verdicts')
PAGE = os.path.join(HERE, 'RESULTS.md')
# Parts of the tree with a TEST.ROOT of their own; what names none of them is in test/jdk.
OTHER_SUITES = ('hotspot/jtreg', 'langtools', 'jaxp')
# Of these every test is run; of the others a sample.
WHOLE = ['java/' + d for d in ('lang', 'util', 'io', 'nio', 'math', 'text', 'time')]
SAMPLED = [
    *['java/' + d for d in ('net', 'beans', 'security', 'sql', 'rmi')],
    *['javax/' + d for d in ('management', 'xml', 'crypto', 'net', 'security', 'script', 'naming')],
    *['sun/' + d for d in ('security', 'nio', 'net', 'misc', 'reflect', 'util')],
    *['jdk/' + d for d in ('internal', 'modules', 'lambda', 'security', 'nio', 'net')],
    'jaxp/javax',
    *['hotspot/jtreg/' + d for d in ('runtime', 'gc', 'serviceability/attach', 'serviceability/dcmd')],
    'langtools/tools/javac',
]
SAMPLE = 60
Result = collections.namedtuple('Result', 'status seconds detail')


def suite_of(test):
    return next((s for s in OTHER_SUITES if test.startswith(s + '/')), 'jdk')


def inner(test):
    """A test's name as jtreg knows it inside its suite."""
    suite = suite_of(test)
    return test if suite == 'jdk' else test[len(suite) + 1:]


def area_of(test):
    """The area that a test is counted in; what no area holds is counted by its first folders."""
    for area in WHOLE + SAMPLED:
        if test.startswith(area + '/'):
            return area
    return '/'.join(test.split('/')[:3 if suite_of(test) == 'hotspot/jtreg' else 2])


def sample(tests, size):
    """Of each area the first by a hash of the name, so that a larger sample holds the smaller one."""
    areas = collections.defaultdict(list)
    for test in tests:
        areas[area_of(test)].append(test)
    return sorted(test for names in areas.values()
                  for test in sorted(names, key=lambda n: hashlib.sha1(n.encode()).digest())[:size])


# ---- Verdicts -------------------------------------------------------------------------------------------

def jdk_update(jdk):
    """The version of a JDK as its release file states it: 17.0.15+6."""
    with open(os.path.join(jdk, 'release')) as f:
        text = f.read()
    found = re.search(r'^JAVA_RUNTIME_VERSION="([^"-]+)', text, re.M) \
        or re.search(r'^JAVA_VERSION="([^"]+)"', text, re.M)
    return found.group(1)


def verdict_path(area):
    return os.path.join(VERDICTS, area.replace('/', '_') + '.txt')


def heading(update):
    return '# HotSpot of JDK %s: + passes, - fails\n' % update


def read_verdicts(update):
    """What HotSpot of this update said of each test."""
    found = {}
    for path in glob.glob(VERDICTS + '/*.txt'):
        with open(path) as f:
            if f.readline() != heading(update):
                continue
            area = f.readline()[2:].strip()
            for line in f:
                name, _, detail = line[2:].rstrip('\n').partition(', ')
                found[area + '/' + name] = Result('Passed' if line[0] == '+' else 'Failed', 0.0, detail)
    return found


def write_verdicts(update, results):
    """Add results to the files; an earlier verdict of the same update gives way."""
    areas = collections.defaultdict(list)
    for test, result in sorted({**read_verdicts(update), **results}.items()):
        areas[area_of(test)].append((test, result))
    os.makedirs(VERDICTS, exist_ok=True)
    for area, rows in areas.items():
        with open(verdict_path(area), 'w') as f:
            f.write(heading(update) + '# %s\n' % area)
            for test, result in rows:
                passed = result.status == 'Passed'
                f.write('%s %s%s\n' % ('+' if passed else '-', test[len(area) + 1:],
                                       '' if passed else ', ' + result.detail[:100].strip()))


# ---- The page -------------------------------------------------------------------------------------------

def commit_of(root):
    out = subprocess.run(['git', '-C', root, 'log', '-1', '--format=%h'], capture_output=True, text=True,
                         check=False)
    return out.stdout.strip() or 'an unknown commit'


def write_page(title, baseline, results, causes):
    """One table of counts per area, then the names of failures with their causes."""
    rows = collections.defaultdict(collections.Counter)
    failures = collections.defaultdict(list)
    for test, hotspot in baseline.items():
        row = rows[area_of(test)]
        if hotspot.status != 'Passed':
            row['HotSpot fails'] += 1
            continue
        if test in results:
            row['run'] += 1
            if results[test].status == 'Passed':
                row['passed'] += 1
            else:
                failures[area_of(test)].append((test, causes.get(test, 'cause not found yet')))
    lines = ['# OpenJDK 17\'s tests on Moka', '', title, '',
             '| area | HotSpot passes | Moka passes | HotSpot itself fails |', '|---|---:|---:|---:|']
    total = collections.Counter()
    for area, row in sorted(rows.items()):
        total.update(row)
        lines.append('| %s | %d | %d | %d |' % (area, row['run'], row['passed'], row['HotSpot fails']))
    lines.append('| all | %d | %d | %d |' % (total['run'], total['passed'], total['HotSpot fails']))
    lines += ['', '## What fails, and why', '']
    for area, names in sorted(failures.items()):
        lines += ['**%s**' % area, '']
        lines += ['- `%s`: %s' % pair for pair in sorted(names)]
        lines.append('')
    with open(PAGE, 'w') as f:
        f.write('\n'.join(lines).rstrip('\n') + '\n')
