import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.Objects;

/** What is known when code is compiled: branches that are decided, code that nobody reaches, finals. */
public class FoldedConstants {
    static final boolean ON = Boolean.parseBoolean("true"), OFF = Boolean.parseBoolean("false");
    static final int SEVEN = Integer.parseInt("7"), MIN = Integer.MIN_VALUE + SEVEN - 7;
    static final long WIDE = Long.parseLong("-81985529216486896");
    static final byte SMALL = (byte) Integer.parseInt("200");
    static final char LETTER = (char) Integer.parseInt("65535");
    static final float HALF = Float.parseFloat("0.5");
    static final double NAN = Double.parseDouble("NaN");
    static final int[] NUMBERS = {3, 1, 4, 1, 5};
    static final Object NOTHING = Integer.getInteger("no such property");
    static final Object TEXT = new String("text");
    static final Point POINT = new Point(11, "eleven");
    static int calls;

    record Point(int x, String name) {
    }

    static final class Late {
        static final int VALUE = compute();

        static int compute() {
            int before = read();
            return before + 5;
        }

        static int read() {
            return VALUE;
        }
    }

    static int branches(int i) {
        int r = i;
        if (ON)
            r += 1;
        else
            r = fail();
        if (OFF || SEVEN != 7)
            r = fail();
        r += SEVEN > 6 ? 10 : fail();
        if (NOTHING != null)
            r = NOTHING.hashCode();
        return TEXT == null ? fail() : r;
    }

    static int fail() {
        throw new AssertionError("dead code");
    }

    static int switches(int i) {
        int r = 0;
        switch (SEVEN) {
            case 1: return 1;
            case 7: r = i;
            case 8: r += 8; break;
            default: r = fail();
        }
        switch (SEVEN * 1000) {
            case 10: r = fail(); break;
            case 7000: r *= 2; break;
            case 90000: return fail();
        }
        switch (SEVEN - 20) {
            case 1: case 2: case 3: case 4: case 5: case 6: r = fail(); break;
            default: r++;
        }
        return r;
    }

    static long numbers() {
        long r = SEVEN * SEVEN - (SEVEN << 33) + (MIN >> 3) + (MIN >>> 3);
        r += -MIN + (SEVEN ^ 9) + (SEVEN & 5 | 64);
        r += WIDE * 3 + (WIDE >>> 7) + (WIDE >> 70) - (WIDE << 5) + Long.compare(WIDE, r) + (int) WIDE;
        r += SMALL + LETTER + (byte) SEVEN + (short) WIDE + (char) WIDE;
        r += SEVEN / 2 + SEVEN % 4 + MIN / -1 + MIN % -1;
        r += WIDE / 3 + WIDE % 1000;
        return r + (long) (HALF * 4) + (NAN > 1 ? 1 : 2) + (NAN < 1 ? 1 : 2);
    }

    static int divide(int i) {
        try {
            return i / (SEVEN - 7);
        } catch (ArithmeticException e) {
            return i + e.getMessage().length();
        }
    }

    /** Inlined, with arguments that decide its branches or do not. */
    static int choose(boolean first, int a, int b) {
        if (first)
            return a;
        if (a > b)
            return b;
        return a + b;
    }

    static int check(int value, int limit) {
        if (value < 0)
            throw new IllegalArgumentException("negative " + value);
        if (value > limit)
            throw new IllegalArgumentException(value + " above " + limit);
        return value;
    }

    static int never(int i) {
        throw new IllegalStateException("never " + i);
    }

    static int inlined(int i) {
        int r = choose(ON, i, 1) + choose(OFF, 5, 3) * 10 + choose(OFF, 3, 5) * 100;
        r += choose((i & 1) == 0, i, 9) * 1000;
        try {
            r += check(i & 15, 12) + check(3, SEVEN);
            r += (i & 16) != 0 ? check(9, SEVEN) : (i & 32) != 0 ? never(i) : 1;
        } catch (IllegalArgumentException e) {
            r += e.getMessage().length() + e.getStackTrace()[0].getMethodName().length();
        } catch (IllegalStateException e) {
            r -= e.getMessage().length();
        }
        r += Objects.requireNonNull(POINT).x;
        return r + (Integer) Objects.requireNonNull((Object) POINT.name().length());
    }

    static int objects(int i) {
        int r = NUMBERS.length + NUMBERS[i % 5];
        NUMBERS[i % 5] ^= 1;
        r += POINT.x() + POINT.name.length();
        r += TEXT instanceof String ? 1 : fail();
        r += TEXT instanceof Integer ? fail() : 2;
        r += NOTHING instanceof Object ? fail() : 4;
        String text = (String) TEXT, none = (String) NOTHING;
        try {
            r += ((Integer) TEXT).intValue();
        } catch (ClassCastException e) {
            r += text.length();
        }
        try {
            r += none.length();
        } catch (NullPointerException e) {
            r += 8;
        }
        return r;
    }

    /** A loop whose body control never leaves but by the branches that are left. */
    static int loop(int n) {
        int r = 0;
        for (int i = 0; ; i++) {
            if (OFF)
                break;
            if (i == n && ON)
                return r;
            while (SEVEN < 5)
                r = fail();
            r += i;
        }
        return fail();
    }

    static int out(PrintStream expected) {
        return System.out == expected ? 1 : 0;
    }

    static void standardOutput() {
        PrintStream old = System.out, other = new PrintStream(new ByteArrayOutputStream());
        int same = 0;
        for (int i = 0; i < 30000; i++) {
            if (i % 100 == 0)
                System.setOut(i % 200 == 0 ? other : old);
            same += out(other);
        }
        System.setOut(old);
        System.out.println("out: " + same);
    }

    static void reflection() throws Exception {
        Field f = FoldedConstants.class.getDeclaredField("SEVEN");
        f.setAccessible(true);
        try {
            f.setInt(null, 8);
            System.out.println("changed");
        } catch (IllegalAccessException e) {
            System.out.println(e.getMessage());
        }
        Field x = Point.class.getDeclaredField("x");
        x.setAccessible(true);
        try {
            x.setInt(POINT, 12);
            System.out.println("changed");
        } catch (IllegalAccessException e) {
            System.out.println(e.getMessage());
        }
    }

    public static void main(String[] args) throws Exception {
        long sum = 0;
        for (int i = 0; i < 30000; i++) {
            sum = sum * 31 + branches(i) + switches(i) + numbers() + divide(i);
            sum = sum * 31 + inlined(i) + objects(i) + loop(i & 7);
        }
        System.out.println(sum + " " + numbers());
        System.out.println(Late.VALUE + " " + Late.read());
        standardOutput();
        reflection();
    }
}
