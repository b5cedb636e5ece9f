// lreturn: returns a long from static, virtual, synchronized and recursive methods, leaving operands behind.
public class BC_lreturn {
    static long direct(long a) {
        return a;
    }

    long virtual(Object before, long a) {
        return a;
    }

    synchronized long locked(long a) {
        return a;
    }

    static long fromBlock(long a) {
        synchronized (BC_lreturn.class) {
            for (int i = 0; ; i++) {
                if (i == 3) {
                    return a;
                }
            }
        }
    }

    static long recursive(long a, int depth) {
        return depth == 0 ? a : recursive(a, depth - 1);
    }

    static long first(long a, long b, long c) {
        return a;
    }

    public static void main(String[] args) {
        BC_lreturn object = new BC_lreturn();
        for (long v : new long[] {1, 0, -1, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE}) {
            System.out.println(direct(v) + " " + object.virtual("x", v) + " " + object.locked(v) + " "
                + fromBlock(v)
                + " " + recursive(v, 100) + " " + first(direct(v), direct(1), direct(2)));
        }
        System.out.println(Thread.holdsLock(object) + " " + Thread.holdsLock(BC_lreturn.class));
    }
}
