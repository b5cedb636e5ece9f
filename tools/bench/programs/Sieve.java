/** Arrays: sieve of boolean, prefix sums of int, a byte histogram, a 2-d array. */
public class Sieve {
    static int primes(int n) {
        boolean[] composite = new boolean[n + 1];
        int count = 0;
        for (int i = 2; i <= n; i++) {
            if (!composite[i]) {
                count++;
                for (int j = i + i; j <= n; j += i) {
                    composite[j] = true;
                }
            }
        }
        return count;
    }

    static long sums(int n) {
        int[] values = new int[n];
        byte[] bytes = new byte[n];
        int[] histogram = new int[256];
        for (int i = 0; i < n; i++) {
            values[i] = i * 31;
            bytes[i] = (byte) (i * i);
        }
        for (int i = 1; i < n; i++) {
            values[i] += values[i - 1];
            histogram[bytes[i] & 255]++;
        }
        return values[n - 1] + (long) histogram[1] * histogram[4];
    }

    static int grid(int n) {
        int[][] cells = new int[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                cells[i][j] = i ^ j;
            }
        }
        int sum = 0;
        for (int i = 1; i < n - 1; i++) {
            for (int j = 1; j < n - 1; j++) {
                sum += cells[i - 1][j] + cells[i + 1][j] - cells[i][j - 1] - cells[i][j + 1] + cells[i][j];
            }
        }
        return sum;
    }

    public static void main(String[] args) {
        long check = 0;
        for (int i = 0; i < 40; i++) {
            check = check * 7 + primes(1_000_000) + sums(300_000) + grid(400);
        }
        System.out.println("sieve " + check);
    }
}
