// iushr: shifts a int right, filling with zeros; only the low 5 bits of the count matter.
public class BC_iushr {
    static int test(int a, int count) {
        return a >>> count;
    }

    static int byLong(int a, long count) {
        return a >>> count;
    }

    static int constants(int a) {
        return (a >>> 0) ^ (a >>> 1) ^ (a >>> 31) ^ (a >>> 32) ^ (a >>> -3);
    }

    public static void main(String[] args) {
        int[] values = {0, 1, -1, 2, -7, 10, 127, 65536, 46341, 0x12345678, Integer.MAX_VALUE,
            Integer.MIN_VALUE};
        int[] counts = {0, 1, 3, 15, 31, 32, 33, 63, 64, 65, -1, -32, Integer.MAX_VALUE, Integer.MIN_VALUE};
        for (int a : values) {
            for (int count : counts) {
                System.out.println(a + " " + count + " " + test(a, count) + " "
                    + byLong(a, count * 4294967297L));
            }
            System.out.println(constants(a));
        }
    }
}
