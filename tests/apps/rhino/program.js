// A tour of JavaScript on Rhino: closures, prototypes, regular expressions, JSON, sorting, generators, Java.
function section(name) { print('== ' + name); }

section('closures and functions');
function counter() { var n = 0; return { next: function () { return ++n; }, reset: function () { n = 0; } }; }
var a = counter(), b = counter();
a.next(); a.next(); b.next();
print(a.next() + ' ' + b.next() + ' ' + [1, 2, 3].map(function (x) { return x * x; }));
function sum() { return Array.prototype.reduce.call(arguments, function (s, x) { return s + x; }, 0); }
print(sum(1, 2, 3, 4) + ' ' + sum.apply(null, [5, 6]) + ' ' + sum.length + ' ' + (function f(n) {
    return n < 2 ? n : f(n - 1) + f(n - 2);
})(20));
var add = (x) => (y) => x + y;
print(add(3)(4) + ' ' + [3, 1, 2].sort((p, q) => q - p));

section('prototypes');
function Animal(name) { this.name = name; }
Animal.prototype.say = function () { return this.name + ' makes ' + this.sound(); };
Animal.prototype.sound = function () { return 'a sound'; };
function Dog(name) { Animal.call(this, name); }
Dog.prototype = Object.create(Animal.prototype);
Dog.prototype.constructor = Dog;
Dog.prototype.sound = function () { return 'woof'; };
print(new Dog('Rex').say() + ' ' + new Animal('It').say() + ' ' + (new Dog('x') instanceof Animal));
var o = { get twice() { return this.n * 2; }, set twice(v) { this.n = v / 2; }, n: 4 };
o.twice = 20;
print(o.n + ' ' + o.twice + ' ' + Object.keys(o) + ' ' + o.hasOwnProperty('n') + ' ' + ('toString' in o));
Object.defineProperty(o, 'fixed', { value: 1, writable: false });
o.fixed = 2;
print(o.fixed + ' ' + JSON.stringify(Object.getOwnPropertyDescriptor(o, 'fixed')));

section('numbers and strings');
print([0.1 + 0.2, 1 / 3, 1e21, 123456789012345680000, -0, 0 / 0, 1 / 0, 5e-324,
       1.7976931348623157e308].join(' '));
print([(255).toString(16), (3.14159).toFixed(2), (1234.5678).toExponential(3), (0.00001).toPrecision(1),
       parseInt('12px'), parseFloat('.5e1'), Number('0x1f'), 7 % -3, -7 % 3, 1 << 31, 1 >>> 0,
       -1 >>> 0].join(' '));
print(['abc'.charAt(1), 'abc'.charCodeAt(1), 'a-b-c'.split('-'), 'abcdef'.slice(-3, -1), 'x'.concat(1, null),
       'Straße'.toUpperCase(), ' trim '.trim() + '|', 'abc'.localeCompare('abd'), 'ab'.repeat(3)].join(' '));
print('the quick brown fox'.replace(/(\w+) (\w+)/g, function (m, p, q) { return q + ' ' + p; }));
print(/(\d{4})-(\d\d)/.exec('on 2024-02-29').slice(1) + ' ' + 'aBcD'.match(/[A-Z]/g) + ' '
      + /^a.c$/m.test('x\nabc'));
var re = /o/g, where = [];
while (re.exec('foo boo') !== null) { where.push(re.lastIndex); }
print(where + ' ' + 'a1b22c333'.split(/\d+/) + ' ' + 'x'.search(/y/));

section('collections and JSON');
var words = 'it was the best of times it was the worst of times'.split(' '), count = {};
words.forEach(function (w) { count[w] = (count[w] || 0) + 1; });
print(Object.keys(count).sort().map(function (w) { return w + '=' + count[w]; }).join(', '));
print(JSON.stringify({ a: [1, { b: null }], c: 'q"\n\u20ac', d: undefined, e: function () {}, f: true },
                     null, 2));
print(JSON.parse('{"x":[1,2,{"y":"z"}],"n":-1.5e3}', function (k, v) {
    return typeof v === 'number' ? v + 1 : v;
}).x);
var m = new Map([['k', 1], ['l', 2]]), s = new Set([1, 1, 2]);
m.set('m', 3);
print(m.size + ' ' + s.size + ' ' + m.get('l') + ' ' + s.has(2));
var grid = [];
for (var i = 0; i < 4; i++) { grid[i] = []; for (var j = 0; j < 4; j++) { grid[i][j] = i * j; } }
print(grid.map(function (r) { return r.join(''); }).join('/') + ' ' + [1, [2, [3]]].toString());
print([5, 3, 9, 1].filter(function (x) { return x > 2; }).some(function (x) { return x === 9; }) + ' '
      + [1, 2, 3, 4, 5].splice(1, 2) + ' ' + [3, 1].concat([2]).reverse() + ' ' + [1, 2, 3].indexOf(2));
var { x, y: [first] } = { x: 1, y: [2, 3] };
let total = 0;
for (let v of [1, 2, 3]) { total += v; }
const fixed = 7;
print(x + ' ' + first + ' ' + total + ' ' + fixed + ' ' + typeof Symbol('q') + ' ' + `t${total}`);

section('generators and iteration');
function* squares(n) { for (let i = 0; i < n; i++) { yield i * i; } }
var list = [];
for (let q of squares(6)) { list.push(q); }
print(list);
var g = squares(2);
print(JSON.stringify(g.next()) + JSON.stringify(g.next()) + JSON.stringify(g.next()));

section('errors');
function attempt(f) {
    try { return f(); } catch (e) { return e.name + ': ' + e.message; } finally { total++; }
}
print(attempt(function () { return undefinedName; }));
print(attempt(function () { return null.x; }));
print(attempt(function () { throw new RangeError('too far'); }));
print(attempt(function () { return eval('1 +* 2'); }));
print(attempt(function () { return eval('var z = 6; z * 7'); }));
print(attempt(function () { return java.lang.Integer.parseInt('no number'); }));
print(total);

section('dates');
var d = new Date(Date.UTC(2024, 1, 29, 12, 30, 15));
print(d.toISOString() + ' ' + d.getTime() + ' ' + d.getUTCDay() + ' ' + Date.parse('2000-01-01T00:00:00Z'));

section('Java');
var array = new java.util.ArrayList();
['c', 'a', 'b'].forEach(function (e) { array.add(e); });
java.util.Collections.sort(array);
print(array + ' ' + array.size() + ' ' + array.get(0).length());
var runs = 0;
var thread = new java.lang.Thread(function () { runs += 1; });
thread.start();
thread.join();
print(runs + ' ' + new java.math.BigInteger('2').pow(100) + ' ' + java.lang.Math.max(2, 3));
var comparator = new JavaAdapter(java.util.Comparator, { compare: function (p, q) { return q - p; } });
var numbers = java.util.Arrays.asList([3, 11, 7]);
java.util.Collections.sort(numbers, comparator);
print(numbers);
var ints = java.lang.reflect.Array.newInstance(java.lang.Integer.TYPE, 3);
ints[1] = 5;
print(ints[1] + ' ' + ints.length);

section('work');
var sieve = [], primes = 0;
for (i = 2; i < 20000; i++) {
    if (!sieve[i]) { primes++; for (j = i * 2; j < 20000; j += i) { sieve[j] = true; } }
}
var text = '';
for (i = 0; i < 500; i++) { text += String.fromCharCode(97 + i * 7 % 26); }
var hash = 0;
for (i = 0; i < text.length; i++) { hash = (hash * 31 + text.charCodeAt(i)) | 0; }
print(primes + ' ' + hash);
