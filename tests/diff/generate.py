#!/usr/bin/env python3
"""generate.py - random Java programs that are valid, end, and say what they computed

In:     FOLDER [--seed S] [--count N]: N programs Pnnn.java, and Main.java that runs all of them
Out:    sources; Main prints a line for each call of a program's methods: result or exception, and a checksum
Keeps:  a seed's programs are its own. What a program prints depends on nothing but the language: no identity
        hash, no time, no NaN's bits. Loops and calls use up fuel, and a method without fuel returns at once
"""

import argparse
import random
from pathlib import Path

from body import WEIGHTED, Body, Method, Writer, default

SUPPORT = """
import java.util.function.*;
final class R {
    static int fuel;
    static long sum;
    static boolean tick() { return --fuel > 0; }
    static void mix(long v) { sum = (sum ^ v) * 0x9E3779B97F4A7C15L; sum ^= sum >>> 29; }
    static void mix(double v) { mix(Double.doubleToLongBits(v)); }
    static void mix(boolean v) { mix(v ? 1L : 2L); }
    static void mix(Object v) { mix((long) hash(v, 3)); }
    static int hash(Object v, int depth) {
        if (v == null || depth == 0) return 17;
        if (v instanceof String || v instanceof Number || v instanceof Boolean || v instanceof Character)
            return v.hashCode();
        int h = v.getClass().getName().hashCode();
        if (v.getClass().isArray()) {
            int n = java.lang.reflect.Array.getLength(v);
            h = h * 31 + n;
            for (int i = 0; i < n && i < 8; i++)
                h = h * 31 + hash(java.lang.reflect.Array.get(v, i), depth - 1);
            return h;
        }
        return v instanceof Valued ? h * 31 + ((Valued) v).value() : h;
    }
    interface Valued { int value(); }
    static String describe(Throwable e) {
        StringBuilder s = new StringBuilder(e.toString());
        StackTraceElement[] trace = e.getStackTrace();
        for (int i = 0; i < trace.length && i < 6; i++)
            if (trace[i].getClassName().startsWith("P"))
                s.append(' ').append(trace[i].getMethodName()).append(':').append(trace[i].getLineNumber());
        return s.toString();
    }
    static String cut(String s) { return s.length() > 300 ? s.substring(0, 300) : s; }
    static <T> T id(T t) { return t; }
    static int sum(int... all) { int s = all.length; for (int each : all) s = s * 31 + each; return s; }
}
"""


HOLDERS = 4    # classes that are initialised where a body first uses them


MAIN = """
public class Main {
    static void run(int program, int only, java.util.function.IntConsumer calls) {
        for (int round = 0; round < ROUNDS && (only < 0 || only == program); round++) {
            R.sum = round;
            calls.accept(round);
        }
    }
    public static void main(String[] args) {
        int only = args.length > 0 ? Integer.parseInt(args[0]) : -1;
CALLS    }
}
"""


class Owner:
    """A class whose fields a method's `this` has."""

    def __init__(self, fields, this="this"):
        self.fields, self.this = fields, this
        self.overridden = None    # the superclass's method that this one overrides


