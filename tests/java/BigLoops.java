// Compute: hot loops over every primitive type, with checksums; long enough for later tiers to compile them.
public class BigLoops {
    int counter;
    static long total;

    static int ints(int n) {
        int x = 1;
        for (int i = 0; i < n; i++) {
            x = x * 31 + (i ^ x >>> 7) - (x & i);
        }
        return x;
    }

    static long longs(int n) {
        long x = 1;
        for (long i = 0; i < n; i++) {
            x = x * 6364136223846793005L + (i << 3 | i >>> 5);
            x ^= x >> 17;
        }
        return x;
    }

    static double doubles(int n) {
        double x = 0.5;
        for (int i = 1; i < n; i++) {
            x = x * 1.000001 + 1.0 / i - (float) x * 1e-6;
        }
        return x;
    }

    static float floats(int n) {
        float x = 1;
        for (int i = 1; i < n; i++) {
            x += i % 3 == 0 ? -0.25f : 0.125f;
            x = x > 100 ? x / 2 : x;
        }
        return x;
    }

    static int arrays(int n) {
        byte[] b = new byte[256];
        short[] s = new short[256];
        char[] c = new char[256];
        for (int i = 0; i < n; i++) {
            int k = i & 255;
            b[k] += i;
            s[k] = (short) (b[k] * i);
            c[255 - k] ^= s[k];
        }
        int sum = 0;
        for (int i = 0; i < 256; i++) {
            sum = sum * 7 + b[i] + s[i] + c[i];
        }
        return sum;
    }

    void fields(int n) {
        for (int i = 0; i < n; i++) {
            counter += i & 3;
            total += counter;
            if ((counter & 1) == 0) {
                counter ^= 5;
            }
        }
    }

    static int calls(int n) {
        return n < 2 ? n : calls(n - 1) + calls(n - 2);
    }

    public static void main(String[] args) {
        int n = 300_000;
        System.out.println(ints(n) + " " + longs(n) + " " + doubles(n) + " " + floats(n) + " " + arrays(n));
        BigLoops o = new BigLoops();
        o.fields(n);
        System.out.println(o.counter + " " + total + " " + calls(20));
    }
}
