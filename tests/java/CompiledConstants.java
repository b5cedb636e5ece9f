// What compiled code takes for constant, and changes all the same: static finals by Unsafe, whose old objects
// code may still name; finals of instances by reflection, which it may not; System's streams.
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.function.IntSupplier;
import sun.misc.Unsafe;

public class CompiledConstants {
    static class Held {
        final int number;
        final int[] data;

        Held(int number) {
            this.number = number;
            this.data = new int[] {number, number + 1, number + 2};
        }

        int sum() {
            return number + data[0] + data[1] + data[2];
        }
    }

    static class Other extends Held {
        Other(int number) {
            super(number);
        }

        @Override
        int sum() {
            return -super.sum();
        }
    }

    static final Held HELD = new Held(5);
    static final int NUMBER = Integer.parseInt("12");
    static final long WIDE = Long.parseLong("1234567890123");
    static final int[] ARRAY = {1, 2, 3};
    static final IntSupplier CALLED = () -> 4;
    static final String TEXT = String.valueOf(17);

    static int useAll() {
        return HELD.sum() + NUMBER + (int) (WIDE % 1000) + ARRAY[1] + CALLED.getAsInt() + TEXT.length();
    }

    static int useHeld() {
        return HELD.sum();
    }

    static int useNumber() {
        return NUMBER;
    }

    static long useWide() {
        return WIDE;
    }

    static int useArray() {
        return ARRAY[1] + ARRAY.length * 10;
    }

    static int useCalled() {
        return CALLED.getAsInt();
    }

    static int useText() {
        return TEXT.length();
    }

    static Unsafe unsafe;

    static void put(String name, Object value) throws Exception {
        Field field = CompiledConstants.class.getDeclaredField(name);
        Object base = unsafe.staticFieldBase(field);
        long offset = unsafe.staticFieldOffset(field);
        if (value instanceof Integer) {
            unsafe.putInt(base, offset, (Integer) value);
        } else if (value instanceof Long) {
            unsafe.putLong(base, offset, (Long) value);
        } else {
            unsafe.putObject(base, offset, value);
        }
    }

    /** Whether code has taken the old value for ever is its own affair. */
    static void check(String what, long actual, long old, long changed) {
        System.out.println(what + (actual == old || actual == changed ? " is old or new" : " is " + actual));
    }

    static void checkAll() {
        check("held", useHeld(), 23, -303);
        check("number", useNumber(), 12, 99);
        check("wide", useWide(), 1234567890123L, -7);
        check("array", useArray(), 32, 56);
        check("called", useCalled(), 4, 40);
        check("text", useText(), 2, 10);
    }

    static void statics() throws Exception {
        System.out.println(useAll());
        for (int i = 0; i < 20000; i++) {
            useAll();
        }
        checkAll();
        put("HELD", new Other(75));
        put("NUMBER", 99);
        put("WIDE", -7L);
        put("ARRAY", new int[] {5, 6, 7, 8, 9});
        put("CALLED", (IntSupplier) () -> 40);
        put("TEXT", "0123456789");
        for (int i = 0; i < 4; i++) {
            checkAll();
            garbage();
        }
        for (int i = 0; i < 20000; i++) {
            useAll();
        }
        checkAll();
    }

    /** The old objects' memory is wanted. */
    static void garbage() {
        System.gc();
        Object[] kept = new Object[2000];
        for (int i = 0; i < 20000; i++) {
            kept[i % kept.length] = i % 2 == 0 ? new Held(i) : new int[] {-1, -1, -1};
        }
        System.gc();
    }

    static int numberOf(Held held) {
        return held.number;
    }

    static final Held CONSTANT = new Held(1);

    static int numberOfConstant() {
        return CONSTANT.number;
    }

    static void instances() throws Exception {
        Held held = new Held(1);
        for (int i = 0; i < 20000; i++) {
            numberOf(held);
            numberOfConstant();
        }
        Field number = Held.class.getDeclaredField("number");
        number.setAccessible(true);
        number.setInt(held, 77);
        number.setInt(CONSTANT, 78);
        System.out.println(numberOf(held) + " " + numberOfConstant());
    }

    static void say(int n) {
        System.out.print(n);
        System.err.print(-n);
    }

    static void streams() {
        PrintStream out = System.out, err = System.err;
        ByteArrayOutputStream first = new ByteArrayOutputStream(), second = new ByteArrayOutputStream();
        System.setOut(new PrintStream(first, true));
        System.setErr(new PrintStream(second, true));
        for (int i = 0; i < 3000; i++) {
            say(i % 10);
        }
        System.setOut(new PrintStream(second, true));
        System.setErr(new PrintStream(first, true));
        say(5);
        System.setOut(out);
        System.setErr(err);
        System.out.println(first.size() + " " + second.size());
    }

    public static void main(String[] args) throws Exception {
        Field field = Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        unsafe = (Unsafe) field.get(null);
        statics();
        instances();
        streams();
    }
}
