// How much can live below -Xmx, counted as the reference VM lays objects out? Is the heap usable afterwards?
// vmargs: -Xmx48m
import java.util.function.IntFunction;

public class HeapLimit {
    static final class Node {
        Node left;
        Node right;
    }

    static final class Chain {
        Chain next;
        Object value;
    }

    static final class Numbers {
        int a;
        int b;
        long c;
    }

    static final class Wide {
        Object a;
        Object b;
        Object c;
        Object d;
        Object e;
        Object f;
        Object g;
    }

    /** Holds objects until there is no memory; answers how many of `bytes` each there were. */
    static long fill(IntFunction<Object> make, int bytes) {
        Chain head = null;
        long count = 0;
        Object[] page = null;
        try {
            for (;;) {
                if (count % 64 == 0) {
                    page = new Object[64];
                    Chain c = new Chain();
                    c.next = head;
                    c.value = page;
                    head = c;
                }
                page[(int) (count % 64)] = make.apply((int) count);
                count++;
            }
        } catch (OutOfMemoryError e) {
            if (!"Java heap space".equals(e.getMessage())) {
                System.out.println("message: " + e.getMessage());
            }
        }
        long pages = count / 64 + 1;
        return count * bytes + pages * (24 + 16 + 64 * 4);
    }

    static void test(String name, IntFunction<Object> make, int bytes) {
        System.gc();
        long held = fill(make, bytes);
        long maximum = Runtime.getRuntime().maxMemory();
        long percent = 100 * held / maximum;
        boolean good = percent >= 85 && percent <= 101;
        System.out.println(name + (good ? ": fills the heap" : ": " + percent + " % of the heap"));
        checkUsable(name);
    }

    static void checkUsable(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append(i);
        }
        if (text.length() != 488_890) {
            System.out.println(name + ": not usable afterwards");
        }
    }

    static void checkCounts() {
        Runtime runtime = Runtime.getRuntime();
        long maximum = runtime.maxMemory();
        boolean good = true;
        for (int i = 0; i < 10_000; i++) {
            long total = runtime.totalMemory();
            long free = runtime.freeMemory();
            good &= free >= 0 && free <= total && total <= maximum && new byte[2000].length == 2000;
        }
        System.out.println("free <= total <= maximum: " + good);
    }

    public static void main(String[] args) {
        checkCounts();
        test("small arrays", i -> new byte[100], 120);
        test("arrays of 1000", i -> new byte[1000], 1016);
        test("arrays of 3000", i -> new byte[3000], 3016);
        test("arrays of 50000", i -> new byte[50_000], 50_016);
        test("nodes", i -> new Node(), 24);
        test("numbers", i -> new Numbers(), 32);
        test("wide objects", i -> new Wide(), 40);
        test("boxes", i -> new Integer(i), 16);
        test("short arrays of references", i -> new Object[10], 56);
        test("arrays of references", i -> new Object[1000], 4016);
        checkCounts();
    }
}
