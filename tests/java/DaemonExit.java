// The program ends while daemon threads run, also ones that hold locks and compute.
public class DaemonExit {
    static volatile int spins;

    public static void main(String[] args) throws Exception {
        Object lock = new Object();
        Thread spinner = new Thread(() -> {
            while (true) {
                spins++;
            }
        });
        Thread holder = new Thread(() -> {
            synchronized (lock) {
                try {
                    Thread.sleep(1_000_000);
                } catch (InterruptedException e) {
                    System.out.println("never");
                } finally {
                    System.out.println("never");
                }
            }
        });
        Thread blocked = new Thread(() -> {
            synchronized (lock) {
                System.out.println("never");
            }
        });
        for (Thread t : new Thread[] {spinner, holder, blocked}) {
            t.setDaemon(true);
        }
        spinner.start();
        holder.start();
        while (spins == 0 || holder.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        blocked.start();
        while (blocked.getState() != Thread.State.BLOCKED) {
            Thread.sleep(1);
        }
        System.out.println("main ends");
    }
}
