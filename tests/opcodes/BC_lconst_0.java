// lconst_0: the long 0, as a value, an operand and an argument.
public class BC_lconst_0 {
    static long value() {
        return 0L;
    }

    static long operand(long a) {
        return a * 0L + (a - 0L);
    }

    static String argument(int before, long a, int after) {
        return before + " " + a + " " + after;
    }

    static long[] array() {
        long local = 0L;
        return new long[] {local, 0L, -local};
    }

    public static void main(String[] args) {
        System.out.println(value());
        System.out.println(argument(3, 0L, 4));
        for (long v : new long[] {3, -5, 1 << 30}) {
            System.out.println(operand(v));
        }
        for (long v : array()) {
            System.out.println(v);
        }
        long sum = 5;
        for (int i = 0; i < 10; i++) {
            sum += value();
        }
        System.out.println(sum + " " + (value() == 0L) + " " + (value() - 2));
    }
}
