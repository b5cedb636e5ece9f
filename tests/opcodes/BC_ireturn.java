// ireturn: returns an int from static, virtual, synchronized and recursive methods, leaving operands behind.
public class BC_ireturn {
    static int direct(int a) {
        return a;
    }

    int virtual(Object before, int a) {
        return a;
    }

    synchronized int locked(int a) {
        return a;
    }

    static int fromBlock(int a) {
        synchronized (BC_ireturn.class) {
            for (int i = 0; ; i++) {
                if (i == 3) {
                    return a;
                }
            }
        }
    }

    static int recursive(int a, int depth) {
        return depth == 0 ? a : recursive(a, depth - 1);
    }

    static int first(int a, int b, int c) {
        return a;
    }

    static byte aByte(int a) {
        return (byte) a;
    }

    static char aChar(int a) {
        return (char) a;
    }

    static short aShort(int a) {
        return (short) a;
    }

    static boolean aBoolean(int a) {
        return a > 0;
    }

    public static void main(String[] args) {
        BC_ireturn object = new BC_ireturn();
        for (int v : new int[] {1, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            System.out.println(direct(v) + " " + object.virtual("x", v) + " " + object.locked(v) + " "
                + fromBlock(v)
                + " " + recursive(v, 100) + " " + first(direct(v), direct(1), direct(2)));
            System.out.println(aByte(v) + " " + (int) aChar(v) + " " + aShort(v) + " " + aBoolean(v));
        }
        System.out.println(Thread.holdsLock(object) + " " + Thread.holdsLock(BC_ireturn.class));
    }
}
