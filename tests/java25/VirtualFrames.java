// The stacks of virtual threads: parked, asleep, interrupted, running; what they see of themselves.
// compare: hotspot
import java.util.List;
import java.util.concurrent.locks.LockSupport;

public class VirtualFrames {
    static volatile boolean runs, stop;

    static void show(String what, StackTraceElement[] trace) {
        System.out.println(what);
        for (StackTraceElement e : trace) {
            System.out.println("  " + e);
        }
    }

    static void await(Thread t, Thread.State state) throws InterruptedException {
        while (t.getState() != state) {
            Thread.sleep(1);
        }
    }

    static void spin() {
        runs = true;
        while (!stop) {
            Thread.onSpinWait();
        }
    }

    static void self() {
        List<String> walked = StackWalker.getInstance().walk(s -> s.map(Object::toString).toList());
        System.out.println(walked);
        new Throwable("thrown").printStackTrace(System.out);
        show("own", Thread.currentThread().getStackTrace());
    }

    public static void main(String[] args) throws Exception {
        Thread parked = Thread.startVirtualThread(LockSupport::park);
        await(parked, Thread.State.WAITING);
        show("parked", parked.getStackTrace());
        Thread asleep = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(1_000_000);
            } catch (InterruptedException e) {
                e.printStackTrace(System.out);
            }
        });
        await(asleep, Thread.State.TIMED_WAITING);
        show("asleep", asleep.getStackTrace());
        asleep.interrupt();
        asleep.join();
        LockSupport.unpark(parked);
        parked.join();
        show("ended", parked.getStackTrace());
        Thread running = Thread.startVirtualThread(VirtualFrames::spin);
        while (!runs) {
            Thread.sleep(1);
        }
        boolean found = false;
        StackTraceElement[] trace = running.getStackTrace();
        for (StackTraceElement e : trace) {
            found |= e.getMethodName().equals("spin");
        }
        System.out.println(found + " " + trace[trace.length - 1].getMethodName());
        stop = true;
        running.join();
        Thread.startVirtualThread(VirtualFrames::self).join();
    }
}
