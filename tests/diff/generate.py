#!/usr/bin/env python3
"""generate.py - random Java programs for the differential runner

In:     generate.py FOLDER COUNT [FIRST_SEED]
Out:    FOLDER/Random<seed>.java, the same text for the same seed
Keeps:  every program ends (loops and calls burn a fixed amount of fuel) and prints no identity hash;
        it has arithmetic on all primitive types, arrays, fields, calls of all kinds, switches, exceptions
"""

import random
import sys
from pathlib import Path

NUMERIC = ("int", "long", "float", "double")
SMALL = ("byte", "short", "char")
CONSTANTS = {
    "int": ["0", "1", "(-1)", "7", "31", "(-128)", "65536", "Integer.MAX_VALUE", "Integer.MIN_VALUE",
            "0x12345678"],
    "long": ["0L", "1L", "(-1L)", "63L", "4294967296L", "Long.MAX_VALUE", "Long.MIN_VALUE",
             "0x123456789abcdefL"],
    "float": ["0f", "(-0f)", "1f", "1.5f", "(-3.25f)", "1e10f", "1e-40f", "Float.MAX_VALUE", "Float.NaN",
              "(1f / 3)"],
    "double": ["0.0", "(-0.0)", "1.0", "2.5", "(-1e9)", "1e300", "4.9e-324", "Double.POSITIVE_INFINITY",
               "Double.NaN"],
}
HEAD = """\
// Random program {seed}; see generate.py.
public class Random{seed} {{
    interface Shape {{
        int apply(int a, long b);

        default int twice(int a) {{
            return apply(apply(a, 3L), a);
        }}
    }}

    static class Base implements Shape {{
        int i = {a};
        long l = {b}L;
        double d = {c};
        byte small = {d};

        public int apply(int a, long b) {{
            i += a;
            return i ^ (int) b;
        }}
    }}

    static class Left extends Base {{
        float f = 0.5f;

        @Override
        public int apply(int a, long b) {{
            f = f * 2 + a;
            return super.apply(a + 1, b >> 1) - (int) f % 100;
        }}
    }}

    static final class Right extends Base {{
        @Override
        public int apply(int a, long b) {{
            l = l * 31 + b;
            return (int) (l >>> 7) + a;
        }}

        @Override
        public int twice(int a) {{
            return apply(a, a);
        }}
    }}

    static int fuel = {fuel};
    static int si;
    static long sl = 1;
    static float sf = 1;
    static double sd = 1;
    static int[] ints = new int[16];
    static long[] longs = new long[16];
    static double[] doubles = new double[16];
    static byte[] bytes = new byte[16];
    static char[] chars = new char[16];
    static Base[] objects = {{new Base(), new Left(), new Right(), null}};
    static StringBuilder log = new StringBuilder();

    static boolean burn() {{
        return --fuel > 0;
    }}

    static void note(Object o) {{
        if (log.length() < 4000) {{
            log.append(o).append(' ');
        }}
    }}
"""
TAIL = """\

    public static void main(String[] args) {{
        for (int round = 0; round < 4; round++) {{
            fuel = {fuel};
            try {{
{calls}
            }} catch (RuntimeException e) {{
                note(e.getClass().getSimpleName());
            }}
            System.out.println(si + " " + sl + " " + fuel);
            System.out.println(Float.floatToIntBits(sf) + " " + Double.doubleToLongBits(sd));
        }}
        long hash = 0;
        for (int k = 0; k < 16; k++) {{
            hash = hash * 31 + ints[k] + longs[k] + Double.doubleToLongBits(doubles[k]) + bytes[k] + chars[k];
        }}
        for (Base o : objects) {{
            hash = o == null ? hash : hash * 7 + o.i + o.l + o.small + Double.doubleToLongBits(o.d);
        }}
        System.out.println(hash);
        System.out.println(log);
    }}
}}
"""


