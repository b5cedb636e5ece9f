// Collections while stacks of many depths refer to more objects than the collector queues at first
public class DeepCollect {
    static int collected;
    static int sum;

    static final class Cell {
        final int value;
        final Cell next;
        Cell(int value, Cell next) {
            this.value = value;
            this.next = next;
        }
    }

    /** Every frame alone refers to its cells. */
    static int down(int depth, int every) {
        Cell mine = new Cell(depth, new Cell(-depth, null));
        if (depth % every == 0) {
            System.gc();
            collected++;
        }
        int below = depth == 0 ? 0 : down(depth - 1, every);
        return below + (mine.value == depth && mine.next.value == -depth ? 1 : 0);
    }

    static int run(int depth, int every, long size) throws InterruptedException {
        int[] result = new int[1];
        Thread t = new Thread(null, () -> result[0] = down(depth, every), "deep", size);
        t.start();
        t.join();
        return result[0];
    }

    public static void main(String[] args) throws Exception {
        for (int depth = 500; depth < 9000; depth += 1700) {
            System.out.println(depth + " " + run(depth, 50 + depth / 40, 16 << 20));
        }
        System.out.println(run(60000, 1500, 64 << 20));
        Thread[] threads = new Thread[3];
        int[] results = new int[threads.length];
        for (int i = 0; i < threads.length; i++) {
            int at = i;
            threads[i] = new Thread(null, () -> results[at] = down(3000 + at, 301), "deep" + i, 16 << 20);
            threads[i].start();
        }
        for (int i = 0; i < threads.length; i++) {
            threads[i].join();
            System.out.println(results[i]);
        }
    }
}
