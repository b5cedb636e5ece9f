/** Nested int loops, branches, shifts, division. */
public class Loops {
    public static void main(String[] args) {
        int sum = 0;
        for (int i = 1; i <= 60_000; i++) {
            int x = i;
            for (int j = 0; j < 1000; j++) {
                x ^= x << 13;
                x ^= x >>> 17;
                x ^= x << 5;
                if ((x & 7) == 3) {
                    sum += x % (j + 1);
                } else if (x < 0) {
                    sum -= j;
                }
            }
            sum += x;
        }
        int steps = 0;
        for (int n = 1; n < 180_000; n++) {
            for (long k = n; k != 1; k = (k & 1) == 0 ? k >> 1 : 3 * k + 1) {
                steps++;
            }
        }
        System.out.println("loops " + sum + " " + steps);
    }
}
