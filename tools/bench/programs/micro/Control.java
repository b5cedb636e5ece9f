/** Exceptions, division, comparison, switches, concatenation. */
public class Control {
    static final class Light extends RuntimeException {
        Light() {
            super(null, null, false, false);
        }
    }

    static final Light LIGHT = new Light();

    static void raise(int i) {
        if (i >= 0) {
            throw LIGHT;
        }
    }

    /** Too large to be inlined. */
    static void raiseFar(int i) {
        if (Calls.large(i) + Calls.large(i + 1) != Integer.MIN_VALUE) {
            throw LIGHT;
        }
    }

    static long throwNear(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            try {
                raise(i);
            } catch (Light e) {
                x++;
            }
        }
        return x;
    }

    static long throwFar(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            try {
                raiseFar(i);
            } catch (Light e) {
                x++;
            }
        }
        return x;
    }

    static long throwNew(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            try {
                throw new IllegalStateException();
            } catch (IllegalStateException e) {
                x++;
            }
        }
        return x;
    }

    static long divideInt(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            x += (i + x) / 10 + i % 7;
        }
        return x;
    }

    static long divideLong(int n) {
        long x = 0;
        for (int i = 0; i < n; i++) {
            x += (i + x) / 10 + (long) i % 7;
        }
        return x;
    }

    static long divideByVariable(int n) {
        int x = 0;
        int divisor = n | 1;
        for (int i = 0; i < n; i++) {
            x += (i + x) / (divisor - i);
        }
        return x;
    }

    static long compareLong(int n) {
        long x = 0;
        for (long i = 0, end = n; i < end; i++) {
            if (i > x) {
                x += 3;
            } else {
                x -= 1;
            }
        }
        return x;
    }

    static long compareDouble(int n) {
        double x = 0;
        for (int i = 0; i < n; i++) {
            if (x < i) {
                x += 1.5;
            } else {
                x -= 0.5;
            }
        }
        return (long) x;
    }

    static long switchDense(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            switch (i & 7) {
                case 0: x += 1; break;
                case 1: x += 3; break;
                case 2: x ^= 5; break;
                case 3: x -= 7; break;
                case 4: x += 11; break;
                case 5: x ^= 13; break;
                default: x += 17;
            }
        }
        return x;
    }

    static long switchSparse(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            switch ((i & 7) * 1000) {
                case 0: x += 1; break;
                case 1000: x += 3; break;
                case 2000: x ^= 5; break;
                case 3000: x -= 7; break;
                case 4000: x += 11; break;
                case 5000: x ^= 13; break;
                default: x += 17;
            }
        }
        return x;
    }

    static long concatenate(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            String s = "a" + i + "b";
            x += s.length();
        }
        return x;
    }

    static long concatenateStrings(int n) {
        int x = 0;
        String word = "hello";
        for (int i = 0; i < n; i++) {
            String s = word + i + word + x;
            x += s.length();
        }
        return x;
    }

    public static void main(String[] args) {
        Bench bench = new Bench(args);
        bench.slow("throw_near", Control::throwNear);
        bench.slow("throw_far", Control::throwFar);
        bench.slow("throw_new", Control::throwNew);
        bench.fast("divide_int", Control::divideInt);
        bench.fast("divide_long", Control::divideLong);
        bench.fast("divide_by_variable", Control::divideByVariable);
        bench.fast("compare_long", Control::compareLong);
        bench.fast("compare_double", Control::compareDouble);
        bench.fast("switch_dense", Control::switchDense);
        bench.fast("switch_sparse", Control::switchSparse);
        bench.slow("concatenate", Control::concatenate);
        bench.slow("concatenate_strings", Control::concatenateStrings);
    }
}
