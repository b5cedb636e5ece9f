// arraylength: every array type, nested arrays, null.
public class BC_arraylength {
    static int total(boolean[] z, byte[] b, char[] c, short[] s, int[] i, long[] l, float[] f, double[] d,
        Object[] o) {
        return z.length + b.length * 10 + c.length * 100 + s.length * 1000 + i.length * 10000
            + l.length * 100000
            + f.length * 1000000 + d.length * 10000000 + o.length * 100000000;
    }

    static int length(int[] a) {
        return a.length;
    }

    static int cells(int[][] a) {
        int sum = 0;
        for (int i = a.length - 1; i >= 0; i--) {
            sum += a[i].length;
        }
        return sum;
    }

    public static void main(String[] args) {
        System.out.println(total(new boolean[1], new byte[2], new char[3], new short[4], new int[5],
            new long[6], new float[7],
            new double[8], new Object[9]));
        System.out.println(length(new int[0]) + " " + length(new int[] {1, 2}) + " "
            + length(new int[1 << 20]) + " "
            + cells(new int[3][4]) + " " + cells(new int[][] {{}, {1}, {1, 2}}) + " "
            + new String[2][3][].length);
        for (int n = 0; n < 2; n++) {
            try {
                length(null);
            } catch (NullPointerException e) {
                System.out.println(e.getMessage());
            }
            try {
                cells(new int[2][]);
            } catch (NullPointerException e) {
                System.out.println(e.getMessage());
            }
        }
        System.out.println("abc".toCharArray().length + args.length);
    }
}
