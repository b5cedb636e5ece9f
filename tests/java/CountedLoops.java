import java.util.function.IntSupplier;

/** Loops whose array accesses can be checked before they begin, and the ways in which that can go wrong. */
public class CountedLoops {
    static int checksum;

    static void add(int value) {
        checksum = checksum * 31 + value;
    }

    static void show(String name, IntSupplier body) {
        String result;
        checksum = 7;
        try {
            for (int i = 0; i < 3; i++) {
                add(body.getAsInt());
            }
            result = "" + checksum;
        } catch (RuntimeException e) {
            result = checksum + " " + e;
        }
        System.out.println(name + ": " + result);
    }

    static int[] numbers(int length) {
        int[] a = new int[length];
        for (int i = 0; i < length; i++) {
            a[i] = i * 37 % 101 - 20;
        }
        return a;
    }

    // ---- up and down, with bounds of all kinds

    static int sum(int[] a, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum = sum * 3 + a[i];
        }
        return sum;
    }

    static int sumAll(long[] a) {
        long sum = 0;
        for (int i = 0; i <= a.length - 1; i++) {
            sum = sum * 3 + a[i];
        }
        for (int i = 0; a.length > i; ++i) {
            sum ^= a[i] << i;
        }
        return (int) (sum ^ sum >>> 32);
    }

    static int sumDown(short[] a, int from, int to) {
        int sum = 0;
        for (int i = from; i >= to; i--) {
            sum = sum * 5 + a[i];
        }
        for (int i = from; i > to; i -= 2) {
            sum = sum * 5 - a[i];
        }
        return sum;
    }

    static int inclusive(byte[] a, int from, int to) {
        int sum = 0;
        for (int i = from; i <= to; i++) {
            sum += a[i] * i;
            a[i] += 3;
        }
        return sum;
    }

    /* What was stored before the exception stays stored, and it comes at the right index. */
    static int fill(int[] a, int from, int to, int value) {
        int done = 0;
        try {
            for (int i = from; i < to; i++) {
                a[i] = value + i;
                done++;
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println("  " + e.getMessage() + " after " + done + " at line "
                + (e.getStackTrace()[0].getLineNumber() > 0));
        }
        int sum = done;
        for (int v : a) {
            sum = sum * 7 + v;
        }
        return sum;
    }

    // ---- steps

    static int strided(boolean[] a, int from, int stride, int limit) {
        int count = 0;
        for (int i = from; i < a.length; i += stride) {
            a[i] ^= true;
            if (++count == limit) {
                break;
            }
        }
        for (int i = 0; i < a.length; i += 3) {
            count = count * 3 + (a[i] ? 1 : 0);
        }
        return count;
    }

    /* The counter would pass the greatest int. */
    static int overflowing(int[] a, int from, int limit) {
        int rounds = 0;
        int sum = 0;
        for (int i = from; i < Integer.MAX_VALUE; i += 1 << 30) {
            if (i < a.length) {
                sum += a[i];
            }
            if (++rounds == limit) {
                return sum;
            }
        }
        return sum + rounds;
    }

    static int toTheGreatest(int[] a, int from, int to) {
        int rounds = 0;
        for (int i = from; i <= to; i++) {
            rounds++;
            if (rounds > 5) {
                return a[i];
            }
        }
        return rounds;
    }

    // ---- other variables that change in each round

    static int parallel(int[] to, int[] from, int at, int count) {
        int k = at;
        for (int i = count - 1; i >= 0; i--) {
            to[k--] = from[i] + k;
        }
        int j = 0;
        for (int i = 0; i < count; i++, j += 2) {
            to[j] ^= from[i];
        }
        return sum(to, 0, to.length);
    }

    /* It does not change in each round. */
    static int sometimes(int[] to, int[] from) {
        int k = 0;
        for (int i = 0; i < from.length; i++) {
            if (from[i] > 0) {
                to[k++] = from[i];
            }
        }
        return k * 1000 + sum(to, 0, k);
    }

    /* The counter itself stands still now and then, and what goes with it runs away. */
    static int uneven(int[] a) {
        int i = 0;
        int k = 0;
        int sum = 0;
        while (i < 10) {
            sum += a[k];
            k++;
            if (k % 3 != 0) {
                continue;
            }
            i++;
        }
        return sum;
    }

    static int after(int[] a) {
        int i = -1;
        int sum = 0;
        while (i < a.length - 1) {
            i++;
            sum = sum * 3 + a[i];
        }
        int j = 0;
        while (j < a.length) {
            sum += a[j++] * j;
        }
        return sum;
    }

    // ---- distances

    static int neighbours(int[] a, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += a[i - 1] * a[i + 1] - a[i];
            a[i - 1] = sum;
        }
        return sum;
    }

    static int wrapped(int[] a, int from) {
        int sum = 0;
        for (int i = from; i < from + 3; i++) {
            sum += a[i + 2];
        }
        return sum;
    }

    static void bubble(int[] a) {
        for (int i = a.length - 1; i > 0; i--) {
            for (int j = 0; j < i; j++) {
                if (a[j] > a[j + 1]) {
                    int t = a[j];
                    a[j] = a[j + 1];
                    a[j + 1] = t;
                }
            }
        }
    }

    // ---- arrays of arrays, and arrays in fields

    static int multiply(double[][] a, double[][] b, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double cell = 0;
                for (int k = 0; k < n; k++) {
                    cell += a[i][k] * b[k][j];
                }
                sum = sum * 0.5 + cell;
            }
        }
        return (int) (sum * 1000);
    }

    /* The row changes under the loop's feet. */
    static int replaced(int[][] rows, int[] other, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum = sum * 3 + rows[1][i];
            if (i == 2) {
                rows[1] = other;
            }
        }
        return sum;
    }

    int[] mine = numbers(12);
    final int[] last = numbers(9);
    volatile int[] shared = numbers(10);

    int ofFields(int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += mine[i] * last[i];
            mine[i] = sum;
        }
        for (int i = 0; i < n; i++) {
            sum += mine[i];
            if (i == 4) {
                mine = new int[n];
            }
        }
        for (int i = 0; i < n; i++) {
            sum += shared[i];
        }
        return sum;
    }

    static int constants(int[] a, int[][] b, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[0] + a[3] * i;
            a[1] = sum;
            sum ^= b[0][i] + b[1][2];
        }
        return sum;
    }

    static int fixed(int[] a, int[] b, int at, int n) {
        for (int i = 0; i < n; i++) {
            a[at] += b[i];
            a[at] ^= i;
        }
        return a[at];
    }

    /* An array of strings among objects: the store is checked, too. */
    static int objects(Object[] a, Object value, int n) {
        int stored = 0;
        try {
            for (int i = 0; i < n; i++) {
                a[i] = value;
                stored++;
            }
        } catch (ArrayStoreException e) {
            System.out.println("  " + e.getMessage() + " after " + stored);
        }
        for (Object o : a) {
            stored = stored * 31 + (o == null ? 0 : o.hashCode());
        }
        return stored;
    }

    // ---- other ways out of the loop

    static int leaves(int[] a, int n, int wanted) {
        int at = -1;
        outer:
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < n; i++) {
                if (a[i] == wanted + round) {
                    at = i;
                    break outer;
                }
                if (a[i] == -wanted) {
                    continue outer;
                }
                if (a[i] > 1000) {
                    throw new IllegalStateException("found " + a[i]);
                }
            }
        }
        return at;
    }

    static int returns(char[] text, char wanted) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static int noBody(int[] a) {
        int i = 0;
        while (i < a.length && a[i] != 5) {
            i++;
        }
        return i;
    }

    static int calls(int[] a, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.max(a[i], i) + Integer.toString(a[i]).length();
            a[i] = sum;
        }
        return sum;
    }

    public static void main(String[] args) {
        for (int round = 0; round < 200; round++) { // compiled when something counts
            sum(numbers(20), 0, 20);
            fill(numbers(20), 0, 20, 1);
            bubble(numbers(20));
        }
        show("sum", () -> sum(numbers(50), 0, 50));
        show("part", () -> sum(numbers(50), 10, 20));
        show("none", () -> sum(numbers(0), 5, 5) + sum(null, 3, 3));
        show("too far", () -> sum(numbers(50), 0, 51));
        show("negative", () -> sum(numbers(50), -1, 5));
        show("null", () -> sum(null, 0, 5));
        show("all", () -> sumAll(new long[] {5, -7, 1L << 40, 9}) + sumAll(new long[0]));
        show("all of null", () -> sumAll(null));
        show("down", () -> sumDown(new short[] {4, 7, -3, 12, 8, 1}, 5, 0));
        show("down too far", () -> sumDown(new short[] {4, 7, -3, 12, 8, 1}, 5, -1));
        show("from too far", () -> sumDown(new short[] {4, 7, -3}, 3, 0));
        show("inclusive", () -> inclusive(new byte[] {120, 3, -128, 127, 9}, 0, 4));
        show("inclusive too far", () -> inclusive(new byte[] {1, 3, 5}, 1, 3));
        show("filled", () -> fill(numbers(8), 2, 6, 100));
        show("filled too far", () -> fill(numbers(8), 6, 100, 100));
        show("filled before", () -> fill(numbers(8), -2, 6, 100));
        show("stride", () -> strided(new boolean[64], 1, 7, 100));
        show("stride of 0", () -> strided(new boolean[64], 5, 0, 9));
        show("stride back", () -> strided(new boolean[64], 20, -6, 100));
        show("stride over the greatest", () -> strided(new boolean[64], 1, Integer.MAX_VALUE, 3));
        show("overflow", () -> overflowing(numbers(5), 1, 6));
        show("the greatest", () -> toTheGreatest(numbers(5), Integer.MAX_VALUE - 2, Integer.MAX_VALUE));
        show("parallel", () -> parallel(new int[20], numbers(10), 9, 10));
        show("parallel at the edge", () -> parallel(new int[19], numbers(10), 18, 10));
        show("parallel too low", () -> parallel(new int[20], numbers(10), 8, 10));
        show("parallel too high", () -> parallel(new int[18], numbers(10), 9, 10));
        show("sometimes", () -> sometimes(new int[30], numbers(30)));
        show("sometimes too far", () -> sometimes(new int[3], numbers(30)));
        show("uneven", () -> uneven(numbers(30)));
        show("uneven too far", () -> uneven(numbers(29)));
        show("after", () -> after(numbers(9)));
        show("neighbours", () -> neighbours(numbers(9), 1, 8));
        show("neighbours before", () -> neighbours(numbers(9), 0, 8));
        show("neighbours behind", () -> neighbours(numbers(9), 1, 9));
        show("wrapped", () -> wrapped(numbers(9), Integer.MAX_VALUE - 4));
        show("sorted", () -> {
            int[] a = numbers(40);
            bubble(a);
            return sum(a, 0, 40);
        });
        double[][] m = {{1, 2, 3}, {4, 5, 6}, {7, 8, 10}};
        show("matrices", () -> multiply(m, m, 3));
        show("ragged", () -> multiply(new double[][] {{1, 2, 3}, {4, 5}, {1}}, m, 3));
        show("a row is null", () -> multiply(new double[][] {{1, 2, 3}, null, {1}}, m, 3));
        show("replaced", () -> replaced(new int[][] {{}, numbers(8)}, numbers(20), 12));
        show("replaced by less", () -> replaced(new int[][] {{}, numbers(8)}, numbers(4), 8));
        show("fields", () -> new CountedLoops().ofFields(9));
        show("fields too far", () -> new CountedLoops().ofFields(10));
        show("constants", () -> constants(numbers(4), new int[][] {numbers(6), numbers(3)}, 6));
        show("constants too far", () -> constants(numbers(3), new int[][] {numbers(6), numbers(3)}, 6));
        show("fixed", () -> fixed(numbers(6), numbers(9), 4, 9));
        show("fixed too far", () -> fixed(numbers(6), numbers(9), 6, 9));
        show("objects", () -> objects(new Object[5], "x", 5));
        show("strings", () -> objects(new String[5], 12, 5));
        show("objects too far", () -> objects(new Integer[5], 12, 6));
        show("leaves", () -> leaves(numbers(30), 30, 17) + leaves(numbers(30), 30, 20));
        show("throws", () -> leaves(new int[] {3, 2000}, 2, 17));
        show("returns", () -> returns("counted loops".toCharArray(), 'p') + returns(new char[3], 'x'));
        show("no body", () -> noBody(new int[] {1, 2, 5, 3}) + noBody(new int[4]));
        show("calls", () -> calls(numbers(14), 14));
        show("calls too far", () -> calls(numbers(14), 15));
    }
}