class Writer:
    """One program."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.seed = seed
        self.lines = []
        self.depth = 1
        self.methods = []
        self.scope = []
        self.labels = 0
        self.writable = set()

    def pick(self, choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def put(self, text):
        self.lines.append("    " * self.depth + text)

    # --- expressions ------------------------------------------------------------------------------------

    def leaf(self, kind):
        local = [name for name, type_ in self.scope if type_ == kind]
        if local and self.chance(0.5):
            return self.pick(local)
        static = {"int": "si", "long": "sl", "float": "sf", "double": "sd"}[kind]
        index = f"[{self.pick(['0', '5', '15'])}]"
        array = {"int": ["ints", "bytes", "chars"], "long": ["longs", "ints"], "float": ["bytes"],
                 "double": ["doubles", "longs"]}[kind]
        field = {"int": ["i", "small"], "long": ["l", "i"], "float": ["small"], "double": ["d", "l"]}[kind]
        return self.pick([self.pick(CONSTANTS[kind]), static, self.pick(array) + index,
                          f"objects[{self.random.randrange(3)}].{self.pick(field)}"])

    def expression(self, kind, depth):
        if depth == 0 or self.chance(0.15):
            return self.leaf(kind)
        sub = lambda: self.expression(kind, depth - 1)  # noqa: E731
        choices = ["binary"] * 5 + ["unary", "cast", "choice", "call", "library"]
        if kind in ("int", "long"):
            choices += ["shift", "shift", "divide", "bits", "bits"]
        if kind == "int":
            choices += ["small", "virtual", "virtual", "text", "index"]
        form = self.pick(choices)
        if form == "binary":
            return f"({sub()} {self.pick('+-*')} {sub()})"
        if form == "unary":
            return f"(-{sub()})" if kind in ("float", "double") or self.chance(0.5) else f"(~{sub()})"
        if form == "cast":
            return f"({kind}) ({self.expression(self.pick(NUMERIC), depth - 1)})"
        if form == "choice":
            return f"({self.condition(depth - 1)} ? {sub()} : {sub()})"
        if form == "call":
            usable = [m for m in self.methods if m[1] == kind]
            if not usable:
                return self.leaf(kind)
            name, _, parameters = self.pick(usable)
            return f"{name}({', '.join(self.expression(p, depth - 1) for p in parameters)})"
        if form == "library":
            return f"Math.{self.pick(['abs', 'max', 'min'])}({sub()}, {sub()})".replace("abs(", "max(")
        if form == "shift":
            count = self.expression(self.pick(["int", "long"]), depth - 1)
            return f"({sub()} {self.pick(['<<', '>>', '>>>'])} {count})"
        if form == "divide":
            guard = " | 1" if self.chance(0.8) else ""
            return f"({sub()} {self.pick('/%')} ({sub()}{guard}))"
        if form == "bits":
            return f"({sub()} {self.pick('&|^')} {sub()})"
        if form == "small":
            return f"({self.pick(SMALL)}) ({sub()})"
        if form == "virtual":
            which = f"objects[{sub()} & {self.pick([1, 1, 1, 3])}]"
            return f"{which}.{self.pick(['twice(' + sub() + ')', 'apply(' + sub() + ', sl)'])}"
        if form == "text":
            value = self.expression(self.pick(NUMERIC[:2]), depth - 1)
            return f"(\"t\" + {value}).{self.pick(['hashCode', 'length'])}()"
        return f"ints[{sub()} & 15]"

    def condition(self, depth):
        kind = self.pick(NUMERIC)
        compare = (f"{self.expression(kind, depth)} {self.pick(['<', '<=', '>', '>=', '==', '!='])} "
                   f"{self.expression(kind, depth)}")
        form = self.random.random()
        if form < 0.6 or depth < 1:
            return compare
        if form < 0.8:
            return f"{compare} {self.pick(['&&', '||'])} {self.condition(depth - 1)}"
        if form < 0.9:
            return f"!({compare})"
        type_ = self.pick(["Left", "Right", "Base"])
        return f"objects[{self.expression('int', depth)} & 3] instanceof {type_}"

    # --- statements -------------------------------------------------------------------------------------

    def block(self, depth, count=None):
        self.depth += 1
        kept = list(self.scope)
        for _ in range(count or self.random.randint(1, 3)):
            self.statement(depth)
        self.scope = kept
        self.depth -= 1

    def target(self):
        kind = self.pick(NUMERIC)
        local = [name for name, type_ in self.scope if type_ == kind and name in self.writable]
        if local and self.chance(0.5):
            return kind, self.pick(local)
        index = f"[{self.expression('int', 1)} & 15]"
        owner = f"objects[{self.random.randrange(3)}]"
        places = {"int": ["si", "ints" + index, owner + ".i"], "long": ["sl", "longs" + index, owner + ".l"],
                  "float": ["sf"], "double": ["sd", "doubles" + index, owner + ".d"]}
        return kind, self.pick(places[kind])

    def statement(self, depth):
        forms = ["assign"] * 4 + ["compound"] * 2 + ["declare"] * 2 + ["narrow", "step", "note"]
        if depth > 0:
            forms += ["if", "if", "for", "while", "switch", "try", "labelled", "locked"]
        getattr(self, "do_" + self.pick(forms))(depth)

    def do_assign(self, depth):
        kind, target = self.target()
        self.put(f"{target} = {self.expression(kind, 3)};")

    def do_compound(self, depth):
        kind, target = self.target()
        operators = ["+=", "-=", "*="]
        operators += ["^=", "|=", "&=", "<<=", ">>=", ">>>="] if kind in ("int", "long") else ["/="]
        operator = self.pick(operators)
        whole = "<" in operator or ">" in operator or operator[0] in "^|&"
        self.put(f"{target} {operator} {self.expression('int' if whole else self.pick(NUMERIC), 2)};")

    def do_declare(self, depth):
        kind, name = self.pick(NUMERIC), f"v{len(self.lines)}"
        self.put(f"{kind} {name} = {self.expression(kind, 2)};")
        self.scope.append((name, kind))
        self.writable.add(name)

    def do_narrow(self, depth):
        array, kind = self.pick([("bytes", "byte"), ("chars", "char")])
        self.put(f"{array}[{self.expression('int', 1)} & 15] = ({kind}) {self.expression('int', 2)};")

    def do_step(self, depth):
        _, target = self.target()
        self.put(f"{target}{self.pick(['++', '--'])};")

    def do_note(self, depth):
        self.put(f"note({self.expression(self.pick(NUMERIC), 2)});")

    def do_if(self, depth):
        self.put(f"if ({self.condition(2)}) {{")
        self.block(depth - 1)
        if self.chance(0.5):
            self.put("} else {")
            self.block(depth - 1)
        self.put("}")

    def do_for(self, depth):
        name = f"k{len(self.lines)}"
        self.put(f"for (int {name} = 0; {name} < {self.random.randint(2, 20)} && burn(); {name}++) {{")
        self.scope.append((name, "int"))
        self.block(depth - 1)
        self.scope.pop()
        self.put("}")

    def do_while(self, depth):
        self.put(f"while (burn() && ({self.condition(1)})) {{")
        self.block(depth - 1)
        self.put("}")

    def do_labelled(self, depth):
        self.labels += 1
        label, name = f"out{self.labels}", f"n{len(self.lines)}"
        self.put(f"{label}:")
        self.put(f"for (int {name} = 9; {name} > 0 && burn(); {name}--) {{")
        self.scope.append((name, "int"))
        self.depth += 1
        self.put(f"for (int j{name} = 0; j{name} < {name}; j{name}++) {{")
        self.block(depth - 1)
        self.depth += 1
        self.put(f"if ({self.condition(1)}) {{")
        self.put(f"    {self.pick(['break', 'continue'])} {self.pick([label, ''])}".rstrip() + ";")
        self.put("}")
        self.depth -= 1
        self.put("}")
        self.depth -= 1
        self.scope.pop()
        self.put("}")

    def do_switch(self, depth):
        text = self.chance(0.2)
        value = self.expression("int", 2)
        plain = f"(int) ({value})" + self.pick([" & 7", " % 100", ""])
        value = f"String.valueOf({value} & 3)" if text else plain
        self.put(f"switch ({value}) {{")
        keys = range(4) if text else self.random.sample([*range(-2, 8), 50, -77, 1000000, -2147483648], 5)
        for key in keys:
            quoted = f'"{key}"' if text else key
            self.put(f"    case {quoted}:")
            self.depth += 1
            self.block(depth - 1, 1)
            if self.chance(0.7):
                self.put("    break;")
            self.depth -= 1
        self.put("    default:")
        self.depth += 1
        self.block(depth - 1, 1)
        self.depth -= 1
        self.put("}")

    def do_try(self, depth):
        self.put("try {")
        self.block(depth - 1)
        self.depth += 1
        value = self.expression("int", 1)
        self.put(self.pick([f"si = 10 / ({value});", f"ints[{value}] = 1;", f"sl += objects[{value} & 3].l;",
                            f"si += ((Left) objects[{value} & 1]).i;", f"si = new int[{value} % 20].length;",
                            'throw new IllegalStateException("s" + si);']))
        self.depth -= 1
        caught = self.pick(["RuntimeException", "ArithmeticException | IndexOutOfBoundsException",
                            "IllegalStateException"])
        self.put(f"}} catch ({caught} e) {{")
        self.put("    note(e.getMessage());")
        if self.chance(0.4):
            self.put("} finally {")
            self.block(depth - 1, 1)
        self.put("}")

    def do_locked(self, depth):
        self.put(f"synchronized (objects[{self.random.randrange(3)}]) {{")
        self.block(depth - 1)
        self.put("}")

    # --- program ----------------------------------------------------------------------------------------

    def method(self, number):
        kind = self.pick(NUMERIC)
        parameters = [self.pick(NUMERIC) for _ in range(self.random.randint(0, 4))]
        name = f"m{number}"
        named = [(f"p{i}", type_) for i, type_ in enumerate(parameters)]
        self.scope = list(named)
        self.writable = {name for name, _ in named}
        self.lines.append("")
        self.put(f"static {kind} {name}({', '.join(f'{type_} {p}' for p, type_ in named)}) {{")
        self.put("    if (!burn()) {")
        self.put(f"        return {self.pick(CONSTANTS[kind])};")
        self.put("    }")
        kept = self.depth
        self.depth += 1
        for _ in range(self.random.randint(3, 6)):
            self.statement(2)
        self.put(f"return {self.expression(kind, 3)};")
        self.depth = kept
        self.put("}")
        self.methods.append((name, kind, parameters))

    def program(self):
        values = [self.random.randrange(-1000, 1000) for _ in range(3)]
        fuel = 3000
        head = HEAD.format(seed=self.seed, a=values[0], b=values[1] << 33, c=values[2] / 8, d=values[0] % 128,
                           fuel=fuel)
        for number in range(self.random.randint(4, 8)):
            self.method(number)
        self.scope = []
        calls = []
        for name, kind, parameters in self.methods:
            arguments = ", ".join(self.pick(CONSTANTS[p]) for p in parameters)
            into = {"int": "si +=", "long": "sl +=", "float": "sf +=", "double": "sd +="}[kind]
            calls.append(f"                {into} {name}({arguments});")
        return head + "\n".join(self.lines) + "\n" + TAIL.format(fuel=fuel, calls="\n".join(calls))


def generate(folder, count, first):
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(first, first + count):
        (folder / f"Random{seed}.java").write_text(Writer(seed).program(), encoding="utf-8")


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
