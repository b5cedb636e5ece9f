// Branches whose target nobody else jumps to: what lay in registers or was known before is so behind them.
public class ForkedPaths {
    static final class Cell {
        int value;
        Cell next;

        Cell(int value, Cell next) {
            this.value = value;
            this.next = next;
        }

        int choose(int a, int b) {
            if (a > b) {
                if ((a ^ value) > 7) {
                    return a * 3 + value;
                }
                return b - value;
            }
            return value > a ? value : next == null ? -1 : next.value;
        }

        Cell step(boolean far) {
            return far ? next == null ? this : next.next : next;
        }
    }

    static int small(int n) {
        return n < 0 ? -n : n > 100 ? n - 100 : n == 7 ? 70 : n;
    }

    /** Has a loop, so it is called, and its result lies where results do while others are made. */
    static int called(int n) {
        int sum = n;
        while (n > 0) {
            sum += n & 3;
            n >>= 2;
        }
        return sum;
    }

    static int constant(int n) {
        return n < 0 ? 1 : n > 9 ? 2 : 3;
    }

    static long wide(long a, int b) {
        return a < b ? a * b : a > 1L << 40 ? a >>> b : a - b;
    }

    static double real(double a, float b) {
        return a < b ? a + b : a > b ? a - b : a == b ? 0.5 : Double.NaN;
    }

    /** The operands below the call stay where they are, whichever way it goes. */
    static long mixed(int i, long j, double d, Cell cell) {
        return j * 3 + small(i) - wide(j + small(-i), i & 31) * small(i >> 3)
            + cell.choose(i & 63, small(i & 31)) + (long) (d * real(i * 0.5, small(i)) + real(small(-i), i))
            + (cell.step((i & 1) == 0) == null ? 1 : 2);
    }

    /** One path throws; another one calls, and has the collector look at what the first left in registers. */
    static String text(Object o, int i, String prefix) {
        return prefix + (o instanceof String ? ((String) o).length() + "s" : o == null ? "none"
            : o instanceof Integer ? String.valueOf((Integer) o + i) : fail(o, i)) + i;
    }

    static String fail(Object o, int i) {
        if (i % 4 != 3) {
            return o.getClass().getSimpleName();
        }
        throw new IllegalArgumentException(o.getClass().getName() + i);
    }

    static int caught(Object o, int i) {
        try {
            return text(o, i, "p").hashCode();
        } catch (IllegalArgumentException e) {
            return e.getMessage().length() * i;
        }
    }

    /** Loops left ahead and entered again; a null that is found on one path only. */
    static int loops(int[] numbers, Cell cell, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            if (numbers[i] < 0) {
                sum += i;
                if (sum > 5000) {
                    return sum;
                }
            } else {
                int x = numbers[i];
                sum += x > 9 ? cell.value + x : cell.next != null ? cell.next.value : x;
                for (Cell c = cell; c != null; c = c.next) {
                    sum ^= c.value > i ? c.value : i;
                }
            }
        }
        return sum;
    }

    static int nulls(Cell cell, int i) {
        try {
            return i > 3 ? cell.value : i > 1 ? cell.next.value : i;
        } catch (NullPointerException e) {
            return -i;
        }
    }

    public static void main(String[] args) {
        Cell cell = new Cell(5, new Cell(40, new Cell(-3, null)));
        int[] numbers = new int[64];
        Object[] objects = {"text", null, 17, 'c', cell};
        long check = 0;
        for (int i = 0; i < 20_000; i++) {
            numbers[i & 63] = i % 37 - 9;
            check = check * 31 + mixed(i - 500, check >> 9, i * 0.25, cell) + caught(objects[i % 5], i);
            check += called(i) * 7L + constant(i % 16 - 3) ^ called(i + 1) - small(i & 15);
            check = check * 31 + loops(numbers, cell, i & 63) + nulls(i % 3 == 0 ? null : cell, i % 6);
            cell.value = i & 127;
        }
        System.out.println(check);
    }
}
