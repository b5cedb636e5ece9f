// ineg: the negative of a int; the least int is its own negative.
public class BC_ineg {
    static int test(int a) {
        return -a;
    }

    static int twice(int a) {
        return -(-a - 1);
    }

    public static void main(String[] args) {
        int[] values = {0, 1, -1, 2, -7, 10, 127, 65536, 46341, 0x12345678, Integer.MAX_VALUE,
            Integer.MIN_VALUE};
        for (int v : values) {
            System.out.println(v + " " + test(v) + " " + test(test(v)) + " " + twice(v));
        }
    }
}
