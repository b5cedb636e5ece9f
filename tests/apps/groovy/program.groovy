// A tour of Groovy: closures, collections, strings, metaprogramming, builders, AST transformations.
import groovy.json.JsonBuilder
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import groovy.transform.Canonical
import groovy.transform.CompileStatic
import groovy.transform.Immutable
import groovy.transform.Memoized
import groovy.xml.MarkupBuilder

def section(String name) { println "== $name" }

@Canonical class Point {
    int x, y
    Point plus(Point o) { new Point(x + o.x, y + o.y) }
    Point negative() { new Point(-x, -y) }
    def getAt(int i) { i == 0 ? x : y }
    boolean asBoolean() { x != 0 || y != 0 }
}
@Immutable class Money { String currency; BigDecimal amount }
class Dynamic {
    def log = []
    def methodMissing(String name, args) { log << "$name(${args.join(',')})"; this }
    def propertyMissing(String name) { "no $name" }
}
trait Named { String name; String greet() { "I am $name" } }
class Robot implements Named { int serial }
@CompileStatic class Fast {
    static long sum(int n) { long s = 0; for (int i = 0; i < n; i++) { s += i * (long) i }; s }
    @Memoized static int slow(int n) { n < 2 ? n : slow(n - 1) + slow(n - 2) }
}

section 'closures'
def makeCounter = { int step -> int n = 0; return { n += step } }
def c = makeCounter(3)
c(); c()
println c()
def compose = { x -> x + 1 } >> { x -> x * 2 }
println compose(5) + ' ' + { a, b = 10 -> a + b }(1) + ' ' + { it * 2 }.curry(4)()
println((1..5).collect { it ** 2 }.findAll { it % 2 }.inject(0) { s, x -> s + x })
def fact
fact = { n, BigInteger acc = 1 -> n < 2 ? acc : fact.trampoline(n - 1, n * acc) }.trampoline()
println fact(60)

section 'collections'
def map = [b: 2, a: 1, c: 3]
println map.sort { it.key }.collect { k, v -> "$k=$v" }.join(' ') + ' ' + map.max { it.value }.key
println([3, 1, 2].sort() + [[1, [2]], 3].flatten() + (1..10).step(3) + ('a'..'e')[1..3])
println([1, 2, 3, 4, 5, 6].groupBy { it % 3 }.toString() + [1, 2, 3].combinations { it }.toString().length())
println(['ant', 'bee', 'cat']*.toUpperCase() + [1, null, 3].findResults { it } + [[1, 2], [3, 4]].transpose())
println([1, 2, 3, 4].split { it > 2 } + [1, 2, 2, 3].unique() + (1..4).collate(3))
println([5, 6].withIndex())
println map.subMap(['a', 'b']).toString() + (map + [d: 4]).size()
println map.any { k, v -> v > 2 } && map.every { it.value }

section 'strings'
def who = 'world'
println "Hello ${who.toUpperCase()} ${-> who.size()} ${'x' * 3}"
println '''three
   lines'''.stripIndent().readLines()*.trim().join('/')
println 'groovy'[0..2] + 'groovy'[-1] + 'a,b;c'.tokenize(',;') + 'abc'.reverse() + 'abc'.padLeft(5, '*')
println(('foo 12 bar 345' =~ /\d+/).collect { it as int }.sum() + ' ' + ('2024-02' ==~ /\d{4}-\d\d/))
def matcher = 'key: value' =~ /(\w+): (\w+)/
println matcher[0][1] + '=' + matcher[0][2] + ' ' + 'x-y'.replaceAll(/(\w)-(\w)/) { all, p, q -> q + p }
println sprintf('%05.1f %s %x', 3.14159, [1, 2], 255)
println 'abc'.collectReplacements { it == 'b' ? 'BB' : null }

section 'objects'
def p = new Point(1, 2) + new Point(x: 3, y: 4)
println "$p ${-p} ${p[0]} ${p == new Point(4, 6)} ${new Point() ? 'set' : 'zero'}"
def m = new Money('EUR', 12.50)
println "$m ${m.hashCode() == new Money('EUR', 12.50).hashCode()}"
try { m.amount = 1 } catch (ReadOnlyPropertyException e) { println e.message }
def d = new Dynamic()
println d.first(1).second('two', 3).log.toString() + ' ' + d.unknown
println new Robot(name: 'R2', serial: 2).greet()
println Fast.sum(1000) + ' ' + Fast.slow(40)
println p?.x + ' ' + (null?.foo ?: 'elvis') + ' ' + ((1 <=> 2) + ('b' <=> 'a')) + ' ' + (3 in [1, 2, 3])
println switchOn(5) + switchOn('text') + switchOn([1]) + switchOn(~/x/)
def switchOn(v) {
    switch (v) {
        case 1..9: return 'range '
        case String: return 'string '
        case { it instanceof List }: return 'list '
        default: return 'other'
    }
}
println((7 / 2) + ' ' + 7.intdiv(2) + ' ' + (2 ** 70) + ' ' + (0.1 + 0.2) + ' ' + (1.5f * 2).class.simpleName)
def (one, two) = [1, 2]
println one + two
println(([1, 2] as int[]).length)
println((['b', 'a'] as Set).sort().toString() + ('12' as Integer) + (65 as char) + (1 as boolean))

section 'metaprogramming'
Integer.metaClass.triple = { -> delegate * 3 }
String.metaClass.shout << { String suffix -> delegate.toUpperCase() + suffix }
println 7.triple() + ' ' + 'hey'.shout('!')
class Roman { static String roman(Integer self) { ['', 'I', 'II', 'III', 'IV'][self] } }
use(Roman) { println 4.roman() }
def e = new Expando(name: 'box')
e.open = { -> "$name opened" }
println e.open()
println Point.metaClass.methods*.name.findAll { it in ['plus', 'negative'] }.sort()
println new GroovyShell(new Binding(n: 6)).evaluate('def f = { it * n }; f(7)')
def proxy = [compare: { l, r -> r <=> l }] as Comparator
println([1, 3, 2].toSorted(proxy))

section 'builders'
def writer = new StringWriter()
new MarkupBuilder(writer).library(name: 'main') {
    [['Dune', 1965], ['Emma', 1815]].each { t, y -> book(year: y) { title t } }
}
println writer
def xml = new XmlSlurper().parseText(writer.toString())
println xml.book.findAll { it.@year.toInteger() < 1900 }.title.text() + ' ' + xml.book.size()
def json = new JsonBuilder()
json.order(id: 7, lines: [[sku: 'a', qty: 2], [sku: 'b', qty: null]]) { note 'fragile "glass"' }
println JsonOutput.prettyPrint(json.toString())
println new JsonSlurper().parseText('{"a": [1, 2.5, {"b": false}], "c": "\\u20ac"}').toString()
def template = new groovy.text.SimpleTemplateEngine().createTemplate('<% 3.times { %>$it,<% } %> ${name}')
println template.make(name: 'done').toString()

section 'files and exceptions'
def file = new File('notes.txt')
file.text = 'alpha\nbeta\ngamma\n'
file << 'delta\n'
println file.readLines().findAll { it.contains('a') }.size() + ' ' + file.size()
file.withReader { r -> println r.readLine() }
file.delete()
try { [1, 2].foo() } catch (MissingMethodException ex) { println ex.message.readLines()[0] }
try { assert [1, 2].sum() == 4 } catch (AssertionError ex) { println ex.message }
try { (1 / 0) } catch (ArithmeticException ex) { println ex.message }
println Date.parse('yyyy-MM-dd', '2024-02-29').format('dd.MM.yyyy')
