// Runtime and System: processors, memory, version, nanoTime, currentTimeMillis, identityHashCode, gc,
// arraycopy's friends.
import java.util.HashSet;
import java.util.Set;

public class RuntimeMethods {
    public static void main(String[] args) {
        Runtime r = Runtime.getRuntime();
        System.out.println((r.availableProcessors() > 0) + " " + (r.totalMemory() > 0) + " "
            + (r.freeMemory() > 0) + " "
            + (r.maxMemory() >= r.totalMemory()) + " " + (r.freeMemory() <= r.totalMemory()));
        System.out.println(Runtime.version().feature() + " " + (Runtime.version()
            .compareTo(Runtime.Version.parse("11")) > 0) + " "
            + Runtime.Version.parse("17.0.2+8-LTS").update());
        long t0 = System.nanoTime();
        long m0 = System.currentTimeMillis();
        long sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += i;
            long t1 = System.nanoTime();
            if (t1 < t0) {
                System.out.println("time went back");
            }
            t0 = t1;
        }
        System.out.println(sum + " " + (System.currentTimeMillis() >= m0) + " " + (m0 > 1_600_000_000_000L));
        Object o = new Object();
        Set<Integer> hashes = new HashSet<>();
        Object[] alive = new Object[1000];
        for (int i = 0; i < alive.length; i++) {
            alive[i] = new Object();
            hashes.add(System.identityHashCode(alive[i]));
        }
        System.out.println((System.identityHashCode(o) == o.hashCode()) + " " + System.identityHashCode(null)
            + " "
            + (hashes.size() > 900) + " " + "x".equals(new String("x")) + " "
            + (System.identityHashCode("literal") == System.identityHashCode("literal")));
        int before = o.hashCode();
        for (int i = 0; i < 3; i++) {
            System.gc();
            r.gc();
        }
        System.out.println(before == o.hashCode());
        try {
            r.exec((String) null);
        } catch (NullPointerException | java.io.IOException e) {
            System.out.println(e.getClass().getSimpleName());
        }
        try {
            System.loadLibrary("nosuchlibrary");
        } catch (UnsatisfiedLinkError e) {
            System.out.println(e.getMessage().replaceAll(":.*", ""));
        }
        try {
            System.load("relative.so");
        } catch (UnsatisfiedLinkError e) {
            System.out.println(e.getMessage());
        }
        System.out.println(System.mapLibraryName("x") + " " + System.getSecurityManager() + " "
            + System.lineSeparator().length());
        System.Logger logger = System.getLogger("own");
        System.out.println(logger.getName() + " " + logger.isLoggable(System.Logger.Level.ERROR));
    }
}
