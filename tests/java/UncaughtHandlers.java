// Uncaught exception handlers: of a thread, of a group, the default one; an exception in a handler; main's
// own.
public class UncaughtHandlers {
    static void run(Thread t) throws InterruptedException {
        t.start();
        t.join();
    }

    static void fail() {
        throw new IllegalStateException("from " + Thread.currentThread().getName());
    }

    public static void main(String[] args) throws Exception {
        Thread own = new Thread(UncaughtHandlers::fail, "own");
        own.setUncaughtExceptionHandler((t, e) -> System.out.println("own handler: " + t.getName() + " "
            + e.getMessage()));
        run(own);
        ThreadGroup group = new ThreadGroup("group") {
            @Override
            public void uncaughtException(Thread t, Throwable e) {
                System.out.println("group: " + e.getMessage());
            }
        };
        run(new Thread(group, UncaughtHandlers::fail, "grouped"));
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> {
            System.out.println("default: " + t.getName() + " " + e);
            throw new IllegalStateException("ignored");
        });
        run(new Thread(UncaughtHandlers::fail, "plain"));
        System.out.println(own.getUncaughtExceptionHandler() + " "
            + (Thread.getDefaultUncaughtExceptionHandler() != null));
        throw new Exception("main's own");
    }
}
