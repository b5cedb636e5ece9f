/** One-dimensional arrays of every small type: a sieve, prefix sums, a knapsack, a histogram. */
public class IntArrays {
    static int sieve(boolean[] composite) {
        int primes = 0;
        java.util.Arrays.fill(composite, false);
        for (int i = 2; i < composite.length; i++) {
            if (!composite[i]) {
                primes++;
                for (int j = i + i; j < composite.length; j += i) {
                    composite[j] = true;
                }
            }
        }
        return primes;
    }

    static int knapsack(int[] weights, int[] values, int[] best) {
        java.util.Arrays.fill(best, 0);
        for (int item = 0; item < weights.length; item++) {
            for (int room = best.length - 1; room >= weights[item]; room--) {
                best[room] = Math.max(best[room], best[room - weights[item]] + values[item]);
            }
        }
        return best[best.length - 1];
    }

    static int histogram(byte[] data, short[] counts, char[] text) {
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (data[i] * 5 + i);
            counts[data[i] & 0xff]++;
            text[i] = (char) (data[i] + counts[data[i] & 0xff]);
        }
        int sum = 0;
        for (char c : text) {
            sum = sum * 31 + c;
        }
        return sum;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        boolean[] composite = new boolean[20_000];
        int[] best = new int[2_000];
        int[] weights = new int[20];
        int[] values = new int[20];
        byte[] data = new byte[20_000];
        long[] sums = new long[20_000];
        int check = 0;
        for (int round = 0; round < size; round++) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (i * 37 + round) % 50 + 1;
                values[i] = (i * 91 + round) % 70 + 1;
            }
            check += sieve(composite) + knapsack(weights, values, best);
            check = check * 17 + histogram(data, new short[256], new char[data.length]);
            for (int i = 1; i < sums.length; i++) {
                sums[i] = sums[i - 1] + data[i] * (long) i;
            }
            check ^= (int) sums[sums.length - 1];
        }
        System.out.println("int arrays " + check);
    }
}
