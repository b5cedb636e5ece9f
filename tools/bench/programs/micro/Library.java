import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What programs call most in java.base: candidates for intrinsics. */
public class Library {
    static final String TEXT = "The quick brown fox jumps over the lazy dog and more and more....";
    static Object sink;

    static long charAt(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            x += TEXT.charAt(i & 63);
        }
        return x;
    }

    static long append(int n) {
        StringBuilder builder = new StringBuilder();
        for (int i = 0; i < n; i++) {
            if ((i & 1023) == 0) {
                builder.setLength(0);
            }
            builder.append('x');
        }
        return builder.length();
    }

    static long stringEquals(int n) {
        String a = "The quick brown fox";
        String b = new String(a);
        int x = 0;
        for (int i = 0; i < n; i++) {
            if (a.equals(b)) {
                x++;
            }
        }
        return x;
    }

    static long indexOf(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            x += TEXT.indexOf("lazy", i & 15);
        }
        return x;
    }

    static long listLoop(int n) {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            list.add(i & 63);
        }
        int x = 0;
        for (int k = 0; k < n / 1000; k++) {
            for (Integer v : list) {
                x += v;
            }
        }
        return x;
    }

    static long boxing(int n) {
        long x = 0;
        for (int i = 0; i < n; i++) {
            Integer v = i & 1023;
            x += v;
        }
        return x;
    }

    static long mapGet(int n) {
        Map<Integer, Integer> map = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            map.put(i, i);
        }
        int x = 0;
        for (int i = 0; i < n; i++) {
            x += map.get(i % 1000);
        }
        return x;
    }

    static long stream(int n) {
        return IntStream.range(0, n).map(v -> v + 1).filter(v -> (v & 1) == 0).asLongStream().sum();
    }

    static long bits(int n) {
        long x = 0;
        for (int i = 0; i < n; i++) {
            x += Integer.bitCount(i) + Long.numberOfTrailingZeros(x | 1) + Integer.reverseBytes(i);
            x ^= Integer.numberOfLeadingZeros(i) + Long.rotateLeft(x, 7);
        }
        return x;
    }

    static long minMax(int n) {
        long x = 0;
        for (int i = 0; i < n; i++) {
            x += Math.max(i, 5) + Math.abs(i - 7) + Math.floorMod(i, 7) + Math.min(x, i);
        }
        return x;
    }

    static long exact(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = Math.addExact(x & 0xffff, i & 0xffff) + java.util.Objects.checkIndex(i & 7, 8);
        }
        return x;
    }

    static long floor(int n) {
        double x = 0;
        for (int i = 0; i < n; i++) {
            x += Math.floor(i * 0.3) + Math.rint(x);
        }
        return (long) x;
    }

    static long sine(int n) {
        double x = 0;
        for (int i = 0; i < n; i++) {
            x = Math.sin(x + i);
        }
        return (long) (x * 1000);
    }

    static long arraycopy(int n) {
        byte[] a = new byte[64];
        byte[] b = new byte[64];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a, 0, b, i & 15, 16);
        }
        return b[3];
    }

    static long cloneArray(int n) {
        int[] a = new int[4];
        for (int i = 0; i < n; i++) {
            sink = a.clone();
        }
        return ((int[]) sink).length;
    }

    static long holdsLock(int n) {
        Object o = new Object();
        long x = 0;
        for (int i = 0; i < n; i++) {
            x += Thread.holdsLock(o) ? 1 : 0;
        }
        return x;
    }

    static long identityHash(int n) {
        Object o = new Object();
        long x = 0;
        for (int i = 0; i < n; i++) {
            x |= System.identityHashCode(o);
        }
        return x == 0 ? 1 : 0;
    }

    static long nanoTime(int n) {
        long x = 0;
        for (int i = 0; i < n; i++) {
            x |= System.nanoTime();
        }
        return x == 0 ? 1 : 0;
    }

    static long currentThread(int n) {
        long x = 0;
        for (int i = 0; i < n; i++) {
            x += Thread.currentThread() == null ? 1 : 0;
        }
        return x;
    }

    static long getClass(int n) {
        Object[] all = {"a", 1, 'c', 2.0};
        long x = 0;
        for (int i = 0; i < n; i++) {
            x += all[i & 3].getClass() == Integer.class ? 1 : 0;
        }
        return x;
    }

    public static void main(String[] args) {
        Bench bench = new Bench(args);
        bench.fast("char_at", Library::charAt);
        bench.fast("append", Library::append);
        bench.fast("string_equals", Library::stringEquals);
        bench.slow("index_of", Library::indexOf);
        bench.fast("list_loop", Library::listLoop);
        bench.fast("boxing", Library::boxing);
        bench.fast("map_get", Library::mapGet);
        bench.fast("stream", Library::stream);
        bench.fast("bits", Library::bits);
        bench.fast("min_max", Library::minMax);
        bench.fast("exact", Library::exact);
        bench.fast("floor", Library::floor);
        bench.slow("sine", Library::sine);
        bench.slow("arraycopy", Library::arraycopy);
        bench.slow("clone_array", Library::cloneArray);
        bench.slow("holds_lock", Library::holdsLock);
        bench.slow("identity_hash", Library::identityHash);
        bench.slow("nano_time", Library::nanoTime);
        bench.fast("current_thread", Library::currentThread);
        bench.fast("get_class", Library::getClass);
    }
}
