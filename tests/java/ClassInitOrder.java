// When classes are initialised, in which order, and what does not initialise them.
public class ClassInitOrder {
    static StringBuilder log = new StringBuilder();

    static int note(String s) {
        log.append(s).append(' ');
        return s.length();
    }

    static void flush(String title) {
        System.out.println(title + ": " + log);
        log.setLength(0);
    }

    static class A {
        static final int CONSTANT = 5;
        static final Integer BOXED = note("A.boxed");
        static int field = note("A.field");

        static {
            note("A.static");
        }

        {
            note("A.init");
        }

        A() {
            note("A()");
        }

        static void touch() { }
    }

    static class B extends A {
        static int own = note("B.own");
        int x = note("B.x");

        B() {
            super();
            note("B()");
        }
    }

    interface I {
        int K = note("I.K");

        default void m() { }
    }

    interface J {
        int K = note("J.K");

        void n();
    }

    interface Sub extends I {
        int L = note("Sub.L");
    }

    static class C implements Sub, J {
        static int c = note("C.c");

        public void n() { }
    }

    static class D {
        static {
            note("D starts " + E.value);
        }

        static int value = note("D.value!");
    }

    static class E {
        static int value = 7;

        static {
            note("E sees D " + D.value);
        }
    }

    static class ByReflection {
        static {
            note("reflected");
        }

        static int value = 3;
    }

    static class ByNew {
        static {
            note("ByNew");
        }
    }

    enum Season {
        SPRING, SUMMER;

        static {
            note("Season.static");
        }

        Season() {
            note("Season()");
        }
    }

    static class Parent {
        static int inherited = note("Parent");
    }

    static class Heir extends Parent {
        static {
            note("Heir");
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(A.CONSTANT);
        flush("constant");
        A[] array = new A[2];
        flush("array");
        A none = null;
        flush("declared");
        new B();
        flush("new B");
        new B();
        flush("new B again");
        Object literal = C.class;
        flush("class literal");
        new C();
        flush("new C");
        System.out.println(C.L);
        flush("C.L");
        System.out.println(J.K);
        flush("J.K");
        System.out.println(D.value);
        flush("cycle");
        Class<?> c = Class.forName("ClassInitOrder$ByReflection", false,
            ClassInitOrder.class.getClassLoader());
        flush("forName without");
        c.getDeclaredField("value");
        flush("getDeclaredField");
        System.out.println(c.getDeclaredField("value").get(null));
        flush("get");
        Class.forName("ClassInitOrder$ByNew");
        flush("forName");
        System.out.println(Season.SUMMER);
        flush("enum");
        System.out.println(Heir.inherited);
        flush("inherited field");
        new Heir();
        flush("heir");
        Runnable r = A::touch;
        r.run();
        flush("reference");
        System.out.println(array.length + " " + none + " " + literal);
    }
}
