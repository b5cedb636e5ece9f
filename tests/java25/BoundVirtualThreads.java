// Without continuations a virtual thread is bound to a thread of the host: it is told apart by its class
// alone.
// vmargs: -XX:+UnlockExperimentalVMOptions -XX:-VMContinuations
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

public class BoundVirtualThreads {
    static int count;
    static final Object LOCK = new Object();

    static synchronized void add() {
        count++;
    }

    public static void main(String[] args) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int n = i;
            threads.add(Thread.ofVirtual().name("bound", n).start(() -> {
                try {
                    Thread.sleep(n % 5);
                    synchronized (LOCK) {
                        if (n % 8 == 0)
                            LOCK.wait(2);
                    }
                } catch (InterruptedException e) {
                    System.out.println(e);
                }
                for (int k = 0; k < 100; k++) {
                    add();
                    if (k % 10 == 0)
                        Thread.yield();
                }
            }));
        }
        for (Thread thread : threads)
            thread.join();
        Thread one = threads.get(7);
        System.out.println(count + " " + one.getName() + " " + one.isVirtual() + " " + one.isDaemon() + " "
            + one.getPriority() + " " + one.getThreadGroup() + " " + one.getClass().getSimpleName());
        Thread parked = Thread.ofVirtual().unstarted(() -> {
            LockSupport.park();
            System.out.println("interrupted " + Thread.currentThread().isInterrupted() + " "
                + Thread.currentThread().getStackTrace()[1].getMethodName().startsWith("lambda"));
        });
        parked.start();
        while (parked.getState() != Thread.State.WAITING)
            Thread.sleep(1);
        System.out.println(parked.getState());
        parked.interrupt();
        parked.join();
        System.out.println(parked.getState());
    }
}
