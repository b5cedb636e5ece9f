/** 64-bit arithmetic: modular powers, a Miller-Rabin test, two generators of random numbers. */
public class LongLoops {
    static long power(long base, long exponent, long modulus) {
        long result = 1;
        base %= modulus;
        while (exponent > 0) {
            if ((exponent & 1) != 0) {
                result = result * base % modulus;
            }
            base = base * base % modulus;
            exponent >>= 1;
        }
        return result;
    }

    static boolean probablyPrime(long n) {
        if (n < 3 || (n & 1) == 0) {
            return n == 2;
        }
        int twos = Long.numberOfTrailingZeros(n - 1);
        for (long witness = 2; witness < 8 && witness < n; witness++) {
            long x = power(witness, (n - 1) >> twos, n);
            boolean passes = x == 1 || x == n - 1;
            for (int i = 1; i < twos && !passes; i++) {
                x = x * x % n;
                passes = x == n - 1;
            }
            if (!passes) {
                return false;
            }
        }
        return true;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        long check = 0;
        long seed = 1;
        for (int round = 0; round < size; round++) {
            long n = 1_000_000_007L + 2L * round;
            if (probablyPrime(n)) {
                check += n;
            }
            for (int i = 0; i < 500; i++) {
                seed = seed * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
                long x = seed ^ (seed >>> 33);
                x ^= x << 21;
                x ^= x >>> 35;
                check ^= x + (x >> 63) - i * 3L;
                check = check < 0 ? ~check : check + 1;
                if (i % 8 == 0) {
                    check += x / 1000 + x % 10;
                }
            }
        }
        System.out.println("long loops " + check);
    }
}
