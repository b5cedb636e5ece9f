// invokeinterface: many receivers at one site, defaults, private methods, Object's methods, null, missing
// and wrong methods.
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

public class BC_invokeinterface {
    interface Shape {
        double area(double scale);

        default String describe(String prefix) {
            return prefix + getClass().getSimpleName() + " " + area(1) + secret();
        }

        private String secret() {
            return "!";
        }
    }

    interface Named {
        String name();
    }

    static class Square implements Shape, Named {
        public double area(double scale) {
            return 4 * scale;
        }

        public String name() {
            return "square";
        }
    }

    static class Circle implements Named, Shape {
        public double area(double scale) {
            return 3 * scale;
        }

        public String name() {
            return "circle";
        }

        @Override
        public String describe(String prefix) {
            return prefix + "round " + Shape.super.describe("");
        }
    }

    static class Tiny extends Square {
        @Override
        public double area(double scale) {
            return super.area(scale) / 100;
        }
    }

    interface Big {
        long sum(long a, int b, double c, float d, byte e, boolean f, Object g);
    }

    static String call(Shape s) {
        return s.describe("> ") + " " + s.area(2.5) + " " + ((Named) s).name() + " " + s.equals(s);
    }

    static int fill(List<Integer> list) {
        for (int i = 0; i < 5; i++) {
            list.add(i * i);
        }
        return list.get(3) + list.size();
    }

    public static void main(String[] args) {
        Shape[] shapes = {new Square(), new Circle(), new Tiny(), new Square(), new Circle()};
        for (int round = 0; round < 2; round++) {
            for (Shape s : shapes) {
                System.out.println(call(s));
            }
        }
        System.out.println(fill(new ArrayList<>()) + " " + fill(new LinkedList<>()) + " "
            + fill(new java.util.Stack<>()));
        Big big = new Big() {
            public long sum(long a, int b, double c, float d, byte e, boolean f, Object g) {
                return a + b + (long) c + (long) d + e + (f ? 1 : 0) + g.hashCode();
            }
        };
        System.out.println(big.sum(1L << 40, -5, 1e10, 2.5f, (byte) -128, true, 17));
        for (int n = 0; n < 2; n++) {
            try {
                call(null);
            } catch (NullPointerException e) {
                System.out.println(e.getMessage());
            }
        }
        ClassWriterLite w = new ClassWriterLite(49, "InvokeInterfaceCode");
        w.method("run", "(Ljava/lang/Object;)V").op("aload_0")
            .callInterface("invokeinterface", "java/lang/Runnable", "run", "()V", 1).op("return");
        w.method("missing", "(Ljava/lang/Object;)V").op("aload_0")
            .callInterface("invokeinterface", "java/lang/Runnable", "walk", "()V", 1).op("return");
        w.method("ofClass", "(Ljava/lang/Thread;)V").op("aload_0")
            .callInterface("invokeinterface", "java/lang/Thread", "run", "()V", 1).op("return");
        w.method("hash", "(Ljava/lang/Object;)I").op("aload_0")
            .callInterface("invokeinterface", "java/lang/Runnable", "hashCode", "()I", 1).op("ireturn");
        Class<?> code = w.define();
        Runnable runnable = new Thread();
        System.out.println(ClassWriterLite.outcome(code, "run", runnable) + " "
            + ClassWriterLite.call(code, "hash", runnable).equals(runnable.hashCode()));
        System.out.println(ClassWriterLite.outcome(code, "run", "no Runnable"));
        System.out.println(ClassWriterLite.outcome(code, "run", (Object) null));
        System.out.println(ClassWriterLite.outcome(code, "missing", runnable));
        System.out.println(ClassWriterLite.outcome(code, "ofClass", runnable));
    }
}
