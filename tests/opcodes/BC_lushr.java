// lushr: shifts a long right, filling with zeros; only the low 6 bits of the count matter.
public class BC_lushr {
    static long test(long a, int count) {
        return a >>> count;
    }

    static long byLong(long a, long count) {
        return a >>> count;
    }

    static long constants(long a) {
        return (a >>> 0) ^ (a >>> 1) ^ (a >>> 63) ^ (a >>> 64) ^ (a >>> -3);
    }

    public static void main(String[] args) {
        long[] values = {0, 1, -1, 2, -7, 10, 4294967296L, 3037000500L, 0x123456789abcdefL, Long.MAX_VALUE,
            Long.MIN_VALUE};
        int[] counts = {0, 1, 3, 15, 31, 32, 33, 63, 64, 65, -1, -32, Integer.MAX_VALUE, Integer.MIN_VALUE};
        for (long a : values) {
            for (int count : counts) {
                System.out.println(a + " " + count + " " + test(a, count) + " "
                    + byLong(a, count * 4294967297L));
            }
            System.out.println(constants(a));
        }
    }
}
