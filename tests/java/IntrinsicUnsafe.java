// vmargs: -XX:CompileThreshold=200 --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED
// compile-with: --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED
// Accesses of jdk.internal.misc.Unsafe that a compiler has templates for: every type and order, fields,
// elements
// and memory outside the heap, and a null receiver.
import jdk.internal.misc.Unsafe;

public class IntrinsicUnsafe {
    static final Unsafe U = Unsafe.getUnsafe();
    static final long BOOLEAN = offset("z"), BYTE = offset("b"), SHORT = offset("s"), CHAR = offset("c"),
        INT = offset("i"),
        LONG = offset("l"), FLOAT = offset("f"), DOUBLE = offset("d"), REFERENCE = offset("o");

    static class Holder {
        boolean z;
        byte b;
        short s;
        char c;
        int i;
        long l;
        float f;
        double d;
        Object o;

        long sum() {
            return (z ? 1 : 0) + b * 3L + s * 5L + c * 7L + i * 11L + l * 13 + Float.floatToIntBits(f) * 17L
                + Double.doubleToLongBits(d) * 19 + (o == null ? 0 : o.toString().hashCode());
        }
    }

    static long offset(String name) {
        return U.objectFieldOffset(Holder.class, name);
    }

    static long plain(Unsafe u, Object base, long at, int k) {
        u.putBoolean(base, at, (k & 1) != 0);
        long sum = u.getBoolean(base, at) ? 1 : 0;
        u.putByte(base, at, (byte) (k - 100));
        sum = sum * 31 + u.getByte(base, at);
        u.putShort(base, at, (short) (k * 77 - 30000));
        sum = sum * 31 + u.getShort(base, at);
        u.putChar(base, at, (char) (k * 77 - 30000));
        sum = sum * 31 + u.getChar(base, at);
        u.putInt(base, at, k * 12345677);
        sum = sum * 31 + u.getInt(base, at);
        u.putLong(base, at, k * 1234567789876543L);
        sum = sum * 31 + u.getLong(base, at);
        u.putFloat(base, at, k * -1.25f);
        sum = sum * 31 + Float.floatToIntBits(u.getFloat(base, at));
        u.putDouble(base, at, k / -3.0);
        return sum * 31 + Double.doubleToLongBits(u.getDouble(base, at));
    }

    static long ordered(Unsafe u, Object base, long at, int k) {
        u.putBooleanVolatile(base, at, (k & 1) != 0);
        long sum = u.getBooleanAcquire(base, at) ? 1 : 0;
        u.putByteRelease(base, at, (byte) (k - 100));
        sum = sum * 31 + u.getByteVolatile(base, at);
        u.putShortOpaque(base, at, (short) (k * 77 - 30000));
        sum = sum * 31 + u.getShortOpaque(base, at);
        u.putCharVolatile(base, at, (char) (k * 77 - 30000));
        sum = sum * 31 + u.getCharAcquire(base, at);
        u.putIntVolatile(base, at, k * 12345677);
        sum = sum * 31 + u.getIntVolatile(base, at) + u.getIntOpaque(base, at);
        u.putLongVolatile(base, at, k * 1234567789876543L);
        sum = sum * 31 + u.getLongVolatile(base, at) + u.getLongAcquire(base, at);
        u.putLongUnaligned(base, at, k * 7654321L);
        sum = sum * 31 + u.getIntUnaligned(base, at) + u.getShortUnaligned(base, at)
            + u.getCharUnaligned(base, at);
        u.putFloatVolatile(base, at, k * -1.25f);
        sum = sum * 31 + Float.floatToIntBits(u.getFloatAcquire(base, at));
        u.putDoubleRelease(base, at, k / -3.0);
        u.loadFence();
        u.storeFence();
        u.fullFence();
        return sum * 31 + Double.doubleToLongBits(u.getDoubleVolatile(base, at));
    }

    static long atomics(Unsafe u, Object base, long at, int k) {
        u.putLong(base, at, 0);
        long sum = u.compareAndSetInt(base, at, 0, k) ? 1 : 0;
        sum = sum * 3 + (u.compareAndSetInt(base, at, k + 1, -1) ? 1 : 0);
        sum = sum * 31 + u.compareAndExchangeInt(base, at, k, k + 5)
            + u.compareAndExchangeIntAcquire(base, at, k, 8);
        sum = sum * 31 + u.getAndAddInt(base, at, -1) * 3 + u.getAndSetInt(base, at, -k);
        sum = sum * 3 + (u.weakCompareAndSetIntPlain(base, at, -k, 77) ? 1 : 0);
        sum = sum * 31 + u.getInt(base, at);
        u.putLong(base, at, -1L);
        sum = sum * 3 + (u.compareAndSetLong(base, at, -1L, k * 1234567789876543L) ? 1 : 0);
        sum = sum * 3 + (u.weakCompareAndSetLong(base, at, -1L, 5) ? 1 : 0);
        sum = sum * 31 + u.compareAndExchangeLong(base, at, 4, 5) + u.getAndAddLong(base, at, 1L << 40);
        sum = sum * 31 + u.getAndSetLong(base, at, -9L) + u.getLong(base, at);
        sum = sum * 31 + u.compareAndExchangeByte(base, at, (byte) -9, (byte) k) + u.getAndAddByte(base,
            at, (byte) 100);
        sum = sum * 3 + (u.compareAndSetByte(base, at, (byte) 1, (byte) 2) ? 1 : 0);
        sum = sum * 31 + u.getAndSetShort(base, at, (short) (k - 5)) + u.getAndAddShort(base, at,
            (short) 40000);
        sum = sum * 31 + u.compareAndExchangeShort(base, at, (short) 1, (short) 2);
        sum = sum * 3 + (u.compareAndSetBoolean(base, at, false, true) ? 1 : 0);
        sum = sum * 3 + (u.compareAndSetChar(base, at + 2, 'a', 'b') ? 1 : 0);
        return sum * 31 + u.getLong(base, at);
    }

