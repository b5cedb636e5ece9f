"""body.py - one method of a random program: statements and expressions that fit what is in scope

Used by: generate.py
Keeps:   what javac accepts whatever is chosen; depths and counts are bounded, so that methods stay small
"""

INTEGRAL = ("byte", "short", "char", "int", "long")
PRIMITIVE = ("boolean", *INTEGRAL, "float", "double")
ARRAYS = ("int[]", "long[]", "byte[]", "char[]", "short[]", "boolean[]", "float[]", "double[]", "String[]",
          "Object[]", "int[][]", "Base[]")
OBJECTS = ("String", "Object", "Base", "Shape", "Integer", "Long")
# How often a variable has the type.
WEIGHTED = ("int",) * 6 + ("long",) * 4 + PRIMITIVE * 2 + OBJECTS + ARRAYS
CORNERS = {
    "int": ("0", "1", "-1", "2", "7", "8", "10", "31", "32", "255", "256", "65535", "65536", "1000",
            "Integer.MAX_VALUE", "Integer.MIN_VALUE", "-128", "0x55555555"),
    "long": ("0L", "1L", "-1L", "3L", "10L", "63L", "64L", "0xFFFFFFFFL", "0x80000000L", "-2147483649L",
             "Long.MAX_VALUE", "Long.MIN_VALUE", "1000000007L", "0x5555555555555555L"),
    "float": ("0f", "-0f", "1f", "2f", "-1.5f", "0.1f", "3e38f", "1e-45f", "Float.NaN",
              "Float.POSITIVE_INFINITY", "Float.NEGATIVE_INFINITY", "2147483648f", "9.3e18f", "16777217f"),
    "double": ("0d", "-0d", "1d", "2d", "-1.5d", "0.1d", "1e308", "4.9e-324", "Double.NaN",
               "Double.POSITIVE_INFINITY", "Double.NEGATIVE_INFINITY", "2147483648d", "9.3e18",
               "-2147483649.5"),
    "boolean": ("true", "false"),
}
THROWN = ("IllegalStateException", "IllegalArgumentException", "UnsupportedOperationException",
          "ArithmeticException", "NullPointerException", "IndexOutOfBoundsException", "ClassCastException")
# None is another's superclass.
CAUGHT = ("ArithmeticException", "NullPointerException", "ClassCastException", "IndexOutOfBoundsException",
          "IllegalStateException")


class Writer:
    def __init__(self):
        self.lines, self.level = [], 0

    def add(self, text):
        if text == "}":
            self.level -= 1
        self.lines.append("    " * self.level + text)
        if text.endswith("{"):
            self.level += 1

    def middle(self, text):
        """Ends one block and begins the next."""
        self.level -= 1
        self.add(text)

    def end(self, text):
        self.level -= 1
        self.add(text)


class Method:
    """A signature that later bodies can call."""

    def __init__(self, name, kind, result, parameters):
        self.name, self.kind, self.result, self.parameters = name, kind, result, parameters


def default(kind):
    if kind == "void":
        return ""
    if kind == "boolean":
        return "false"
    return f"({kind}) 0" if kind in PRIMITIVE else "null"


