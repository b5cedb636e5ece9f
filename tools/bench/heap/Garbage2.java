/** Garbage, by two threads. */
public class Garbage2 {
    public static void main(String[] args) throws InterruptedException {
        long[] sums = new long[2];
        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int at = i;
            threads[i] = new Thread(() -> sums[at] = Garbage.make(Garbage.OBJECTS / 2));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("garbage " + (sums[0] + sums[1]));
    }
}
