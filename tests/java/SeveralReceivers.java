import java.util.function.IntToLongFunction;

/** Sites that meet two, three and then more classes: results of every kind, operands below, throws. */
public class SeveralReceivers {
    interface Shape {
        int area(int by);

        default String name() {
            return getClass().getSimpleName();
        }
    }

    abstract static class Base implements Shape {
        int side = 3;

        long wide(long by) {
            return by * side;
        }

        double real(double by, long other) {
            return by / side + other;
        }

        float single() {
            return side;
        }

        Object object(Object of) {
            return of;
        }

        boolean flag(int by) {
            return (by & 1) != 0;
        }

        void change(int by) {
            side = by;
        }

        int checked(int by) {
            if (by % 17 == 0)
                throw new IllegalStateException(name() + by);
            return by;
        }
    }

    static class Square extends Base {
        public int area(int by) {
            return side * side + by;
        }

        int checked(int by) {
            return by + 1;
        }
    }

    static class Circle extends Base {
        public int area(int by) {
            return by > 2 ? side * 3 : side;
        }

        long wide(long by) {
            return by - side;
        }

        double real(double by, long other) {
            return by * 2;
        }

        float single() {
            return 0.5f;
        }

        Object object(Object of) {
            return this;
        }

        boolean flag(int by) {
            return by > 3;
        }

        void change(int by) {
            side += by & 3;
        }
    }

    static final class Line extends Base {
        public int area(int by) {
            return 0;
        }

        double real(double by, long other) {
            return other;
        }

        int checked(int by) {
            return by / (by % 13);
        }

        Object object(Object of) {
            return null;
        }
    }

    static class Late extends Circle {
        public int area(int by) {
            return -by;
        }

        long wide(long by) {
            return 7;
        }
    }

    static class Later extends Base {
        public int area(int by) {
            return by * 100;
        }
    }

    static long areas(Shape[] all, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++)
            sum = sum * 3 + i - all[i % all.length].area(i & 7);
        return sum;
    }

    static String kinds(Base[] all, int times) {
        long wide = 1;
        double real = 1;
        float single = 0;
        int flags = 0, objects = 0, changed = 0;
        for (int i = 0; i < times; i++) {
            Base b = all[i % all.length];
            wide = wide % 1000 + 5 * b.wide(i);
            real = real / 3 + b.real(i, wide);
            single += single / 7 - b.single();
            flags += i * (b.flag(i & 7) ? 1 : 2);
            Object o = b.object(all);
            objects += o == all ? 1 : o == null ? 10 : o == b ? 100 : 1000;
            b.change(i & 15);
            changed += b.side;
        }
        return wide + " " + real + " " + single + " " + flags + " " + objects + " " + changed;
    }

    static String throwing(Base[] all, int times) {
        int sum = 0, caught = 0;
        String last = "";
        for (int i = 0; i < times; i++) {
            int before = sum;
            try {
                sum += 3 + all[i % all.length].checked(i);
            } catch (ArithmeticException | IllegalStateException | NullPointerException e) {
                caught++;
                StackTraceElement[] trace = e.getStackTrace();
                last = e.getMessage() + " at " + trace[0].getMethodName() + ", " + trace[1].getMethodName();
                sum = before + 1;
            }
        }
        return sum + " " + caught + " " + last;
    }

    public static void main(String[] args) {
        Base[] two = {new Square(), new Circle()}, three = {new Square(), new Circle(), new Line()};
        Base[] shared = {new Square(), new Circle(), new Late()};
        Base[] many = {new Later(), new Square(), new Late(), new Circle(), new Line()};
        Base[] holes = {new Circle(), null, new Square()};
        for (int round = 0; round < 40; round++) {
            String line = areas(two, 500) + " " + kinds(two, 300) + " " + throwing(two, 300);
            if (round % 13 == 0)
                System.out.println("two " + line);
            if (round == 39)
                System.out.println("holes " + throwing(holes, 100));
        }
        for (int round = 0; round < 40; round++) {
            String line = areas(three, 500) + " " + kinds(three, 300) + " " + throwing(three, 300);
            if (round % 13 == 0)
                System.out.println("three " + line);
        }
        for (int round = 0; round < 40; round++) {
            String line = areas(shared, 500) + " " + kinds(shared, 300) + " " + throwing(shared, 300);
            if (round % 13 == 0)
                System.out.println("shared " + line);
        }
        for (int round = 0; round < 3; round++)
            System.out.println("many " + areas(many, 500) + " " + kinds(many, 300) + throwing(many, 300));
        IntToLongFunction[] functions = {i -> i + 1, i -> i * 2L, i -> {
            if (i < 0)
                throw new IllegalArgumentException();
            return i;
        }};
        long sum = 0;
        for (int i = 0; i < 30000; i++)
            sum = sum * 7 + functions[i % 3].applyAsLong(i);
        System.out.println("lambdas " + sum);
    }
}
