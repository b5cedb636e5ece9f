// instanceof: classes, interfaces, arrays of all kinds, null gives false; a class that is missing; deep
// hierarchies.
public class BC_instanceof {
    interface I0 { }

    interface I1 extends I0 { }

    static class C0 { }

    static class C1 extends C0 implements I1 { }

    static class C2 extends C1 { }

    static class C3 extends C2 { }

    static class C4 extends C3 { }

    static class C5 extends C4 { }

    static class C6 extends C5 { }

    static class C7 extends C6 { }

    static class C8 extends C7 { }

    static class C9 extends C8 implements Comparable<C9> {
        public int compareTo(C9 o) {
            return 0;
        }
    }

    static String row(Object o) {
        StringBuilder out = new StringBuilder();
        out.append(bit(o instanceof Object)).append(bit(o instanceof C0)).append(bit(o instanceof C1))
            .append(bit(o instanceof C5)).append(bit(o instanceof C8)).append(bit(o instanceof C9))
            .append(bit(o instanceof I0)).append(bit(o instanceof I1)).append(bit(o instanceof Comparable))
            .append(bit(o instanceof Object[])).append(bit(o instanceof C5[])).append(bit(o instanceof I0[]))
            .append(bit(o instanceof Object[][])).append(bit(o instanceof int[]))
            .append(bit(o instanceof int[][]))
            .append(bit(o instanceof Cloneable)).append(bit(o instanceof java.io.Serializable[]))
            .append(bit(o instanceof String));
        return out.toString();
    }

    static char bit(boolean b) {
        return b ? '1' : '0';
    }

    public static void main(String[] args) {
        Object[] values = {null, new Object(), new C0(), new C1(), new C4(), new C5(), new C8(), new C9(),
            "s", 5,
            new Object[0], new C4[0], new C9[0], new I1[0], new C9[0][0], new int[0], new int[0][0],
            new int[0][0][0]};
        for (int round = 0; round < 2; round++) {
            for (Object v : values) {
                System.out.println(row(v));
            }
        }
        ClassWriterLite w = new ClassWriterLite(49, "InstanceOfCode");
        w.method("absent", "(Ljava/lang/Object;)I").op("aload_0").type("instanceof", "no/such/Type")
            .op("ireturn");
        Class<?> code = w.define();
        System.out.println(ClassWriterLite.outcome(code, "absent", (Object) null));
        System.out.println(ClassWriterLite.outcome(code, "absent", "x"));
    }
}
