// Finalizers run, once, for what a cleared variable was the last to hold; overriding; revival.
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

public class Finalizers {
    static final AtomicInteger COUNT = new AtomicInteger();
    static final List<Base> REVIVED = new ArrayList<>();

    static class Base {
        final int number;

        Base(int number) {
            this.number = number;
        }

        @Override
        @SuppressWarnings("removal")
        protected void finalize() {
            System.out.println("finalize " + number);
            COUNT.incrementAndGet();
        }
    }

    static class Inherits extends Base {
        Inherits(int number) {
            super(number);
        }
    }

    static class Revives extends Base {
        Revives(int number) {
            super(number);
        }

        @Override
        protected void finalize() {
            super.finalize();
            synchronized (REVIVED) {
                REVIVED.add(this);
            }
            throw new IllegalStateException("nobody sees this");
        }
    }

    @SuppressWarnings("removal")
    static void drop(Object held) throws InterruptedException {
        int before = COUNT.get();
        int rounds = 0;
        held = null;
        while (COUNT.get() == before) {
            if (++rounds > 100) {
                System.out.println("still held");
                break;
            }
            System.gc();
            System.runFinalization();
            Thread.sleep(10);
        }
        String unused;
        if (rounds > 1000) {
            unused = "never";
            System.out.println(unused);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        drop(new Base(1));
        drop(new Inherits(2));
        drop(new Revives(3));
        synchronized (REVIVED) {
            System.out.println(REVIVED.remove(0).number);
        }
        System.gc();
        System.out.println(COUNT.get());
    }
}
