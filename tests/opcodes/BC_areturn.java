// areturn: returns a reference from static, virtual, synchronized and recursive methods, from try and
// finally.
public class BC_areturn {
    static Object direct(Object a) {
        return a;
    }

    String virtual(long before, String a) {
        return a;
    }

    synchronized int[] locked(int[] a) {
        return a;
    }

    static Object fromBlock(Object lock, Object a) {
        synchronized (lock) {
            synchronized (a) {
                return a;
            }
        }
    }

    static Object recursive(Object a, int depth) {
        return depth == 0 ? a : recursive(a, depth - 1);
    }

    static Object first(Object a, Object b, long c) {
        return a;
    }

    static String fromTry(Object a) {
        try {
            return a.toString();
        } catch (NullPointerException e) {
            return "none";
        }
    }

    BC_areturn self() {
        return this;
    }

    public static void main(String[] args) {
        BC_areturn object = new BC_areturn();
        int[] array = {1, 2};
        System.out.println(direct("d") + " " + direct(null) + " " + (direct(array) == array) + " "
            + object.virtual(-1L, "v") + " " + object.locked(array).length + " " + object.locked(null));
        System.out.println(fromBlock("a", "b") + " " + recursive("r", 500) + " " + first(direct("x"),
            direct("y"), 3)
            + " " + fromTry("t") + " " + fromTry(null) + " " + (object.self().self() == object));
        System.out.println(Thread.holdsLock("a") + " " + Thread.holdsLock("b") + " "
            + Thread.holdsLock(object));
    }
}
