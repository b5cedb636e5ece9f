# A tour of Python on the JVM: classes, generators, comprehensions, the standard library, Java classes.
from __future__ import print_function

import collections
import functools
import itertools
import json
import re
import string
import sys
import threading

from java.lang import IllegalStateException, Integer, Math, Runnable, Thread
from java.util import ArrayList, Collections, Comparator, HashMap, TreeMap


def section(name):
    print('== ' + name)


section('functions and generators')


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print(list(itertools.islice(fibonacci(), 20)), next(x for x in fibonacci() if x > 10 ** 30))


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        result = function(*args, **kwargs)
        print('%s%r%r -> %r' % (function.__name__, args, sorted(kwargs.items()), result))
        return result
    return wrapper


@logged
def volume(width, height=2, *more, **names):
    return width * height * len(more) + len(names)


volume(3)
volume(3, 4, 5, 6, colour='red')
print(map(lambda x: x * x, range(5)), filter(None, [0, 1, '', 'a']),
      reduce(lambda a, b: a * b, range(1, 20)))
print([x + y for x in 'ab' for y in '12'], {x % 3 for x in range(10)} == {0, 1, 2},
      sorted({k: v for k, v in zip('xyz', range(3))}.items()))
counter = itertools.count(10)
print(sum(1 for _ in itertools.permutations('abcd')), list(itertools.groupby('aabbb'))[0][0],
      next(counter), next(counter))


def echo():
    received = None
    while received != 'stop':
        received = yield 'got %s' % received


coroutine = echo()
print(next(coroutine), coroutine.send('one'), coroutine.send('two'))

section('classes')


class Shape(object):
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        raise NotImplementedError(self.name)

    @property
    def label(self):
        return '<%s %.1f>' % (self.name, self.area())

    def __lt__(self, other):
        return self.area() < other.area()


class Square(Shape):
    def __init__(self, side):
        super(Square, self).__init__('square')
        self.side = side

    def area(self):
        return self.side ** 2

    def __add__(self, other):
        return Square(self.side + other.side)

    def __getattr__(self, name):
        return 'no ' + name


class Meta(type):
    def __new__(mcs, name, bases, members):
        members['tag'] = name.lower()
        return type.__new__(mcs, name, bases, members)


class Tagged(object):
    __metaclass__ = Meta
    __slots__ = ('value',)

    def __enter__(self):
        print('enter')
        return self

    def __exit__(self, kind, error, trace):
        print('exit', kind and kind.__name__, error)
        return True


print((Square(2) + Square(3)).label, Square(1).colour, min(Square(3), Square(2)).side,
      Shape.count, Tagged.tag)
with Tagged() as tagged:
    tagged.value = 1
    raise ValueError('swallowed')
try:
    Shape('circle').area()
except NotImplementedError as error:
    print(type(error).__name__, error, [c.__name__ for c in Square.__mro__])

section('numbers and strings')
print(7 // -2, 7 % -2, 2 ** 100, divmod(-7, 3), 0.1 + 0.2, 1e308 * 10, round(2.675, 2), int('ff', 16),
      10 ** 20 // 3)
print(complex(1, 2) * complex(0, 1), hex(255), oct(8), bin(10), float('1e-5'), 5 / 2.0, abs(-3),
      pow(3, 200, 1000007))
print('%-8s|%08.3f|%+d|%x|%r' % ('left', 3.14159, 5, 255, 'q'),
      '{0:>6} {1!r} {name:^7}'.format(1.5, 'x', name='mid'))
print('a-b-c'.split('-', 1), ' strip '.strip(), 'title case'.title(), 'abc'[::-1], 'x'.join('abc'),
      u'\u20ac'.encode('utf-8') == '\xe2\x82\xac')
print(string.Template('$who is $what').substitute(who='It', what='on'),
      'mississippi'.count('ss'), 'abc'.find('z'))
print(re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world'), re.findall(r'\b[a-z]{3}\b', 'the cat sat down'),
      re.match(r'(?P<year>\d{4})-(?P<month>\d\d)', '2024-02').groupdict())

section('standard library')
print(json.dumps({'b': [1, 2.5, None, True], 'a': u'\u20ac "q"'}, sort_keys=True),
      json.loads('{"k": [1, {"n": null}]}'))
Pair = collections.namedtuple('Pair', 'left right')
print(Pair(1, 2), Pair(right=3, left=4)._replace(left=0), collections.Counter('abracadabra').most_common(2))
table = collections.defaultdict(list)
for word in 'one two three four five six'.split():
    table[len(word)].append(word)
print(sorted(table.items()), collections.OrderedDict([('z', 1), ('a', 2)]).keys(),
      collections.deque([1, 2, 3], 2))
lock = threading.Lock()
total = [0]


def work(n):
    for i in range(100):
        with lock:
            total[0] += n


threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total[0])

section('exceptions')


def fail(kind):
    try:
        try:
            if kind == 'zero':
                return 1 / 0
            if kind == 'key':
                return {}['missing']
            if kind == 'index':
                return [][1]
            if kind == 'type':
                return 'a' + 1
            if kind == 'attribute':
                return None.foo
            if kind == 'java':
                raise IllegalStateException('from Java')
            return eval('1 +')
        finally:
            print('cleanup', end=' ')
    except SyntaxError:
        return 'SyntaxError'
    except IllegalStateException as error:
        return error.getMessage()
    except (ArithmeticError, LookupError) as error:
        return '%s %s' % (type(error).__name__, error)
    except Exception as error:
        return type(error).__name__


for kind in ('zero', 'key', 'index', 'type', 'attribute', 'java', 'syntax'):
    print(fail(kind))


def recurse(n):
    return recurse(n + 1)


try:
    recurse(0)
except RuntimeError as error:
    print(type(error).__name__)

section('Java')
items = ArrayList([5, 3, 9])
Collections.sort(items)
items.add(1)
print(items, len(items), items[0], 9 in items, [i * 2 for i in items])
table = TreeMap()
table.put('b', 2)
table['a'] = 1
print(table, table.firstKey(), dict(HashMap({'k': 'v'})), Integer.MAX_VALUE, Integer.parseInt('7f', 16),
      Math.hypot(3, 4))


class Backwards(Comparator):
    def compare(self, a, b):
        return b - a


class Task(Runnable):
    def __init__(self):
        self.done = False

    def run(self):
        self.done = True


Collections.sort(items, Backwards())
task = Task()
thread = Thread(task)
thread.start()
thread.join()
print(items, task.done, Thread.currentThread().getName())

section('work')
sieve = [True] * 5000
for i in range(2, 71):
    if sieve[i]:
        for j in range(i * i, 5000, i):
            sieve[j] = False
print(sum(sieve[2:]), sum(ord(c) * i for i, c in enumerate('some longer text' * 20)))
exec('answer = 6 * 7', globals())
print(answer, sys.version_info[:2], __name__)
