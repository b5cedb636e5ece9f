// Interfaces: default, static and private methods, diamonds, X.super calls, fields, abstract over default,
// Object's methods.
public class Interfaces {
    interface A {
        int K = Integer.parseInt("11");

        default String who() {
            return "A";
        }

        static String help() {
            return "static " + secret();
        }

        private static String secret() {
            return "private static";
        }

        private String inside() {
            return "inside " + who();
        }

        default String outside() {
            return inside();
        }
    }

    interface B extends A {
        @Override
        default String who() {
            return "B" + A.super.who();
        }
    }

    interface C extends A {
        @Override
        default String who() {
            return "C" + A.super.who();
        }
    }

    interface D extends A { }

    static class Both implements B, C {
        @Override
        public String who() {
            return B.super.who() + C.super.who();
        }
    }

    static class Lower implements D, B { }

    static class Winner {
        public String who() {
            return "class wins";
        }
    }

    static class ClassFirst extends Winner implements B { }

    abstract static class Again implements B {
        @Override
        public abstract String who();
    }

    static class Concrete extends Again {
        @Override
        public String who() {
            return "concrete";
        }
    }

    interface Shape {
        double area();

        default int compareArea(Shape o) {
            return Double.compare(area(), o.area());
        }

        String toString();

        boolean equals(Object o);
    }

    static void show(A a) {
        System.out.println(a.getClass().getSimpleName() + ": " + a.who() + ", " + a.outside());
    }

    public static void main(String[] args) {
        show(new A() { });
        show(new B() { });
        show(new Both());
        show(new Lower());
        show(new ClassFirst());
        show(new Concrete());
        System.out.println(A.help() + " " + A.K + " " + B.K);
        Shape small = () -> 1.5;
        Shape large = () -> 2.5;
        System.out.println(small.compareArea(large) + " " + small.equals(small) + " " + small.equals(large));
        D d = new D() {
            @Override
            public String who() {
                return "anonymous" + D.super.who();
            }
        };
        show(d);
        A asLambdaHolder = new Both() {
            @Override
            public String who() {
                java.util.function.Supplier<String> s = super::who;
                return "via lambda " + s.get();
            }
        };
        show(asLambdaHolder);
    }
}