    static long references(Unsafe u, Object base, long at, String a, String b) {
        u.putReference(base, at, a);
        long sum = u.compareAndSetReference(base, at, a, b) ? 1 : 0;
        sum = sum * 3 + (u.compareAndSetReference(base, at, a, null) ? 1 : 0);
        sum = sum * 31 + u.compareAndExchangeReference(base, at, b, a).hashCode();
        sum = sum * 31 + u.compareAndExchangeReference(base, at, b, null).hashCode();
        sum = sum * 31 + u.getAndSetReference(base, at, b).hashCode();
        u.putReferenceVolatile(base, at, u.getReferenceVolatile(base, at) == b ? a : null);
        sum = sum * 31 + u.getReferenceAcquire(base, at).hashCode();
        u.putReferenceRelease(base, at, null);
        return sum * 3 + (u.getReference(base, at) == null ? 1 : 0);
    }

    static int nullReceiver(Unsafe u, Holder h) {
        return u.getInt(h, INT) + (u.compareAndSetInt(h, INT, 0, 1) ? 1 : 0);
    }

    static String nulls(Holder h) {
        try {
            return "" + nullReceiver(null, h);
        } catch (NullPointerException e) {
            return e.getMessage() + " in " + e.getStackTrace()[0].getMethodName();
        }
    }

    /** A boolean in memory may be any byte: what is not 0 is true. */
    static int oddBoolean(Holder h, int k) {
        U.putByte(h, BOOLEAN, (byte) k);
        return (U.getBoolean(h, BOOLEAN) ? 1 : 0) + (U.getBooleanVolatile(h, BOOLEAN) ? 2 : 0);
    }

    static long manyLive(Unsafe u, Holder h, int a, int b, int c, int d, long e, long f) {
        long sum = 0;
        for (int i = 0; i < 3; i++) {
            int g = a * b + c;
            long k = e * f + d;
            sum += a * 3 + (u.compareAndSetInt(h, INT, h.i, (int) k + g) ? b * c : d)
                + u.compareAndExchangeLong(h, LONG, h.l, k ^ g) * (e - f) + u.getAndAddInt(h, INT, g)
                + a + b + c + d + k + g;
        }
        return sum;
    }

    public static void main(String[] args) {
        Holder h = new Holder();
        long[] longs = new long[4];
        Object[] objects = new Object[2];
        long memory = U.allocateMemory(64), sum = 0;
        long longBase = Unsafe.ARRAY_LONG_BASE_OFFSET, refBase = Unsafe.ARRAY_OBJECT_BASE_OFFSET;
        for (int k = 0; k < 600; k++) {
            sum = sum * 31 + plain(U, h, LONG, k) + plain(U, longs, longBase + 8, k)
                + plain(U, null, memory, k);
            sum = sum * 31 + ordered(U, h, DOUBLE, k) + ordered(U, longs, longBase + 16, k)
                + ordered(U, null, memory + 8, k);
            sum = sum * 31 + atomics(U, h, LONG, k) + atomics(U, longs, longBase, k)
                + atomics(U, null, memory + 16, k);
            sum = sum * 31 + references(U, h, REFERENCE, "a" + k, "b")
                + references(U, objects, refBase + Unsafe.ARRAY_OBJECT_INDEX_SCALE, "x", "y" + k);
            sum = sum * 31 + oddBoolean(h, k) + manyLive(U, h, k, 3, k * 7, 5, k + 1, 9);
            U.putBoolean(h, BOOLEAN, k % 3 == 0);
            U.putByte(h, BYTE, (byte) k);
            U.putShort(h, SHORT, (short) -k);
            U.putChar(h, CHAR, (char) -k);
            U.putIntVolatile(h, INT, k);
            U.putFloat(h, FLOAT, k);
            sum += h.sum() + longs[0] + longs[1] + longs[2];
            if (k % 100 == 0) {
                System.out.println(k + " " + Long.toHexString(sum) + " " + nulls(h));
            }
        }
        U.freeMemory(memory);
    }
}
