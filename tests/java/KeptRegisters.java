import java.util.ArrayList;
import java.util.List;

/**
 * What is rare in the middle of an expression: a first use of a field, constant, class or method, a cast or
 * test that the display does not decide, a store into an array of an interface, a collection at a poll. Many
 * values are in registers meanwhile, numbers and references; all of them are looked at afterwards.
 */
public class KeptRegisters {
    interface Mark { int mark(); }
    interface Other { }
    static class A implements Mark { public int mark() { return 1; } }
    static class B extends A implements Other { @Override public int mark() { return 2; } }
    static class C implements Other { }

    static int order;

    static class First { static int value = ++order; static final Object TOKEN = new Object(); }
    static class Second { static long value = 100 + ++order; int field = 7; }
    static class Third { static double value = 0.5 + ++order; static int twice(int x) { return 2 * x; } }
    static class Fourth { static String text = "fourth " + ++order; }

    /* Every value lives across all of the rare cases. */
    static String manyNumbers(int a, int b, int c, long d, long e, float f, float g, double h, double i) {
        int s = a + b, t = b * c, u = a ^ c;
        long v = d + e, w = d * 3 - e;
        float x = f + g, y = f * g;
        double z = h + i, q = h * i;
        int first = First.value;
        long second = Second.value + new Second().field;
        double third = Third.value + Third.twice(u);
        String fourth = Fourth.text;
        return s + " " + t + " " + u + " " + v + " " + w + " " + x + " " + y + " " + z + " " + q + " " + first
            + " " + second + " " + third + " " + fourth + " " + a + b + c + d + e + f + g + h + i;
    }

    static int casts(Object o, Object p, int a, long b, double c) {
        int s = a * 3;
        long t = b - s;
        double u = c + t;
        Mark m = (Mark) o;
        int n = p instanceof Other ? s : a;
        Other k = p instanceof Other ? (Other) p : null;
        return m.mark() + n + (int) t + (int) u + (k == p ? 1 : 0) + s;
    }

    /* The handler belongs to a method that is inlined, the values to its caller. */
    static int caught(Object o, int depth) {
        try {
            return ((Mark) o).mark() + depth;
        } catch (ClassCastException | NullPointerException e) {
            return -depth;
        }
    }

    static int stored(Object[] array, Object value, int at) {
        try {
            array[at] = value;
            return at;
        } catch (ArrayStoreException | ArrayIndexOutOfBoundsException e) {
            return -1 - at;
        }
    }

    static int length(String text) {
        try {
            return text.length();
        } catch (NullPointerException e) {
            return -1;
        }
    }

    static String around(Object o, Object[] array, String text, int a, double b) {
        String before = text + a;
        double half = b / 2;
        int sum = a * 7 + caught(o, a) * 5 + stored(array, o, a & 3) * 3 + length(text);
        return before + " " + half + " " + sum + " " + a + " " + b;
    }

    static class Node { Node next; int[] payload = new int[8]; }

    static Node made(Node next, int value) {
        Node n = new Node();
        n.next = next;
        n.payload[value & 7] = value;
        return n;
    }

    /* Collections come while the loop's values are in registers alone. */
    static long loop(int rounds) {
        long a = 1, b = 2, c = 3;
        double x = 0.25, y = 0.5;
        Node list = null, kept = made(null, 5);
        for (int i = 0; i < rounds; i++) {
            a += b ^ i;
            b = b * 31 + c;
            c -= a >> 3;
            x = x * 0.999 + y;
            y = y * 0.998 + i % 3;
            list = made(i % 100 == 0 ? null : list, i);
        }
        int depth = 0;
        for (Node n = list; n != null; n = n.next)
            depth += n.payload[depth & 7] >= 0 ? 1 : 0;
        return a + b + c + (long) (x * 1000) + (long) (y * 1000) + depth + kept.payload[5];
    }

    static String refusal(Runnable r) {
        try {
            r.run();
            return "passed";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName() + " " + e.getMessage();
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(manyNumbers(3, 5, 9, 1L << 40, -7, 1.5f, 2.25f, 0.1, -3.75));
        Object a = new A(), b = new B(), c = new C();
        for (Object o : List.of(a, b))
            for (Object p : List.of(a, b, c, "text"))
                System.out.println(casts(o, p, 11, 1L << 33, 2.5));
        String refused = refusal(() -> casts(c, a, 1, 2, 3));
        System.out.println(refused.startsWith("ClassCastException class KeptRegisters$C"));
        System.out.println(refusal(() -> casts("text", a, 1, 2, 3)).startsWith("ClassCastException"));
        Object[] marks = new Mark[3], all = new Object[3], strings = new String[3];
        for (int i = 0; i < 3000; i++)
            around(i % 2 == 0 ? a : b, i % 3 == 0 ? marks : all, "n", i, i);
        for (Object o : new Object[] {a, b, c, "text", null})
            for (Object[] array : new Object[][] {marks, all, strings})
                for (String text : new String[] {"t", null})
                    System.out.println(around(o, array, text, 2, 0.125) + " | "
                                       + around(o, array, text, 3, 8));
        Thread collector = new Thread(() -> {
            List<byte[]> some = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                some.add(new byte[100_000]);
                System.gc();
            }
        });
        collector.start();
        long sum = 0;
        for (int i = 0; i < 20; i++)
            sum = sum * 7 + loop(3_000);
        collector.join();
        System.out.println(sum);
    }
}
