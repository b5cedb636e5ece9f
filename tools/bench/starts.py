#!/usr/bin/env python3
"""starts.py - how fast programs begin, side by side in one run: Moka's snapshots, HotSpot's archives

In:     small programs: Hello from a folder and a jar, lambdas and streams, javac; clojure and groovy where
        they are installed
Out:    medians of wall time and CPU (user and system) over N interleaved starts; in brackets the least wall
        time, which a busy machine disturbs least; the largest resident size
Uses:   run.py, GNU time

    tools/bench/starts.py [-n N] [PROGRAM...]
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import run as bench

SOURCES = {
    'Hello': 'public class Hello { public static void main(String[] a) { System.out.println("Hello"); } }',
    'Lambda': '''import java.util.*; import java.util.stream.*;
public class Lambda {
    public static void main(String[] a) {
        System.out.println(Stream.of("b", "a", "c").filter(s -> s.compareTo("a") > 0).map(s -> s + s.length())
            .sorted().collect(Collectors.joining(", ")));
    }
}''',
}
CLOJURE = ['/usr/share/java/%s.jar' % name for name in ('clojure', 'core.specs.alpha', 'spec.alpha')]
GROOVY = ['/usr/share/java/groovy-all.jar']


def prepare(folder):
    """{program: the words after the VM's}"""
    for name, text in SOURCES.items():
        with open('%s/%s.java' % (folder, name), 'w', encoding='utf-8') as f:
            f.write(text)
    tools = bench.JDK17 + '/bin/'
    subprocess.check_call([tools + 'javac', '-d', folder, *('%s/%s.java' % (folder, n) for n in SOURCES)])
    subprocess.check_call([tools + 'jar', 'cfe', folder + '/hello.jar', 'Hello', '-C', folder, 'Hello.class',
                           '-C', folder, 'Lambda.class'])
    os.mkdir(folder + '/out')
    programs = {
        'hello': ['-cp', folder, 'Hello'],
        'hello -jar': ['-jar', folder + '/hello.jar'],
        'lambda, stream': ['-cp', folder, 'Lambda'],
        'javac Hello.java': ['com.sun.tools.javac.Main', '-d', folder + '/out', folder + '/Hello.java'],
    }
    for name, jars, main, text in (('clojure', CLOJURE, 'clojure.main', '(println "Hello")'),
                                   ('groovy', GROOVY, 'groovy.ui.GroovyMain', 'println "Hello"')):
        if all(map(os.path.exists, jars)):
            script = '%s/hello.%s' % (folder, name)
            with open(script, 'w', encoding='utf-8') as f:
                f.write(text + '\n')
            programs[name] = ['-cp', ':'.join(jars), main, script]
    return programs


def arguments_of(words):
    """What follows the class or the jar."""
    return words[words.index('-jar') + 2:] if '-jar' in words else words[words.index('-cp') + 3:] \
        if '-cp' in words else words[1:]


def commands(options, folder, name, words):
    """{how: command}; files that a start needs are made."""
    own = '%s/%s.moka' % (folder, name.replace(' ', '_'))
    subprocess.run([options.moka, 'snapshot', '-o', own, *words], check=True, stdout=subprocess.DEVNULL)
    for _ in range(4): # a tool of the JDK has its file from the fourth start on
        subprocess.run([options.moka, *words], check=True, stdout=subprocess.DEVNULL)
        time.sleep(2)
    found = {'moka, cache': [options.moka, *words],
             'moka, own file': [options.moka, own, *arguments_of(words)],
             'moka, off': [options.moka, '-Xsnapshot:off', *words],
             'hotspot 17': [bench.JDK17 + '/bin/java', *words]}
    newer = bench.JDK25 + '/bin/java'
    if os.access(newer, os.X_OK):
        cache = own + '.aot'
        jars = [folder + '/hello.jar' if word == folder else word for word in words] # it refuses folders
        subprocess.run([newer, '-XX:AOTCacheOutput=' + cache, *jars], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        found['hotspot 25'] = [newer, *words]
        found['25, AOT cache'] = [newer, '-XX:AOTCache=' + cache, *jars]
    return found


def resident(command):
    """MB, the median of three. wait4 would tell this program's own size where that is larger, since Linux
    carries it over an exec; GNU time is small.
    """
    with tempfile.NamedTemporaryFile('r') as said:
        sizes = []
        for _ in range(3):
            subprocess.run(['/usr/bin/time', '-f', '%M', '-o', said.name, *command], check=True,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            said.seek(0)
            sizes.append(int(said.read()))
    return statistics.median(sizes) / 1024


def measure(options, found):
    """{how: (wall ms, least wall ms, CPU ms, MB)}, all but the second medians."""
    rows = {how: [] for how in found}
    names = list(found)
    for turn in range(options.runs):
        for how in names[turn % len(names):] + names[:turn % len(names)]:
            figures, problem = bench.measure(found[how], 120)
            if problem:
                sys.exit('starts: %s: %s' % (' '.join(found[how]), problem))
            rows[how].append(figures)
    return {how: (statistics.median(r[1] for r in taken) * 1e3, min(r[1] for r in taken) * 1e3,
                  statistics.median(r[0] for r in taken) * 1e3, resident(found[how]))
            for how, taken in rows.items()}


def print_row(name, figures):
    print(name)
    for how, (wall, least, cpu, size) in figures.items():
        print('  %-16s %8.1f ms (%.1f)   %8.1f ms CPU   %6.1f MB' % (how, wall, least, cpu, size))
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(prog='tools/bench/starts.py', description=__doc__.split('\n')[0])
    parser.add_argument('programs', nargs='*', metavar='PROGRAM')
    parser.add_argument('-n', '--runs', type=int, default=21)
    parser.add_argument('--moka', default=os.environ.get('MOKA_BUILD', bench.ROOT + '/build') + '/moka')
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix='moka-starts-')
    os.environ.update(XDG_CACHE_HOME=folder, JAVA_HOME=bench.JDK17)
    try:
        for name, words in prepare(folder).items():
            if not options.programs or name in options.programs:
                print_row(name, measure(options, commands(options, folder, name, words)))
    finally:
        shutil.rmtree(folder)


if __name__ == '__main__':
    main()