class Body:
    """Writes one method's statements: what is in scope, and how deep it is."""

    def __init__(self, program, random_source, out, result, own=None):
        self.program, self.random, self.out = program, random_source, out
        self.result, self.own = result, own    # own: the class whose fields `this` has
        self.scopes, self.fixed = [[]], set()
        self.names = 0
        self.trips, self.cost = 1, 1
        self.loops = []    # labels
        self.in_lambda = self.statements = 0
        self.calls = []

    # -- helpers --

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def pick(self, items):
        return items[self.random.randrange(len(items))]

    def name(self, prefix="v"):
        self.names += 1
        return f"{prefix}{self.names}"

    def variables(self, kind, writable=False):
        return [name for scope in self.scopes for name, its in scope
                if its == kind and not (writable and (name in self.fixed))]

    def declare(self, name, kind, fixed=False):
        self.scopes[-1].append((name, kind))
        if fixed:
            self.fixed.add(name)

    # -- expressions --

    def constant(self, kind):
        if kind in ("byte", "short", "char"):
            return f"({kind}) {self.pick((self.random.randrange(70000), 0, 1, 127, 128, 32768, 255))}"
        if kind == "int" and self.chance(50):
            return str(self.random.randrange(-40, 200) if self.chance(70) else self.random.getrandbits(31))
        if kind == "long" and self.chance(40):
            return f"{self.random.getrandbits(63) if self.chance(50) else self.random.randrange(-9, 300)}L"
        if kind in CORNERS:
            return f"({self.pick(CORNERS[kind])})"
        if kind == "String":
            return self.pick(('"a"', '""', '"xyz"', '"caf\\u00e9"', '"\\u4e2d"', "(String) null", '"0"',
                              '"long text of a constant"', '"q"'))
        return f"({kind}) null"

    def place(self, kind, writable=True):
        """Something that can be assigned to: a local, field, element."""
        found = [*self.variables(kind, writable) * 3]
        found += [f"f_{n}" for n, k in self.program.statics if k == kind]
        found += [f"H{h}.h_{n}" for h, n, k in self.program.held if k == kind]
        if self.own:
            found += [f"{self.own.this}.{n}" for n, k in self.own.fields if k == kind]
        arrays = self.variables(kind + "[]")
        if arrays:
            found.append(f"{self.pick(arrays)}[{self.index()}]")
        if self.variables("Base") and self.chance(30):
            object_ = self.pick(self.variables("Base"))
            found += [f"{object_}.{n}" for n, k in self.program.base_fields if k == kind]
        return self.pick(found) if found else None

    def index(self):
        ints = self.variables("int")
        if ints and self.chance(80):
            return f"{self.pick(ints)} & 3" if self.chance(75) else self.pick(ints)
        return str(self.random.randrange(4)) if self.chance(90) else str(self.random.randrange(-1, 6))

    def expression(self, kind, depth):
        if depth <= 0 or self.chance(10):
            return self.leaf(kind)
        if self.chance(8):
            return self.ternary(kind, depth)
        if self.chance(5):
            return self.switch_expression(kind, depth)
        if self.chance(10):
            call = self.call(kind, depth)
            if call:
                return call
        if kind == "boolean":
            return self.condition(depth)
        if kind in ("byte", "short", "char"):
            wide = self.pick(("int", "int", "long", "float", "double", "char"))
            return f"({kind}) ({self.expression(wide, depth - 1)})"
        if kind in ("int", "long"):
            return self.integer(kind, depth)
        if kind in ("float", "double"):
            return self.floating(kind, depth)
        return self.reference(kind, depth)

    def leaf(self, kind):
        place = self.place(kind, writable=False) if self.chance(85) else None
        return place or (self.constant(kind) if kind in PRIMITIVE or kind == "String" or self.chance(12)
                         else self.fresh(kind))

    def ternary(self, kind, depth):
        a, b = self.expression(kind, depth - 1), self.expression(kind, depth - 1)
        return f"({self.condition(min(depth - 1, 2))} ? {self.typed(kind, a)} : {self.typed(kind, b)})"

    def typed(self, kind, text):
        return f"({kind}) ({text})"

    def switch_expression(self, kind, depth):
        all_keys = range(-3, 12) if self.chance(60) else range(-2000000000, 2000000000, 7919)
        arms = "".join(f"case {key} -> {self.typed(kind, self.expression(kind, depth - 2))}; "
                       for key in self.random.sample(all_keys, 3))
        return (f"(switch ({self.expression('int', 1)}) {{ {arms}"
                f"default -> {self.typed(kind, self.expression(kind, depth - 2))}; }})")

    def integer(self, kind, depth):
        left, choice = self.expression(kind, depth - 1), self.random.randrange(100)
        if choice < 40:
            return f"({left} {self.pick('+-*&|^+-')} {self.expression(kind, depth - 1)})"
        if choice < 50:
            divisor = self.expression(kind, depth - 1)
            if self.chance(50):
                divisor = self.constant(kind)
            elif self.chance(70):
                divisor = f"({divisor} | 1)"
            return f"({left} {self.pick('/%')} {divisor})"
        if choice < 62:
            count = self.expression(self.pick(("int", "long")), depth - 2)
            return f"({left} {self.pick(('<<', '>>', '>>>'))} {count})"
        if choice < 70:
            return f"({self.pick('-~')} {left})"
        if choice < 85:
            other = self.pick([k for k in PRIMITIVE if k not in (kind, "boolean")])
            return f"({kind}) ({self.expression(other, depth - 1)})"
        return self.special_integer(kind, depth, left)

    def special_integer(self, kind, depth, left):
        place = self.place(kind) if not self.in_lambda else None
        choice = self.random.randrange(10)
        if place and choice < 3:
            return f"({place}{self.pick(('++', '--'))})"
        if place and choice < 5:
            return f"({place} {self.pick(('+=', '-=', '*=', '^=', '<<=', '='))} {left})"
        if kind == "int" and choice < 7:
            arrays = [name for k in ARRAYS for name in self.variables(k)]
            if arrays:
                return f"{self.pick(arrays)}.length"
        if kind == "int" and choice < 8 and self.variables("String"):
            text = self.pick(self.variables("String"))
            return f"{text}.{self.pick(('length()', 'hashCode()', 'indexOf(97)'))}"
        box = "Integer" if kind == "int" else "Long"
        return f"{box}.{self.pick(('bitCount', 'reverse', 'numberOfTrailingZeros', 'signum'))}({left})"

    def floating(self, kind, depth):
        left, choice = self.expression(kind, depth - 1), self.random.randrange(100)
        if choice < 60:
            return f"({left} {self.pick('+-*/%+-*')} {self.expression(kind, depth - 1)})"
        if choice < 68:
            return f"(- {left})"
        if choice < 90:
            other = self.pick([k for k in PRIMITIVE if k not in (kind, "boolean")])
            return f"({kind}) ({self.expression(other, depth - 1)})"
        place = self.place(kind) if not self.in_lambda else None
        if place:
            return f"({place} {self.pick(('+=', '*=', '-=', '='))} {left})"
        return f"({kind}) Math.{self.pick(('abs', 'sqrt', 'floor'))}({left})"

    def condition(self, depth):
        choice = self.random.randrange(100)
        if choice < 55:
            kind = self.pick(("int", "int", "int", "long", "double", "float", "char"))
            operator = self.pick(("<", "<=", ">", ">=", "==", "!="))
            right = self.constant(kind) if self.chance(40) else self.expression(kind, depth - 1)
            return f"({self.expression(kind, depth - 1)} {operator} {right})"
        if choice < 75 and depth > 0:
            operator = self.pick(("&&", "||", "&", "|", "^", "=="))
            return f"({self.condition(depth - 1)} {operator} {self.condition(depth - 1)})"
        if choice < 80 and depth > 0:
            return f"(!{self.condition(depth - 1)})"
        if choice < 92:
            kind = self.pick(OBJECTS + ARRAYS)
            value = self.expression(kind, 1)
            if self.chance(40):
                return f"(({kind}) ({value}) {self.pick(('==', '!='))} null)"
            wanted = self.pick(("String", "Base", "D1", "D2", "Shape", "int[]", "Object[]", "Integer"))
            return f"((Object) ({value}) instanceof {wanted})"
        return self.leaf("boolean")

    def fresh(self, kind):
        program = self.program
        if kind.endswith("[]"):
            element = kind[:-2]
            if kind == "int[][]":
                return self.pick(("new int[][] {{1, 2, 3, 4}, {5, 6, 7, 8}, null, {9, 10, 11, 12}}",
                                  "new int[4][4]", f"new int[4][{self.length()}]", "new int[5][]"))
            if kind == "Object[]" and self.chance(40):
                return self.pick(("new String[4]", "new Integer[5]", "new Base[4]", "new int[4][]"))
            if self.chance(40) and element in PRIMITIVE:
                return f"new {element}[] {{{', '.join(self.constant(element) for _ in range(4))}}}"
            return f"new {element}[{self.pick(('4', '4', '5', '4', '7', self.length()))}]"
        return {
            "String": self.constant("String"),
            "Object": self.pick(('(Object) "o"', "(Object) Integer.valueOf(5)", "(Object) new int[4]",
                                 f"(Object) new Pair({self.constant('int')}, Kind.BLUE)",
                                 f"(Object) Kind.values()[{self.length()}]", "(Object) new long[3][2][4]")),
            "Base": f"({program.construct(self)})",
            "Shape": f"((Shape) {program.construct(self)})",
            "Integer": f"Integer.valueOf({self.constant('int')})",
            "Long": f"Long.valueOf({self.constant('long')})",
        }[kind]

    def start(self, kind):
        """A field's first value, which is null now and then."""
        if self.chance(12):
            return default(kind)
        return self.typed(kind, self.constant(kind) if kind in PRIMITIVE else self.fresh(kind))

    def initialiser(self, kind):
        """Of an instance's field; one that made an object of its own class would have no end."""
        return "" if kind in ("Base", "Shape") else " = " + self.start(kind)

    def length(self):
        ints = self.variables("int")
        return f"{self.pick(ints)} & 7" if ints and self.chance(80) else "0"

    def reference(self, kind, depth):
        choice = self.random.randrange(100)
        if kind == "String" and choice < 60:
            return self.concatenation(depth)
        if kind == "String" and choice < 70:
            return f"String.valueOf({self.expression(self.pick(PRIMITIVE), depth - 1)})"
        if kind == "Object":
            other = self.pick(OBJECTS[0:1] + OBJECTS[2:] + ARRAYS + ("int", "long", "double", "char"))
            return f"(Object) ({self.expression(other, depth - 1)})"
        if kind in ("Integer", "Long") and choice < 60:
            inner = "int" if kind == "Integer" else "long"
            return f"{kind}.valueOf({self.expression(inner, depth - 1)})"
        if choice < 15:
            return f"({kind}) (Object) ({self.expression('Object' if self.chance(7) else kind, depth - 1)})"
        if choice < 30 and not self.in_lambda:
            place = self.place(kind)
            if place:
                return f"({place} = {self.typed(kind, self.expression(kind, depth - 1))})"
        if choice < 36:
            return f"R.id({self.typed(kind, self.expression(kind, depth - 1))})"
        return self.fresh(kind) if self.chance(40) else self.leaf(kind)

    def concatenation(self, depth):
        number = self.random.randrange(1, 5)
        kinds = [self.pick(PRIMITIVE + ("String", "Integer", "Base")) for _ in range(number)]
        # Doubles' texts differ between releases.
        kinds = ["int" if k in ("float", "double") else k for k in kinds]
        parts = " + ".join(f"({self.typed(k, self.expression(k, depth - 2))})" for k in kinds)
        return f'R.cut("s" + {parts})'

    def arguments(self, parameters, depth):
        return ", ".join(self.typed(kind, self.expression(kind, depth - 1)) for kind in parameters)

    def call(self, kind, depth):
        if kind == "int" and self.chance(8):
            return self.library_call(depth)
        found = [m for m in self.program.callable if m.result == kind]
        if not found or self.cost > 3000:
            return None
        method = self.pick(found)
        self.cost += self.trips
        if method.kind == "static":
            target = ""
        elif self.own and self.own.overridden is method:
            target = "super."
        elif method.kind == "inner":
            target = f"({self.typed('Base', self.expression('Base', 1))}).new Inner()."
        elif method.kind == "shape":
            target = f"({self.typed('Shape', self.expression('Shape', 1))})."
        elif self.own and self.chance(30):
            target = self.own.this + "."
        else:
            target = f"({self.typed('Base', self.expression('Base', 1))})."
        return f"{target}{method.name}({self.arguments(method.parameters, min(depth, 3))})"

    def library_call(self, depth):
        """An int from something that is compiled to more than one call."""
        choice = self.random.randrange(4)
        if choice == 0:
            operands = f"{self.expression('int', depth - 1)}, {self.expression('int', depth - 1)}"
            return f"Math.{self.pick(('min', 'max'))}({operands})"
        if choice == 1:
            operands = (self.expression("int", 1) for _ in range(self.random.randrange(4)))
            return f"R.sum({', '.join(operands)})"
        if choice == 2:
            value = self.typed("Object", self.expression("Object", 2))
            return f"(({value}) instanceof Pair p{self.name('q')} ? 3 : 4)"
        return f"Kind.values()[{self.expression('int', 1)} & 3].ordinal()"

    def deep(self, kind):
        """Operands that wait on the stack while the next are computed."""
        text = self.leaf(kind)
        for _ in range(self.random.randrange(5, 18)):
            operand = self.ternary(kind, 1) if self.chance(15) else self.leaf(kind)
            operators = "+-*^|&" if kind in ("int", "long") else "+-*/"
            text = f"({operand} {self.pick(operators)} {text})"
        return text

    # -- statements --

    def block(self, depth, count=None):
        self.scopes.append([])
        for _ in range(count or self.random.randrange(1, 5)):
            if self.statements < 45:
                self.statement(depth)
        self.scopes.pop()

    def statement(self, depth):
        self.statements += 1
        self.cost += self.trips // 4
        simple = (self.local, self.local, self.assign, self.assign, self.assign, self.mix, self.step,
                  self.element, self.leave)
        compound = (self.branch, self.branch, self.loop, self.loop, self.small_loop, self.switch,
                    self.attempt, self.attempt, self.locked, self.closure, self.string_switch,
                    self.enum_switch, self.each, self.resource, self.build)
        if depth > 0 and self.chance(45):
            self.pick(compound)(depth)
        else:
            self.pick(simple)()

    def local(self):
        kind, name = self.pick(WEIGHTED), self.name()
        if kind in ("int", "long", "double", "float") and self.chance(15):
            value = self.deep(kind)
        else:
            value = self.expression(kind, self.random.randrange(1, 5))
        self.out.add(f"{kind} {name} = {self.typed(kind, value)};")
        self.declare(name, kind)

    def assign(self):
        kind = self.pick(WEIGHTED)
        place = self.place(kind)
        if not place or (self.in_lambda and not place.startswith("f_")):
            return self.mix()
        value = self.typed(kind, self.expression(kind, self.random.randrange(1, 5)))
        operator = "="
        if kind in ("int", "long", "short", "byte", "char") and self.chance(40):
            operator = self.pick(("+=", "-=", "*=", "&=", "|=", "^=", "<<=", ">>=", ">>>="))
        elif kind in ("float", "double") and self.chance(40):
            operator = self.pick(("+=", "-=", "*=", "/="))
        self.out.add(f"{place} {operator} {value};")
        return None

    def step(self):
        place = self.place(self.pick(INTEGRAL + ("int", "int")))
        if place and (not self.in_lambda or place.startswith("f_")):
            self.out.add(f"{place}{self.pick(('++', '--'))};")

    def element(self):
        arrays = self.variables("Object[]")
        if arrays:
            value = self.typed("Object", self.expression("Object", 2))
            self.out.add(f"{self.pick(arrays)}[{self.index()}] = {value};")

    def mix(self):
        kind = self.pick(WEIGHTED)
        value = self.expression(kind, 3)
        self.out.add(f"R.mix({self.typed(kind if kind in PRIMITIVE else 'Object', value)});")

    def leave(self):
        choice = self.random.randrange(100)
        condition = f"if ({self.condition(2)})"
        if choice < 40 and self.loops:
            self.out.add(f"{condition} {self.pick(('break', 'continue'))} {self.pick(self.loops)};")
        elif choice < 55 and not self.in_lambda:
            value = self.typed(self.result, self.expression(self.result, 2)) if self.result != "void" else ""
            self.out.add(f"{condition} return {value};")
        elif choice < 70:
            message = self.typed("String", self.expression("String", 1))
            self.out.add(f"{condition} throw new {self.pick(THROWN)}({message});")
        else:
            call = self.call(self.pick(WEIGHTED), 3)
            if call:
                self.out.add(f"R.mix({call});")

    def branch(self, depth):
        self.out.add(f"if ({self.condition(3)}) {{")
        self.block(depth - 1)
        while self.chance(35):
            self.out.middle(f"}} else if ({self.condition(2)}) {{")
            self.block(depth - 1)
        if self.chance(40):
            self.out.middle("} else {")
            self.block(depth - 1)
        self.out.add("}")

    def body_of_loop(self, depth, label, trips, count=None):
        before = self.trips
        self.trips *= trips
        self.loops.append(label)
        self.block(depth - 1, count)
        self.loops.pop()
        self.trips = before

    def loop(self, depth):
        label, name, trips = self.name("L"), self.name("i"), self.pick((2, 3, 5, 9, 20))
        self.scopes.append([])
        self.declare(name, "int", fixed=self.chance(80))
        form = self.random.randrange(3)
        step = self.pick(("++", "++", " += 2", " += 3"))
        if form == 0:
            self.out.add(f"{label}: for (int {name} = 0; {name} < {trips} && R.tick(); {name}{step}) {{")
        elif form == 1:
            self.out.add(f"int {name} = {trips};")
            self.out.add(f"{label}: while ({name}-- > 0 && R.tick()) {{")
        else:
            self.out.add(f"int {name} = 0;")
            self.out.add(f"{label}: do {{")
        self.body_of_loop(depth, label, 3)
        if form == 2:
            self.out.end(f"}} while (++{name} < {trips} && R.tick());")
        else:
            self.out.add("}")
        self.scopes.pop()

    def small_loop(self, depth):
        """Without calls of its own: what is in registers can stay there."""
        label, name = self.name("L"), self.name("i")
        trips = self.pick((3, 4, 8, 60)) if self.trips == 1 else 4
        kind = self.pick(("int", "int", "long"))
        self.scopes.append([])
        self.declare(name, kind, fixed=True)
        self.out.add(f"{label}: for ({kind} {name} = {trips}; {name} > 0; {name}--) {{")
        self.body_of_loop(depth - 1, label, trips, self.random.randrange(1, 4))
        self.out.add("}")
        self.scopes.pop()

    def switch(self, depth):
        dense = self.chance(60)
        number = self.random.randrange(2, 8) if self.chance(85) else self.random.randrange(9, 30)
        dense_keys = range(-2, number + 3) if number > 8 else range(-2, 9)
        keys = self.random.sample(dense_keys if dense else range(-2000000000, 2000000000, 1299709), number)
        selector = f"{self.expression('int', 2)} & 7" if dense else self.expression("int", 2)
        if not dense and self.chance(50):
            selector = f"({self.condition(1)} ? {keys[0]} : {self.expression('int', 1)})"
        self.out.add(f"switch ({selector}) {{")
        for key in keys:
            self.arm(f"case {key}:", depth)
            if self.chance(70):
                self.out.add("break;")
        if self.chance(60):
            self.arm("default:", depth)
        self.out.add("}")

    def arm(self, label, depth):
        self.out.add(f"{label} {{")
        self.block(depth - 1)
        self.out.add("}")

    def string_switch(self, depth):
        self.out.add(f'switch (R.id("" + {self.typed("String", self.expression("String", 1))})) {{')
        for text in self.random.sample(("a", "", "xyz", "s1", "strue", "Aa", "BB", "null"), 3):
            self.arm(f'case "{text}" ->', depth)
        self.arm("default ->", depth)
        self.out.add("}")

    def enum_switch(self, depth):
        self.out.add(f"switch (Kind.values()[{self.expression('int', 2)} & 3]) {{")
        for each in self.random.sample(("RED", "GREEN", "BLUE", "GREY"), 3):
            self.arm(f"case {each}:", depth)
            if self.chance(70):
                self.out.add("break;")
        self.out.add("}")

    def attempt(self, depth):
        self.out.add("try {")
        self.block(depth - 1)
        if self.chance(60):
            thrown = self.random.sample(CAUGHT, self.random.randrange(3))
            for each in [*thrown, self.pick(("RuntimeException", "Exception", "Throwable"))]:
                name = self.name("e")
                self.out.middle(f"}} catch ({each} {name}) {{")
                self.out.add(f"R.mix(R.describe({name}));")
                self.block(depth - 1)
            has_finally = self.chance(35)
        else:
            has_finally = True
        if has_finally:
            self.out.middle("} finally {")
            self.block(depth - 1)
        self.out.add("}")

    def each(self, depth):
        """Over an array, or a list of boxed numbers."""
        kind, name, label = self.pick(("int", "long", "String", "Integer")), self.name("e"), self.name("L")
        if kind == "Integer":
            numbers = ", ".join(self.expression("int", 1) for _ in range(self.random.randrange(1, 5)))
            source = f"java.util.List.of({numbers})"
        else:
            source = self.typed(kind + "[]", self.expression(kind + "[]", 1))
        self.scopes.append([])
        self.declare(name, kind, fixed=True)
        self.out.add(f"{label}: for ({kind} {name} : {source}) {{")
        self.out.add(f"if (!R.tick()) break {label};")
        self.body_of_loop(depth - 1, label, 3)
        self.out.add("}")
        self.scopes.pop()

    def resource(self, depth):
        base = self.typed("Base", self.expression("Base", 1))
        self.out.add(f"try (Base.Inner {self.name('r')} = ({base}).new Inner()) {{")
        self.block(depth - 1)
        if self.chance(40):
            name = self.name("e")
            self.out.middle(f"}} catch (RuntimeException {name}) {{")
            self.out.add(f"R.mix(R.describe({name}));")
        self.out.add("}")

    def build(self, depth):
        """A string builder, a map or a list; what is put into it comes from what is in scope."""
        name, form = self.name("k"), self.random.randrange(3)
        if form == 0:
            kinds = [self.pick(("int", "long", "char", "boolean", "String")) for _ in range(3)]
            parts = "".join(f".append({self.typed(k, self.expression(k, depth))})" for k in kinds)
            self.out.add(f"StringBuilder {name} = new StringBuilder(){parts};")
            self.out.add(f"R.mix((Object) R.cut({name}.reverse().toString()));")
        elif form == 1:
            self.out.add(f"java.util.HashMap<Integer, Object> {name} = new java.util.HashMap<>();")
            for _ in range(3):
                self.out.add(f"{name}.put({self.expression('int', 1)} & 3, "
                             f"{self.typed('Object', self.expression('Object', 1))});")
            self.out.add(f"R.mix({name}.size() + ({name}.get({self.expression('int', 1)}) == null ? 1 : 2));")
        else:
            self.out.add(f"java.util.ArrayList<Long> {name} = new java.util.ArrayList<>();")
            self.out.add(f"{name}.add({self.typed('long', self.expression('long', depth))});")
            self.out.add(f"{name}.add({self.typed('Long', self.expression('Long', 1))});")
            self.out.add(f"R.mix({name}.get({self.expression('int', 1)} & 1) + {name}.get(0));")

    def locked(self, depth):
        lock = "R.class" if self.chance(60) else self.typed("Object", self.expression("Object", 1))
        self.out.add(f"synchronized ({lock}) {{")
        self.block(depth - 1)
        self.out.add("}")

    def closure(self, depth):
        """A lambda or an inner class over copies of some locals."""
        if self.in_lambda:
            return self.mix()
        kinds = [self.pick(WEIGHTED) for _ in range(self.random.randrange(4))]
        self.scopes.append([])
        for kind in kinds:
            name = self.name("c")
            self.out.add(f"final {kind} {name} = {self.typed(kind, self.expression(kind, 2))};")
            self.declare(name, kind, fixed=True)
        captured, outer, name = list(self.scopes[-1]), self.scopes, self.name("g")
        argument = self.name("a")
        interface, parameter, result = self.pick((("IntUnaryOperator", "int", "int"),
                                                  ("DoubleUnaryOperator", "double", "double"),
                                                  ("LongBinaryOperator", "long", "long"),
                                                  ("Function<Object, Object>", "Object", "Object"),
                                                  ("Supplier<String>", "", "String")))
        call = {"int": "applyAsInt", "double": "applyAsDouble", "long": "applyAsLong", "Object": "apply",
                "String": "get"}[result]
        parameters = [argument] if parameter else []
        if interface.startswith("LongBinary"):
            parameters.append(self.name("a"))
        self.scopes = [captured + [(each, parameter) for each in parameters]]
        self.in_lambda += 1
        fixed, self.fixed = self.fixed, self.fixed | set(parameters)
        loops, self.loops = self.loops, []
        if self.chance(70):
            self.out.add(f"{interface} {name} = ({', '.join(parameters)}) -> {{")
            self.block(1, self.random.randrange(3) or None)
            self.out.add(f"return {self.typed(result, self.expression(result, 3))};")
            self.out.end("};")
        else:
            self.out.add(f"{interface} {name} = new {interface}() {{")
            declared = ", ".join(f"{parameter} {each}" for each in parameters)
            self.out.add(f"public {result} {call}({declared}) {{")
            own, self.own = self.own, None
            self.block(1, self.random.randrange(3) or None)
            self.out.add(f"return {self.typed(result, self.expression(result, 3))};")
            self.own = own
            self.out.add("}")
            self.out.end("};")
        self.in_lambda -= 1
        self.scopes, self.fixed, self.loops = outer, fixed, loops
        values = ", ".join(self.typed(parameter, self.expression(parameter, 2)) for _ in parameters)
        self.out.add(f"R.mix({name}.{call}({values}));")
        self.cost += self.trips
        self.scopes.pop()
        return None
