// Compute: primes by sieve, by trial division, perfect numbers, the totient, Miller-Rabin with longs.
public class Sieve {
    static long power(long b, long e, long m) {
        long r = 1;
        for (b %= m; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                r = multiply(r, b, m);
            }
            b = multiply(b, b, m);
        }
        return r;
    }

    static long multiply(long a, long b, long m) {
        long q = Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? 0 : 1;
        if (q == 0) {
            return a * b % m;
        }
        return java.math.BigInteger.valueOf(a).multiply(java.math.BigInteger.valueOf(b))
            .mod(java.math.BigInteger.valueOf(m))
            .longValue();
    }

    static boolean probablePrime(long n) {
        long d = n - 1;
        int s = Long.numberOfTrailingZeros(d);
        d >>= s;
        for (long a : new long[] {2, 3, 5, 7, 11, 13}) {
            long x = power(a, d, n);
            if (x == 1 || x == n - 1) {
                continue;
            }
            boolean composite = true;
            for (int i = 1; i < s && composite; i++) {
                x = multiply(x, x, n);
                composite = x != n - 1;
            }
            if (composite) {
                return false;
            }
        }
        return true;
    }

    public static void main(String[] args) {
        int n = 200_000;
        boolean[] composite = new boolean[n + 1];
        int count = 0;
        long sum = 0;
        for (int i = 2; i <= n; i++) {
            if (!composite[i]) {
                count++;
                sum += i;
                for (long j = (long) i * i; j <= n; j += i) {
                    composite[(int) j] = true;
                }
            }
        }
        System.out.println(count + " " + sum);
        int[] totient = new int[5001];
        for (int i = 0; i < totient.length; i++) {
            totient[i] = i;
        }
        for (int i = 2; i < totient.length; i++) {
            if (totient[i] == i) {
                for (int j = i; j < totient.length; j += i) {
                    totient[j] -= totient[j] / i;
                }
            }
        }
        long all = 0;
        for (int t : totient) {
            all += t;
        }
        System.out.println(all);
        for (int i = 2; i < 1000; i++) {
            int divisors = 0;
            for (int d = 1; d < i; d++) {
                divisors += i % d == 0 ? d : 0;
            }
            if (divisors == i) {
                System.out.print(i + " ");
            }
        }
        System.out.println();
        System.out.println(probablePrime(1_000_000_007) + " " + probablePrime(1_000_000_007L * 998_244_353)
            + " "
            + probablePrime((1L << 61) - 1) + " " + probablePrime(561));
    }
}
