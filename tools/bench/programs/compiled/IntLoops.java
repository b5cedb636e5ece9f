/** Integer arithmetic in nested loops: greatest common divisors, Collatz sequences, trial division. */
public class IntLoops {
    static int gcd(int a, int b) {
        while (b != 0) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    static int collatz(int n) {
        int steps = 0;
        for (int k = n; k != 1 && steps < 500; steps++) {
            k = (k & 1) == 0 ? k >>> 1 : 3 * k + 1;
        }
        return steps;
    }

    static boolean isPrime(int n) {
        if (n < 4) {
            return n > 1;
        }
        if (n % 2 == 0) {
            return false;
        }
        for (int i = 3; i * i <= n; i += 2) {
            if (n % i == 0) {
                return false;
            }
        }
        return true;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int check = 0;
        for (int round = 0; round < size; round++) {
            for (int i = 1; i < 300; i++) {
                check += gcd(i * 7919, round + i * 104_729);
                check = check * 31 + collatz(round * 10 + i);
                check += isPrime(round * 300 + i) ? i : -1;
            }
            for (int i = 0, x = round; i < 10_000; i++) {
                x ^= x << 13;
                x ^= x >>> 17;
                x ^= x << 5;
                check += x / 10 + x % 7;
            }
        }
        System.out.println("int loops " + check);
    }
}
