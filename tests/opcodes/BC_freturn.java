// freturn: returns a float from static, virtual, synchronized and recursive methods, leaving operands behind.
public class BC_freturn {
    static float direct(float a) {
        return a;
    }

    float virtual(Object before, float a) {
        return a;
    }

    synchronized float locked(float a) {
        return a;
    }

    static float fromBlock(float a) {
        synchronized (BC_freturn.class) {
            for (int i = 0; ; i++) {
                if (i == 3) {
                    return a;
                }
            }
        }
    }

    static float recursive(float a, int depth) {
        return depth == 0 ? a : recursive(a, depth - 1);
    }

    static float first(float a, float b, float c) {
        return a;
    }

    public static void main(String[] args) {
        BC_freturn object = new BC_freturn();
        for (float v : new float[] {1.5f, -0f, Float.NaN, Float.MIN_VALUE, 1e38f}) {
            System.out.println(direct(v) + " " + object.virtual("x", v) + " " + object.locked(v) + " "
                + fromBlock(v)
                + " " + recursive(v, 100) + " " + first(direct(v), direct(1), direct(2)));
        }
        System.out.println(Thread.holdsLock(object) + " " + Thread.holdsLock(BC_freturn.class));
    }
}
