import java.util.function.IntPredicate;

/** Methods that end in one of several values: of each type, narrowed, in loops, inlined into each other, with
 * locks, with values below that nobody wants, and some that return nothing. */
public class ConditionalResults {
    static boolean isSmall(int n) {
        return n < 10;
    }

    static boolean isSmallAndOdd(int n) {
        return isSmall(n) && (n & 1) != 0;
    }

    static boolean bit(int n, boolean other) {
        return n % 3 == 0 ? other : (n & 4) != 0;
    }

    static byte narrowByte(int n, byte[] b) {
        return n % 5 == 0 ? b[n & 3] : (byte) (n * 77);
    }

    static short narrowShort(int n) {
        return n % 5 == 0 ? (short) n : (short) (n * 7777);
    }

    static char narrowChar(int n) {
        return n % 5 == 0 ? 'x' : (char) (n * 7777);
    }

    static int fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    static int sign(int n) {
        return n > 0 ? 1 : n < 0 ? -1 : 0;
    }

    static long wide(long n) {
        return n > 1L << 33 ? n - (1L << 33) : n < 0 ? -n : n + 1;
    }

    static float single(float f) {
        return f > 2 ? f / 2 : f == f ? f + 1 : 0;
    }

    static double real(double d, boolean negative) {
        return negative ? -d : d > 1e6 ? Math.sqrt(d) : d * 1.5;
    }

    static String text(int n) {
        return n == 0 ? null : n % 2 == 0 ? "even" : sign(n) < 0 ? "odd, below" : "odd";
    }

    static synchronized int locked(int n) {
        return n > 5 ? n - 5 : fibonacci(n);
    }

    static int lockedInside(Object lock, int n) {
        synchronized (lock) {
            return n > 5 ? n - 5 : sign(n);
        }
    }

    static int caught(int n, int[] a) {
        try {
            return n < 0 ? -1 : a[n];
        } catch (ArrayIndexOutOfBoundsException e) {
            return n > 100 ? sign(n) : -2;
        }
    }

    static int inLoop(int n) {
        for (int i = 2; i * i <= n; i++)
            if (n % i == 0)
                return i > 10 ? i : -i;
        return n > 50 ? n : 0;
    }

    int field;

    void change(int n) {
        if (n > 10)
            field += n;
        else if (n < 0)
            field -= n;
        else
            field ^= n;
    }

    ConditionalResults(int n) {
        if (n > 10)
            field = n;
        else
            field = -n;
    }

    /** A value below, and a jump to a return that another path falls into. */
    static Class<?> assembled() throws Exception {
        ClassWriterLite w = new ClassWriterLite(49, "Assembled");
        w.method("more", "(I)I").max(4, 1).op("iload_0 iload_0 iload_0").jump("ifge", "other")
            .op("bipush", 77).jump("goto", "end").label("other").op("iload_0 iconst_2 ishl").label("end")
            .op("ireturn");
        return w.define();
    }

    static long all(int n, byte[] b, int[] a, Object lock, IntPredicate p) {
        long sum = isSmall(n) ? 1 : 2;
        sum = sum * 31 + (isSmallAndOdd(n) ? 3 : 4);
        sum = sum * 31 + (bit(n, isSmall(n)) ? 5 : 6) + (bit(n, true) == bit(n, false) ? 7 : 8);
        sum = sum * 31 + narrowByte(n, b) + narrowShort(n) + narrowChar(n);
        sum = sum * 31 + sign(n - 50) * sign(50 - n) + sign(n);
        sum = sum * 31 + wide(n) + wide((long) n << 30) + wide(-n * 3L);
        sum = sum * 31 + (long) (single(n) + single(-n) + real(n, (n & 1) == 0) * 3 + real(n * 1e5, false));
        sum = sum * 31 + (text(n) == null ? 9 : text(n).length());
        sum = sum * 31 + locked(n % 12) + lockedInside(lock, n % 12);
        sum = sum * 31 + caught(n - 2, a) + inLoop(n);
        return sum * 31 + (p.test(n) ? 11 : 12);
    }

    public static void main(String[] args) throws Exception {
        byte[] b = {1, -2, 127, -128};
        int[] a = {5, 4, 3, 2, 1};
        long sum = 0;
        ConditionalResults changed = new ConditionalResults(5);
        for (int i = 0; i < 200_000; i++) {
            int by = i % 3;
            sum = sum * 17 + all(i % 120, b, a, changed, n -> by == 0 ? n > 3 : n < 3 && by == 1);
            changed.change(i % 30 - 10);
            sum += new ConditionalResults(i % 20).field;
        }
        System.out.println(sum + " " + changed.field + " " + fibonacci(22));
        System.out.println(single(Float.NaN) + " " + real(Double.NaN, true) + " " + real(-0.0, false));
        for (int i = -3; i < 4; i++)
            System.out.print(text(i) + " " + sign(i) + " " + caught(i, a) + ", ");
        System.out.println(caught(101, a));
        Class<?> c = assembled();
        int more = 0;
        for (int i = 0; i < 3000; i++)
            more = more * 3 + (Integer) ClassWriterLite.call(c, "more", i - 1500);
        System.out.println(more);
    }
}