class Program:
    def __init__(self, name, seed):
        self.name, self.random = name, random.Random(seed)
        self.out = Writer()
        pick = self.random.choice
        self.statics = [(f"{i}", pick(WEIGHTED)) for i in range(10)]
        self.base_fields = [(f"b{i}", pick(WEIGHTED)) for i in range(6)]
        self.held = [(h, f"{i}", pick(WEIGHTED)) for h in range(HOLDERS) for i in range(4)]
        self.callable = []
        self.virtual = [self.signature(f"w{i}", "virtual", (0, 1, 2, 4)) for i in range(3)]
        self.shape = [self.signature(f"s{i}", "shape", (0, 1, 2, 3)) for i in range(2)]
        self.defaults = [self.signature(f"x{i}", "shape", (0, 1, 2)) for i in range(2)]
        self.inner = self.signature("inner", "inner", (0, 1, 2))

    def signature(self, name, kind, counts):
        pick = self.random.choice
        return Method(name, kind, pick(WEIGHTED), [pick(WEIGHTED) for _ in range(pick(counts))])

    def construct(self, body):
        kind = body.pick(("D1", "D2", "D3", "D1", "D2"))
        return f"new {kind}({body.constant('int')})"

    def method(self, head, method, own=None):
        """With its body; `head` goes before the result's type."""
        names = [f"p{i}" for i in range(len(method.parameters))]
        parameters = ", ".join(f"{kind} {name}" for kind, name in zip(method.parameters, names))
        self.out.add(f"{head}{method.result} {method.name}({parameters}) {{")
        at = len(self.out.lines)
        body = Body(self, self.random, self.out, method.result, own)
        for name, kind in zip(names, method.parameters):
            body.declare(name, kind)
        if self.random.randrange(6) == 0:    # many locals that live long
            for _ in range(self.random.choice((8, 12, 25))):
                body.local()
        elif self.random.randrange(25) == 0:    # indices over 255
            for i in range(130):
                kind = ("long", "double", "int")[i % 3]
                self.out.add(f"{kind} z{i} = {i};")
                body.declare(f"z{i}", kind)
        body.block(3, self.random.randrange(2, 9))
        value = body.typed(method.result, body.expression(method.result, 4))
        self.out.add(f"return {value};")
        self.out.add("}")
        self.out.lines.insert(at, "    " * (self.out.level + 1)
                              + f"if ((R.fuel -= {body.cost}) < 0) return {default(method.result)};")

    def write(self):
        out, pick = self.out, self.random.choice
        out.add("import java.util.function.*;")
        out.add(f"class {self.name} {{")
        first = Body(self, self.random, out, "void")
        for name, kind in self.statics:
            modifier = pick(("static ", "static ", "static volatile "))
            out.add(f"{modifier}{kind} f_{name} = {first.start(kind)};")
        out.add("interface Shape extends R.Valued {")
        for m in self.shape:
            out.add(f"{m.result} {m.name}({', '.join(f'{k} p{i}' for i, k in enumerate(m.parameters))});")
        for m in self.defaults:
            self.method("default ", m)
        out.add("}")
        statics = [self.signature(f"m{i}", "static", (0, 1, 2, 3, 6, 10))
                   for i in range(self.random.randrange(3, 7))]
        # Later ones are written first: a body calls only what exists, but for the virtual methods.
        self.classes()
        self.callable = [*self.virtual, *self.shape, *self.defaults, self.inner]
        for m in statics:
            self.method(pick(("static ", "static ", "static synchronized ")), m)
            self.callable.append(m)
        self.drivers(statics)
        out.add("}")
        return "\n".join(out.lines) + "\n"

    def classes(self):
        out, pick = self.out, self.random.choice
        owner = Owner(self.base_fields)
        first = Body(self, self.random, out, "void")
        for h in range(HOLDERS):
            self.holder(h)
        out.add("enum Kind { RED, GREEN { public String toString() { return \"g\"; } }, BLUE, GREY }")
        out.add("record Pair(int left, Object right) { }")
        out.add("static abstract class Base implements Shape {")
        for name, kind in self.base_fields:
            out.add(f"{pick(('', '', 'volatile '))}{kind} {name}{first.initialiser(kind)};")
        out.add("int number;")
        out.add("Base(int n) { number = n; }")
        out.add("public int value() { return number; }")
        out.add('public String toString() { return "base" + number; }')
        for m in self.virtual:
            self.method(pick(("", "synchronized ")), m, owner)
        out.add("class Inner implements AutoCloseable {")
        out.add("int held = number * 3;")
        out.add("public void close() { number += held; R.mix(held); }")
        self.method("", self.inner, Owner(self.base_fields, "Base.this"))
        out.add("}")
        out.add("}")
        for name, parent in (("D1", "Base"), ("D2", "D1"), ("D3", "Base")):
            fields = [(f"{name.lower()}{i}", pick(WEIGHTED)) for i in range(3)]
            out.add(f"static {pick(('', 'final '))if name != 'D1' else ''}class {name} extends {parent} {{")
            for field, kind in fields:
                out.add(f"{kind} {field}{first.initialiser(kind)};")
            out.add(f"{name}(int n) {{ super(n + {self.random.randrange(9)}); }}")
            for m in self.virtual:
                if self.random.randrange(2):
                    owner_of_class = Owner(self.base_fields + fields)
                    owner_of_class.overridden = m
                    self.method("", m, owner_of_class)
            if parent == "Base":
                for m in self.shape:
                    self.method("public ", m, Owner(self.base_fields + fields))
            for m in self.defaults:
                if self.random.randrange(4) == 0:
                    self.method("public ", m, Owner(self.base_fields + fields))
            out.add("}")

    def holder(self, h):
        """Its initialiser is code like any other's, and may fail."""
        out = self.out
        out.add(f"static class H{h} {{")
        for _, name, kind in (each for each in self.held if each[0] == h):
            out.add(f"static {kind} h_{name} = {Body(self, self.random, out, 'void').start(kind)};")
        body = Body(self, self.random, out, "void")
        body.in_lambda = 1
        may_fail = self.random.randrange(10) == 0
        out.add("static {")
        out.add("R.mix(R.fuel);")
        if not may_fail:
            out.add("try {")
        before, self.held = self.held, [each for each in self.held if each[0] <= h]
        body.block(1, 4)
        self.held = before
        if not may_fail:
            out.middle("} catch (RuntimeException e) {")
            out.add("R.mix(R.describe(e));")
            out.add("}")
        out.add("}")
        out.add("}")

    def drivers(self, statics):
        """run(round) calls each method with values that the round decides on."""
        out = self.out
        out.add("static void run(int round) {")
        for m in statics:
            body = Body(self, self.random, out, "void")
            body.declare("round", "int", fixed=True)
            body.in_lambda = 1
            out.add("try {")
            out.add("R.fuel = 4000;")
            save, self.callable = self.callable, []
            out.add(f'R.mix({m.name}({body.arguments(m.parameters, 3)}));')
            self.callable = save
            out.middle("} catch (Throwable e) {")
            out.add("R.mix(R.describe(e));")
            out.add("if (round < 3) System.out.println(R.cut(R.describe(e)));")
            out.add("}")
            out.add(f'if (round % 8 < 2) System.out.println("{self.name} {m.name} " + round + " " + R.sum);')
        out.add("}")


def write_main(folder, count, rounds):
    calls = "".join(f"        run({i}, only, P{i:03}::run);\n" for i in range(count))
    folder.joinpath("Main.java").write_text(MAIN.replace("ROUNDS", str(rounds)).replace("CALLS", calls))
    folder.joinpath("R.java").write_text(SUPPORT)


def generate(folder, seed, count, rounds=24):
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        name = f"P{i:03}"
        folder.joinpath(name + ".java").write_text(Program(name, f"{seed}/{i}").write())
    write_main(folder, count, rounds)


def main():
    parser = argparse.ArgumentParser(description="Write random Java programs.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", type=int, default=50)
    options = parser.parse_args()
    generate(options.folder, options.seed, options.count)


if __name__ == "__main__":
    main()
