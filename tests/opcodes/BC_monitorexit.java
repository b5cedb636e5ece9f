// monitorexit: leaves by return, break, exception; one level at a time; without owning the lock it throws.
public class BC_monitorexit {
    static String leave(Object lock, int how) {
        for (int i = 0; i < 3; i++) {
            synchronized (lock) {
                if (how == 0) {
                    return "return";
                } else if (how == 1) {
                    break;
                } else if (how == 2) {
                    throw new IllegalStateException("throw");
                } else if (how == 3) {
                    continue;
                }
            }
        }
        return "end";
    }

    public static void main(String[] args) throws Exception {
        Object lock = new Object();
        for (int how = 0; how < 5; how++) {
            try {
                System.out.println(leave(lock, how) + " " + Thread.holdsLock(lock));
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage() + " " + Thread.holdsLock(lock));
            }
        }
        synchronized (lock) {
            synchronized (lock) {
                System.out.println(Thread.holdsLock(lock));
            }
            System.out.println(Thread.holdsLock(lock));
        }
        Thread other = new Thread(() -> {
            synchronized (lock) {
                System.out.println("other has it");
            }
        });
        synchronized (lock) {
            other.start();
            Thread.sleep(20);
            System.out.println("leaving");
        }
        other.join();
        ClassWriterLite w = new ClassWriterLite(49, "MonitorExitCode");
        w.method("notOwner", "(Ljava/lang/Object;)V").op("aload_0 monitorexit return");
        w.method("balanced", "(Ljava/lang/Object;)Z")
            .op("aload_0 monitorenter aload_0 monitorenter aload_0 monitorexit aload_0")
            .call("invokestatic", "java/lang/Thread", "holdsLock", "(Ljava/lang/Object;)Z")
            .op("aload_0 monitorexit ireturn");
        Class<?> code = w.define();
        System.out.println(ClassWriterLite.outcome(code, "notOwner", new Object()));
        System.out.println(ClassWriterLite.outcome(code, "notOwner", (Object) null));
        System.out.println(ClassWriterLite.outcome(code, "balanced", lock) + " " + Thread.holdsLock(lock));
        try {
            lock.notify();
        } catch (IllegalMonitorStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
