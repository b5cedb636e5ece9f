/** Recursive static calls with one, two and three arguments, and mutual recursion. */
public class StaticCalls {
    static int fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    static int tak(int x, int y, int z) {
        return y >= x ? z : tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
    }

    static int ackermann(int m, int n) {
        if (m == 0) {
            return n + 1;
        }
        return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
    }

    static boolean isEven(int n) {
        return n == 0 || isOdd(n - 1);
    }

    static boolean isOdd(int n) {
        return n != 0 && isEven(n - 1);
    }

    static int queens(int n, int row, int columns, int left, int right) {
        if (row == n) {
            return 1;
        }
        int found = 0;
        for (int free = ((1 << n) - 1) & ~(columns | left | right); free != 0; free &= free - 1) {
            int bit = free & -free;
            found += queens(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1);
        }
        return found;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int check = 0;
        for (int round = 0; round < size; round++) {
            check += fibonacci(22) + tak(12, 8, round & 3) + ackermann(2, 60);
            check += isEven(2_000 + round) ? 1 : 0;
            check = check * 31 + queens(7, 0, 0, 0, 0);
        }
        System.out.println("static calls " + check);
    }
}
