import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Random operands of a kind: corner cases more often than not. A kind is a descriptor, or "index" or "size".
 */
final class Values {
    private static final Class<?>[] CLASSES = {String.class, Integer.class, Number.class, Comparable.class,
        Object.class, int[].class, Object[].class, Support.class, int.class};
    private final Random random;

    Values(Random random) {
        this.random = random;
    }

    static String descriptor(String kind) {
        return kind.equals("index") || kind.equals("size") ? "I" : kind;
    }

    /** Of the letters of opcodes: i, l, f, d, a. */
    static String letter(String kind) {
        switch (descriptor(kind)) {
            case "I":
            case "Z":
            case "B":
            case "C":
            case "S": return "i";
            case "J": return "l";
            case "F": return "f";
            case "D": return "d";
            default: return "a";
        }
    }

    static int slots(String kind) {
        return "ld".contains(letter(kind)) ? 2 : 1;
    }

    Object value(String kind) {
        switch (kind) {
            case "index": return random.nextInt(8) - 2;
            case "size": return random.nextInt(20) == 0 ? -1 : random.nextInt(6);
            case "I": return integer();
            case "Z": return random.nextBoolean();
            case "B": return (byte)integer();
            case "C": return (char)integer();
            case "S": return (short)integer();
            case "J": return longInteger();
            case "F":
                return random.nextInt(3) > 0 ? Support.FLOATS[random.nextInt(Support.FLOATS.length)]
                    : random.nextInt(2) > 0  ? random.nextFloat() * 100 - 50
                                             : Float.intBitsToFloat(random.nextInt());
            case "D":
                return random.nextInt(3) > 0 ? Support.DOUBLES[random.nextInt(Support.DOUBLES.length)]
                    : random.nextInt(2) > 0  ? random.nextDouble() * 1000 - 500
                                             : Double.longBitsToDouble(random.nextLong());
            case "Ljava/lang/String;": return string();
            case "Ljava/lang/Class;": return CLASSES[random.nextInt(CLASSES.length)];
            case "LSupport;": return random.nextInt(7) == 0 ? null : support();
            case "Ljava/util/concurrent/atomic/AtomicInteger;": return new AtomicInteger(integer());
            case "Ljava/util/concurrent/atomic/AtomicLong;": return new AtomicLong(longInteger());
            case "Ljava/util/concurrent/atomic/AtomicIntegerArray;": return new AtomicIntegerArray(5);
            case "Ljava/util/concurrent/atomic/AtomicReference;": return new AtomicReference<>(object());
            case "Ljava/util/concurrent/atomic/AtomicBoolean;":
                return new AtomicBoolean(random.nextBoolean());
            case "Ljava/lang/StringBuilder;": return new StringBuilder("x");
            case "Ljava/nio/ByteBuffer;":
                return random.nextBoolean() ? ByteBuffer.allocate(24) : ByteBuffer.allocateDirect(16);
            case "Ljava/lang/Object;": return object();
            default: return random.nextInt(8) == 0 ? null : array(kind);
        }
    }

    private int integer() {
        switch (random.nextInt(5)) {
            case 0: return random.nextInt();
            case 1: return random.nextInt(70) - 5;
            default: return Support.INTS[random.nextInt(Support.INTS.length)];
        }
    }

    private long longInteger() {
        switch (random.nextInt(5)) {
            case 0: return random.nextLong();
            case 1: return integer();
            default: return Support.LONGS[random.nextInt(Support.LONGS.length)];
        }
    }

    private String string() {
        String s = Support.STRINGS[random.nextInt(Support.STRINGS.length)];
        return s != null && random.nextBoolean() ? new String(s) : s;
    }

    private Support support() {
        Support s = new Support();
        s.z = random.nextBoolean();
        s.b = (byte)integer();
        s.c = (char)integer();
        s.s = (short)integer();
        s.i = integer();
        s.j = longInteger();
        s.f = (Float)value("F");
        s.d = (Double)value("D");
        s.a = string();
        s.vi = integer();
        s.vj = longInteger();
        return s;
    }

    private Object object() {
        switch (random.nextInt(10)) {
            case 0: return null;
            case 1: return integer();
            case 2: return longInteger();
            case 3: return new int[random.nextInt(4)];
            case 4: return new Object[] {"o", 1};
            case 5: return new String[] {"s", null};
            case 6: return new Support();
            case 7: return new double[2][1];
            case 8: return new Integer[2];
            default: return string();
        }
    }

    private Object array(String kind) {
        int n = random.nextInt(6);
        if (kind.equals("[Ljava/lang/Object;")) {
            Object[] a = random.nextInt(3) == 0 ? new String[n]
                : random.nextInt(3) == 0        ? new Integer[n]
                                                : new Object[n];
            for (int i = 0; i < n; i++) {
                a[i] = a instanceof String[] ? "e" + i : a instanceof Integer[] ? (Object)i : object();
            }
            return a;
        }
        String element = kind.substring(1);
        Class<?> type = element.equals("I") ? int.class
            : element.equals("J")           ? long.class
            : element.equals("F")           ? float.class
            : element.equals("D")           ? double.class
            : element.equals("B")           ? byte.class
            : element.equals("C")           ? char.class
            : element.equals("S")           ? short.class
                                            : boolean.class;
        Object a = java.lang.reflect.Array.newInstance(type, n);
        for (int i = 0; i < n; i++) {
            java.lang.reflect.Array.set(a, i, value(element));
        }
        return a;
    }
}
