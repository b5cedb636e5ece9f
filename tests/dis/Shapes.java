import java.lang.annotation.*;
import java.util.*;
import java.util.function.*;

/** What the disassembler is shown: one of each attribute that javac writes, and most kinds of constants. */
@Shapes.Note(value = {"a", "b"}, kind = ElementType.TYPE, type = int[].class,
             inner = @Deprecated(since = "1"))
@Deprecated
public abstract sealed class Shapes<T extends Comparable<T>> extends AbstractList<T> implements Runnable
        permits Shapes.Only {
    static final int INT = -7;
    static final long LONG = 1L << 40;
    static final float FLOAT = 1.5f, NOT_A_NUMBER = 0f / 0f;
    static final double DOUBLE = 0.1, INFINITE = 1 / 0.0;
    static final String TEXT = "tab\t \"quoted\" \u00e9 \0 \ud83d\ude00";
    static final boolean BOOLEAN = true;
    transient volatile int state;
    @Note("field") List<@Note("type") ? super T> list = new ArrayList<>();

    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
    @interface Note {
        String[] value() default {};
        ElementType kind() default ElementType.FIELD;
        Class<?> type() default Object.class;
        Deprecated inner() default @Deprecated;
        char letter() default 'x';
        double number() default 2.5;
    }

    record Point(int x, @Note("component") List<String> names) {
        static int count;
    }

    static final class Only extends Shapes<String> {
        public String get(int index) {
            return index + TEXT + LONG + DOUBLE;
        }

        public int size() {
            return 0;
        }
    }

    public synchronized void run() {
        Runnable task = () -> state += 1000;
        Function<String, Integer> length = String::length;
        task.run();
        state = length.apply("x");
    }

    static int branches(int x, @Note("parameter") String s, long y) throws java.io.IOException {
        switch (x) {
        case 1: return 10;
        case 2: return 20;
        case 4: return 40;
        default: break;
        }
        switch (s) {
        case "one": return 1;
        case "two": return 2;
        default: break;
        }
        int[][] table = new int[3][x];
        byte[] bytes = new byte[70000];
        x += 1000;
        try {
            if (y > 3L || bytes[0] == table[1][2])
                throw new java.io.IOException();
        } catch (RuntimeException | Error e) {
            x--;
        } finally {
            x++;
        }
        Object o = s;
        return o instanceof CharSequence c ? c.length() : (int) (x * 1.5);
    }

    static Object local() {
        class Inner { }
        return new Object() {
            Object inner = new Inner();
        };
    }

    native void outside(float f);
}
