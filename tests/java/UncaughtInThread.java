// compare: hotspot
// An uncaught exception ends its thread, not the program: exit code 0.
public class UncaughtInThread {
    public static void main(String[] args) throws Exception {
        Thread t = new Thread(() -> {
            throw new IllegalStateException("in a thread");
        }, "worker");
        t.start();
        t.join();
        System.out.println("main goes on " + t.isAlive() + " " + t.getState());
    }
}
