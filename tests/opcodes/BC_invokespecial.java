// invokespecial: constructors, super calls past an override, private methods, interface supers, null
// receivers.
public class BC_invokespecial {
    static StringBuilder log = new StringBuilder();

    interface Named {
        default String name() {
            return "Named";
        }
    }

    static class A implements Named {
        A() {
            log.append("A() ");
        }

        A(int n) {
            this();
            log.append("A(").append(n).append(") ");
        }

        String who() {
            return "A.who";
        }

        private String mine() {
            return "A.mine";
        }

        String callMine() {
            return mine();
        }

        @Override
        public String toString() {
            return "A:" + Named.super.name();
        }
    }

    static class B extends A {
        int field = 5;

        B(long n, double d) {
            super((int) n);
            log.append("B(").append(d).append(") ");
        }

        @Override
        String who() {
            return "B.who>" + super.who();
        }

        String mine() {
            return "B.mine";
        }

        @Override
        public String name() {
            return "B.name";
        }
    }

    static class C extends B {
        C() {
            super(1L << 32 | 7, 2.5);
        }

        String above() {
            return super.who() + super.toString() + super.hashCode();
        }

        @Override
        String who() {
            return "C.who";
        }

        @Override
        public int hashCode() {
            return 3;
        }
    }

    public static void main(String[] args) {
        C c = new C();
        System.out.println(log + c.who() + " " + c.callMine() + " " + c.mine() + " " + c.field);
        int hash = System.identityHashCode(c);
        System.out.println(c.above().equals("B.who>A.whoA:Named" + hash) + " " + c);
        ClassWriterLite w = new ClassWriterLite(49, ClassWriterLite.PUBLIC | ClassWriterLite.SUPER,
            "SpecialCode",
            "java/util/ArrayList");
        w.constructor();
        w.method(ClassWriterLite.PUBLIC, "size", "()I").op("bipush", 77).op("ireturn");
        w.method("above", "(LSpecialCode;)I").op("aload_0").call("invokespecial", "java/util/ArrayList",
            "size", "()I")
            .op("ireturn");
        w.method("farAbove", "(LSpecialCode;)Ljava/lang/String;").op("aload_0")
            .call("invokespecial", "java/util/AbstractCollection", "toString", "()Ljava/lang/String;")
            .op("areturn");
        w.method("missing", "(LSpecialCode;)V").op("aload_0").call("invokespecial", "java/util/ArrayList",
            "no", "()V")
            .op("return");
        w.method("abstractAbove", "(LSpecialCode;)I").op("aload_0 iconst_0")
            .call("invokespecial", "java/util/AbstractList", "get", "(I)Ljava/lang/Object;")
            .op("pop iconst_0 ireturn");
        w.method("virtual", "(LSpecialCode;)I").op("aload_0").call("invokevirtual", "SpecialCode", "size",
            "()I")
            .op("ireturn");
        Class<?> code = w.define();
        Object made;
        try {
            made = code.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        for (String name : new String[] {"above", "farAbove", "missing", "abstractAbove", "virtual"}) {
            System.out.println(name + " " + ClassWriterLite.outcome(code, name, made));
        }
        System.out.println(ClassWriterLite.outcome(code, "above", (Object) null));
    }
}
