// compare: committed
// Threads that resolve one reference at once, where some attempts fail and some succeed: all see one outcome
// (JVMS 5.4.3). HotSpot 17 on a busy machine lets some threads see another one.
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

public class ResolutionRaces {
    /** Every second request for Target fails, in one way or another. */
    static class Flaky extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        final AtomicInteger requests = new AtomicInteger();
        final byte[] user, target;

        Flaky(byte[] user, byte[] target) {
            super(ResolutionRaces.class.getClassLoader());
            this.user = user;
            this.target = target;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals("RaceUser")) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : defineClass(name, user, 0, user.length);
            }
            if (!name.equals("RaceTarget")) {
                return super.loadClass(name, resolve);
            }
            switch (requests.getAndIncrement() % 3) {
                case 0:
                    throw new ClassNotFoundException("not now");
                case 1:
                    return defineClass(name, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 0, 8);
                default:
                    synchronized (this) {
                        Class<?> known = findLoadedClass(name);
                        return known != null ? known : defineClass(name, target, 0, target.length);
                    }
            }
        }
    }

    public static void main(String[] args) throws Exception {
        ClassWriterLite target = new ClassWriterLite(52, "RaceTarget");
        target.method("value", "()I").op("iconst_5 ireturn");
        ClassWriterLite user = new ClassWriterLite(52, "RaceUser");
        user.method("run", "()I").call("invokestatic", "RaceTarget", "value", "()I").op("ireturn");
        byte[] userBytes = user.bytes(), targetBytes = target.bytes();
        int mixed = 0;
        for (int round = 0; round < 200; round++) {
            Flaky loader = new Flaky(userBytes, targetBytes);
            Class<?> c = Class.forName("RaceUser", true, loader);
            String[] outcomes = new String[4];
            CyclicBarrier barrier = new CyclicBarrier(outcomes.length);
            Thread[] threads = new Thread[outcomes.length];
            for (int i = 0; i < threads.length; i++) {
                int me = i;
                threads[i] = new Thread(() -> {
                    try {
                        barrier.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    outcomes[me] = ClassWriterLite.outcome(c, "run");
                });
                threads[i].start();
            }
            for (Thread t : threads) {
                t.join();
            }
            for (String outcome : outcomes) {
                mixed += outcome.equals(outcomes[0]) ? 0 : 1;
            }
        }
        System.out.println("different outcomes: " + mixed);
    }
}
