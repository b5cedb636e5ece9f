// Volatile fields, final fields and locks between threads: message passing, double-checked creation, no lost
// updates.
public class MemoryModel {
    static int data;
    static volatile boolean ready;
    static volatile long wide;

    static class Lazy {
        final int[] values;
        private static volatile Lazy instance;
        static int made;

        Lazy() {
            values = new int[] {1, 2, 3};
            made++;
        }

        static Lazy get() {
            Lazy l = instance;
            if (l == null) {
                synchronized (Lazy.class) {
                    l = instance;
                    if (l == null) {
                        instance = l = new Lazy();
                    }
                }
            }
            return l;
        }
    }

    public static void main(String[] args) throws Exception {
        for (int round = 0; round < 50; round++) {
            ready = false;
            data = 0;
            int n = round;
            Thread writer = new Thread(() -> {
                data = n + 1;
                ready = true;
            });
            writer.start();
            while (!ready) {
                Thread.onSpinWait();
            }
            if (data != round + 1) {
                System.out.println("stale data " + data);
            }
            writer.join();
        }
        int[] torn = new int[1];
        Thread flipper = new Thread(() -> {
            for (int i = 0; i < 20000; i++) {
                wide = (i & 1) == 0 ? 0 : -1;
            }
        });
        flipper.start();
        while (flipper.isAlive()) {
            long seen = wide;
            if (seen != 0 && seen != -1) {
                torn[0]++;
            }
        }
        flipper.join();
        Thread[] threads = new Thread[8];
        int[] sums = new int[8];
        for (int i = 0; i < 8; i++) {
            int n = i;
            threads[i] = new Thread(() -> {
                for (int v : Lazy.get().values) {
                    sums[n] += v;
                }
            });
            threads[i].start();
        }
        int total = 0;
        for (int i = 0; i < 8; i++) {
            threads[i].join();
            total += sums[i];
        }
        System.out.println(torn[0] + " " + total + " " + Lazy.made);
    }
}
