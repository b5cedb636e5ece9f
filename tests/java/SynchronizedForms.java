// synchronized methods and blocks: static, instance, inherited, recursive, released by exceptions, on odd
// objects.
public class SynchronizedForms {
    static synchronized boolean onClass() {
        return Thread.holdsLock(SynchronizedForms.class);
    }

    synchronized boolean onThis() {
        return Thread.holdsLock(this) && !Thread.holdsLock(SynchronizedForms.class);
    }

    synchronized int recursive(int n) {
        return n == 0 ? 0 : 1 + recursive(n - 1);
    }

    synchronized void failing() {
        throw new IllegalStateException("out");
    }

    static class Child extends SynchronizedForms {
        @Override
        boolean onThis() {
            return !Thread.holdsLock(this) && super.onThis();
        }
    }

    static boolean on(Object o) {
        synchronized (o) {
            return Thread.holdsLock(o);
        }
    }

    static synchronized native void absent();

    public static void main(String[] args) {
        SynchronizedForms s = new SynchronizedForms();
        System.out.println(onClass() + " " + s.onThis() + " " + new Child().onThis() + " "
            + s.recursive(1000) + " "
            + Thread.holdsLock(s));
        try {
            s.failing();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage() + " " + Thread.holdsLock(s));
        }
        System.out.println(on("literal") + " " + on(5) + " " + on(new int[0]) + " " + on(String.class) + " "
            + on(Thread.State.NEW) + " "
            + on(Thread.currentThread()) + " " + on((Runnable) () -> { }));
        try {
            absent();
        } catch (UnsatisfiedLinkError e) {
            System.out.println(e.getMessage() + " " + Thread.holdsLock(SynchronizedForms.class));
        }
        int hash = s.hashCode();
        synchronized (s) {
            System.out.println(hash == s.hashCode());
        }
        Object locked = new Object();
        synchronized (locked) {
            int inside = locked.hashCode();
            synchronized (locked) {
                System.out.println(inside == locked.hashCode());
            }
        }
    }
}
