// dreturn: returns a double from static, virtual, synchronized and recursive methods, leaving operands
// behind.
public class BC_dreturn {
    static double direct(double a) {
        return a;
    }

    double virtual(Object before, double a) {
        return a;
    }

    synchronized double locked(double a) {
        return a;
    }

    static double fromBlock(double a) {
        synchronized (BC_dreturn.class) {
            for (int i = 0; ; i++) {
                if (i == 3) {
                    return a;
                }
            }
        }
    }

    static double recursive(double a, int depth) {
        return depth == 0 ? a : recursive(a, depth - 1);
    }

    static double first(double a, double b, double c) {
        return a;
    }

    public static void main(String[] args) {
        BC_dreturn object = new BC_dreturn();
        for (double v : new double[] {1.5, -0.0, Double.NaN, Double.MIN_VALUE, 1e308}) {
            System.out.println(direct(v) + " " + object.virtual("x", v) + " " + object.locked(v) + " "
                + fromBlock(v)
                + " " + recursive(v, 100) + " " + first(direct(v), direct(1), direct(2)));
        }
        System.out.println(Thread.holdsLock(object) + " " + Thread.holdsLock(BC_dreturn.class));
    }
}
