// invokevirtual: overriding over several levels, final and private methods, arrays' methods, many arguments,
// null, errors.
public class BC_invokevirtual {
    static class A {
        String name() {
            return "A";
        }

        final String last() {
            return "final " + name();
        }

        long sum(byte b, char c, short s, int i, long l, float f, double d, boolean z, Object o) {
            return b + c + s + i + l + (long) f + (long) d + (z ? 1 : 0) + o.toString().length();
        }

        Object self() {
            return this;
        }
    }

    static class B extends A {
        @Override
        String name() {
            return "B" + super.name();
        }

        @Override
        B self() {
            return this;
        }
    }

    static class C extends B { }

    static class D extends C {
        @Override
        String name() {
            return "D" + super.name();
        }
    }

    abstract static class Abstract {
        abstract int value(int n);

        int twice(int n) {
            return value(value(n));
        }
    }

    static class Concrete extends Abstract {
        int calls;

        @Override
        int value(int n) {
            calls++;
            return n * 3 + calls;
        }
    }

    private int hidden(int n) {
        return n + 1;
    }

    static String call(A a) {
        return a.name() + " " + a.last() + " " + a.self().getClass().getSimpleName();
    }

    public static void main(String[] args) {
        A[] all = {new A(), new B(), new C(), new D(), new B()};
        for (int round = 0; round < 2; round++) {
            for (A a : all) {
                System.out.println(call(a));
            }
        }
        System.out.println(all[3].sum((byte) -1, 'a', (short) 300, 70000, 1L << 40, 1.5f, 2e9, true, "four"));
        Concrete c = new Concrete();
        System.out.println(c.twice(1) + " " + c.calls + " " + new BC_invokevirtual().hidden(4));
        int[] array = {5};
        Object o = array;
        System.out.println(array.clone()[0] + " " + o.equals(array) + " "
            + (o.hashCode() == System.identityHashCode(o))
            + " " + o.getClass() + " " + "text".hashCode() + " " + Integer.valueOf(7).equals(7));
        for (int n = 0; n < 2; n++) {
            try {
                call(null);
            } catch (NullPointerException e) {
                System.out.println(e.getMessage());
            }
        }
        ClassWriterLite w = new ClassWriterLite(49, "InvokeVirtualCode");
        w.method("missing", "(Ljava/lang/Object;)V").op("aload_0")
            .call("invokevirtual", "java/lang/Object", "nothing", "()V").op("return");
        w.method("isStatic", "(Ljava/lang/Integer;Ljava/lang/String;)I").op("aload_0 aload_1")
            .call("invokevirtual", "java/lang/Integer", "parseInt", "(Ljava/lang/String;)I").op("ireturn");
        w.method("ofInterface", "(Ljava/util/List;)I").op("aload_0")
            .call("invokevirtual", "java/util/List", "size", "()I").op("ireturn");
        w.method("ofArray", "([I)Ljava/lang/Object;").op("aload_0").call("invokevirtual", "[I", "clone",
            "()Ljava/lang/Object;").op("areturn");
        Class<?> code = w.define();
        System.out.println(ClassWriterLite.outcome(code, "missing", "x"));
        System.out.println(ClassWriterLite.outcome(code, "isStatic", 5, "6"));
        System.out.println(ClassWriterLite.outcome(code, "ofInterface", new java.util.ArrayList<>()));
        System.out.println(((int[]) ClassWriterLite.call(code, "ofArray", array)).length);
    }
}
